"""The forms of a referral to the National Referral Mechanism. None of them asks a child for consent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.referrals import NewDecision, NewLetter, NewReferral
from lantern.policies.referrals import Asked
from lantern.vocabulary.referrals import (
    QUESTIONS,
    AnswerKind,
    Basis,
    Decider,
    Ground,
    NrmQuestion,
    Outcome,
    Purpose,
    Section,
)
from lantern.web.forms.case import CaseForm
from lantern.web.forms.fields import LineField, Option, RadiosField, WhenField, WordsField

SECTION_WORDS = {
    Section.CHILD: _("The child"),
    Section.WHAT_HAPPENED: _("What happened"),
    Section.SLAVERY: _("If it is about slavery"),
    Section.TRAFFICKING: _("If it is about trafficking"),
    Section.OTHERS: _("Other people"),
    Section.POLICE: _("Police"),
    Section.RESPONDER: _("Who refers"),
    Section.AROUND: _("Who works with the child"),
    Section.NOW: _("What is known and done now"),
}
BASIS_WORDS = {
    Basis.SCHEDULE_1: _("Schedule 1"),
    Basis.SCHEDULE_2: _("Schedule 2"),
    Basis.PRACTICE: "",
}
DECIDER_WORDS = {
    Decider.COMPETENT_AUTHORITY: _("The competent authority (Home Office)"),
    Decider.DEVOLVED_PANEL: _("A devolved panel of this area"),
}
GROUND_WORDS = {Ground.REASONABLE: _("Reasonable grounds"), Ground.CONCLUSIVE: _("Conclusive grounds")}
OUTCOME_WORDS = {Outcome.POSITIVE: _("Positive"), Outcome.NEGATIVE: _("Negative")}
PURPOSE_WORDS = {
    Purpose.REFERENCE: _("Its reference came"),
    Purpose.FURTHER_INFORMATION: _("Further information was sent"),
    Purpose.RECONSIDERATION: _("A reconsideration was asked for"),
}
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("not_known", _("Not known"))]


class WelfareFormForm(CaseForm):
    """That the child welfare form was sent: before the referral."""

    sent = WhenField(label=_("When was it sent?"), subject=_("when it was sent"))
    sent_to = LineField(
        label=_("To whom?"),
        help_text=_("The team of the authority that looks after the child"),
        error_messages={"required": _("Enter to whom it was sent")},
    )

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("sent", "sent_to")}


def _asked(question: NrmQuestion) -> forms.Field:
    words = _(question.words)
    help_text = BASIS_WORDS[question.basis]
    if question.kind is AnswerKind.YES_NO:
        return RadiosField(label=words, help_text=help_text, choices=YES_NO, inline=True, required=False)
    if question.kind is AnswerKind.WORDS:
        return WordsField(label=words, help_text=help_text, required=False, max_length=4000, rows=3)
    return LineField(label=words, help_text=help_text, required=False, max_length=500)


class ReferralForm(CaseForm):
    """The whole referral. What nobody knows stays empty; that too is an answer."""

    when = WhenField(label=_("When was the referral made?"), subject=_("when the referral was made"))
    decider = RadiosField(
        label=_("Who decides?"),
        choices=[
            (Decider.COMPETENT_AUTHORITY.value, DECIDER_WORDS[Decider.COMPETENT_AUTHORITY]),
            (
                Decider.DEVOLVED_PANEL.value,
                Option(
                    DECIDER_WORDS[Decider.DEVOLVED_PANEL],
                    _("Only in a pilot area, and for a child more than 100 days from 18"),
                ),
            ),
        ],
        error_messages={"required": _("Choose who decides")},
    )
    wholly_before_first = RadiosField(
        label=_("Was all of this done before the first decision on this child?"),
        help_text=_(
            "Then there is no second recovery period by itself; the competent authority may allow one "
            "(Nationality and Borders Act 2022, section 62)."
        ),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        error_messages={"required": _("Choose whether all of it was done before the first decision")},
    )
    words = WordsField(label=_("Anything else about this referral?"), required=False, rows=2, max_length=4000)
    mark_optional = False

    def __init__(self, *args: Any, is_further: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_further:
            del self.fields["wholly_before_first"]
        for question in QUESTIONS:
            field = _asked(question)
            if isinstance(field, forms.CharField):
                field.widget.attrs["dir"] = "auto"
            self.fields[question.name] = field

    def sections(self) -> Iterator[dict[str, Any]]:
        """Give the questions by their section, in the order in which they are asked."""
        for section, title in SECTION_WORDS.items():
            fields = [self[question.name] for question in QUESTIONS if question.section is section]
            yield {"title": title, "name": section.value, "fields": fields}

    def referral(self) -> NewReferral:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        further = said.get("wholly_before_first")
        return NewReferral(
            happened=said["when"],
            decider=Decider(said["decider"]),
            answers=tuple((question.name, said[question.name]) for question in QUESTIONS),
            wholly_before_first=None if further is None else further == "yes",
            words=said["words"],
        )


class DecisionForm(CaseForm):
    """A decision on a referral: one that is made first, or one that answers a reconsideration."""

    ground = RadiosField(label=_("Which decision?"), error_messages={"required": _("Choose which decision")})
    outcome = RadiosField(
        label=_("What was decided?"),
        choices=[(each.value, words) for each, words in OUTCOME_WORDS.items()],
        inline=True,
        error_messages={"required": _("Choose what was decided")},
    )
    decided_on = WhenField(
        label=_("On which day was it decided?"),
        subject=_("the day of the decision"),
        help_text=_(
            "As the letter says. Day 1 of the recovery period is the day of the reasonable grounds decision."
        ),
        shortcut=False,
    )
    decider = RadiosField(
        label=_("Who decided?"),
        choices=[(each.value, words) for each, words in DECIDER_WORDS.items()],
        error_messages={"required": _("Choose who decided")},
    )
    recovery_allowed = forms.BooleanField(
        label=_("The competent authority allowed a second recovery period"), required=False
    )
    words = WordsField(label=_("What does the letter say?"), required=False, rows=3, max_length=4000)
    happened = "decided_on"
    mark_optional = False

    def __init__(
        self, *args: Any, reconsidered: Sequence[Asked], may_allow_recovery: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        anew = [(f"{one.ground.value}/{one.number}", _anew(one)) for one in reconsidered]
        first = [(each.value, words) for each, words in GROUND_WORDS.items()]
        self.fields["ground"].choices = [*first, *anew]  # type: ignore[attr-defined]
        if not may_allow_recovery:
            del self.fields["recovery_allowed"]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        ground, _stroke, anew = said["ground"].partition("/")
        decision = NewDecision(
            ground=Ground(ground),
            outcome=Outcome(said["outcome"]),
            decided=said["decided_on"],
            decider=Decider(said["decider"]),
            anew=int(anew) if anew else None,
            recovery_allowed=bool(said.get("recovery_allowed")),
            words=said["words"],
        )
        return {"decision": decision}


def _anew(one: Asked) -> Any:
    return Option(GROUND_WORDS[one.ground], _("decided anew, after the reconsideration that was asked for"))


class LetterForm(CaseForm):
    """What was sent to the competent authority, or came from it, after the referral."""

    purpose = RadiosField(
        label=_("What was it?"),
        choices=[(each.value, words) for each, words in PURPOSE_WORDS.items()],
        error_messages={"required": _("Choose what it was")},
    )
    when = WhenField(label=_("When was it?"), subject=_("when it was"))
    reference = LineField(label=_("Reference, if one came"), required=False, max_length=60, width=20)
    ground = RadiosField(
        label=_("Reconsideration: of which decision?"),
        choices=[(each.value, words) for each, words in GROUND_WORDS.items()],
        required=False,
    )
    words = WordsField(label=_("What was sent, or why?"), required=False, rows=4, max_length=4000)
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        purpose = Purpose(said["purpose"])
        asked = said["ground"] if purpose is Purpose.RECONSIDERATION else ""
        letter = NewLetter(
            purpose=purpose,
            happened=said["when"],
            ground=Ground(asked) if asked else None,
            reference=said["reference"] if purpose is Purpose.REFERENCE else "",
            words=said["words"],
        )
        return {"letter": letter}
