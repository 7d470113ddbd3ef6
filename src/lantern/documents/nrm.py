"""One referral to the National Referral Mechanism as a sheet to be handed over or typed from: JSON, and PDF.

The opening was audited by the action that gave the values. Nothing sends a sheet anywhere, and none is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantern.queries.referrals import Referral
from lantern.typesetting.papers import Fact, Facts, Paragraph, Section, paper
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.referrals import FORM, QUESTIONS, AnswerKind, Basis
from lantern.vocabulary.referrals import Section as Part

NOT_ANSWERED = "Not answered"
_YES_NO = {"yes": "Yes", "no": "No", "not_known": "Not known"}
_TITLES = {
    Part.CHILD: "The child",
    Part.WHAT_HAPPENED: "What happened",
    Part.SLAVERY: "If it is about slavery",
    Part.TRAFFICKING: "If it is about trafficking",
    Part.OTHERS: "Other people",
    Part.POLICE: "Police",
    Part.RESPONDER: "Who refers",
    Part.AROUND: "Who works with the child",
    Part.NOW: "What is known and done now",
}
_BASIS = {Basis.SCHEDULE_1: " (Schedule 1)", Basis.SCHEDULE_2: " (Schedule 2)", Basis.PRACTICE: ""}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a sheet is made of. Without a referral it is what the record would say, before one is made."""

    child: str
    answers: Mapping[str, str]
    referral: Referral | None
    as_of: datetime


def as_json(sheet: Sheet, *, by_name: str) -> dict[str, Any]:
    """Give the sheet as the shape that docs/trafficking.md describes; what was not answered is null."""
    one = sheet.referral
    return {
        "form": FORM,
        "copy": True,
        "made_at": sheet.as_of.isoformat(),
        "made_by": by_name,
        "child": sheet.child,
        "is_recorded": one is not None,
        "referral": None
        if one is None
        else {
            "place": one.place,
            "referred_on": one.said.happened.on.isoformat(),
            "decider": one.decider.value,
            "reference": one.reference or None,
            "welfare_form_sent_on": one.welfare.sent.on.isoformat(),
            "wholly_before_first": one.wholly_before_first,
        },
        "answers": [
            {
                "question": each.name,
                "section": each.section.value,
                "words": each.words,
                "asked_by": each.basis.value,
                "answer": sheet.answers.get(each.name) or None,
            }
            for each in QUESTIONS
        ],
    }


def as_pdf(sheet: Sheet, *, by_name: str) -> bytes:
    """Typeset the sheet; every question stands, so that nobody takes an empty one for a no."""
    made = spoken(When.moment(sheet.as_of))
    return paper(
        title="Referral of a child to the National Referral Mechanism",
        lead=_lead(sheet),
        sections=[
            Section(
                heading=title,
                blocks=(
                    Facts(
                        facts=tuple(
                            Fact(
                                label=each.words + _BASIS[each.basis],
                                words=_said(sheet, each.name, each.kind),
                            )
                            for each in QUESTIONS
                            if each.section is part
                        )
                    ),
                ),
            )
            for part, title in _TITLES.items()
        ],
        made_at=sheet.as_of,
        made_by=by_name,
        made=f"Made by {by_name}, {made}, from Lantern.",
        footer=f"Copy. Child {sheet.child}. Hold it as you hold the record, and destroy it when done.",
    )


def _lead(sheet: Sheet) -> list[Paragraph]:
    one = sheet.referral
    source = Paragraph(
        words="Schedule 1 and Schedule 2 are those of the Modern Slavery Act 2015 (Duty to Notify) Regulations 2015 "
        "(SI 2015/1743). The other questions come from no regulation. A child is not asked for consent."
    )
    if one is None:
        begun = "This is not a referral. It is what the record says, filled in for somebody to check."
        return [Paragraph(words=begun), source]
    words = f"Referral {one.place} of this child, made {spoken(one.said.happened)}."
    reference = f" Reference {one.reference}." if one.reference else " No reference has come yet."
    return [Paragraph(words=words + reference), source]


def _said(sheet: Sheet, name: str, kind: AnswerKind) -> str:
    answer = sheet.answers.get(name, "")
    if not answer:
        return NOT_ANSWERED
    return _YES_NO.get(answer, answer) if kind is AnswerKind.YES_NO else answer
