"""The call sheet of a missing child: read out to the police, printed, and added to through the night."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.information import record_answers
from lantern.actions.sheet import open_sheet
from lantern.queries.chronology import ANSWER_WORDS, WORRY_WORDS
from lantern.queries.earlier import EarlierEpisode
from lantern.queries.missing import episode_page
from lantern.queries.plan_briefs import FrozenPlan, frozen
from lantern.queries.sheet import CallSheet, Said, SheetAnswer, Worried, answers_now
from lantern.vocabulary.calls import FIRST, WORRIED, Answer
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.legal_status import legal_status_words
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex, Stage
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web import absence, plan_words, saying
from lantern.web.children import CERTAINTY_WORDS, SEX_WORDS
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.sheet import AnswersForm
from lantern.web.missing import Sent, form_of, heading_of, see_again
from lantern.web.templatetags.lantern import day, when

LEGAL = "legal_status"  # asked with the others, read out with who answers for the child
BEFORE, FOUND = "missing_before", "found_before"
TOLD_WORDS = {
    MayBeTold.NO: "decided: must not be told",
    MayBeTold.UNDECIDED: "not decided whether to be told",
}
NAME_WORDS = {
    NameKind.BIRTH: "Name on record",
    NameKind.KNOWN_AS: "Known as",
    NameKind.OTHER_SPELLING: "Other spelling",
    NameKind.ORIGINAL_SCRIPT: "In their own script",
    NameKind.AS_HEARD: "As it was heard",
}


@door(Permission.SEE_RECORD)
@require_safe
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what is known of a missing child in the order in which the police ask; that it was opened is audited."""
    by, now = actor_of(request), moment()
    opened = open_sheet(reference=reference, by=by, now=now)
    plan = frozen(reference=reference, by=by, now=now)
    return render(request, "pages/sheet.html", {**_shown(opened), **_planned(plan)})


def _planned(plan: FrozenPlan) -> dict[str, Any]:
    """Say which plan was in force when the child was reported missing, and what was agreed to be done first."""
    words = plan_words.frozen_words(plan)
    steps = "\n".join(f"{number}. {what} ({who})" for number, (what, who) in enumerate(plan.steps, start=1))
    of = _("First actions of the version that was withdrawn") if plan.withdrawn else ""
    first = [_fact(of or _("First actions, agreed in advance"), steps)] if steps else []
    is_loud = plan.withdrawn is not None
    return {"plan": plan, "plan_facts": [_fact(_("Going-missing plan"), words, loud=is_loud), *first]}


def _shown(opened: CallSheet) -> dict[str, Any]:
    head, now = opened.head, opened.as_of
    record = {LEGAL: _responsible(opened), BEFORE: _earlier(opened), FOUND: _found_before(opened)}
    lines = {
        each.question.name: {**answer_line(each, now), "on_record": record.get(each.question.name, "")}
        for each in opened.answers
    }
    first, legal = [lines.pop(name) for name in FIRST], lines.pop(LEGAL)
    return {
        "sheet": opened,
        "head": head,
        "now": now,
        "name": saying.named(head),
        "parts": [
            {"title": _("1. Who is calling"), "facts": _caller(opened)},
            {
                "title": _("2. What the police ask first"),
                "lines": [first[0], worry_line(opened.worried, now), *first[1:]],
            },
            {"title": _("3. The child"), "facts": _child(opened)},
            {"title": _("4. Last seen"), "facts": _seen(opened)},
            {"title": _("5. What else the police ask"), "lines": lines.values()},
        ],
        "heard": [
            {"at": saying.short(each.happened, now), "who": _who(each), "words": each.words}
            for each in opened.heard
        ],
        "legal": legal,
        "answering": _answering(opened),
        "police": saying.police_tag(head, now),
        "may_record_call": Permission.RECORD_POLICE_CALL in opened.may and head.stage is not Stage.RETURNED,
        "may_answer": Permission.RECORD_INFORMATION in opened.may and not head.is_void,
    }


def _fact(key: str, value: str, *, loud: bool = False) -> dict[str, Any]:
    return {"key": key, "value": value, "loud": loud}


def _on_one_line(words: str) -> str:
    """Keep the figures of a telephone number together, so that it is read and dialled whole."""
    return re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", words)


def _caller(opened: CallSheet) -> list[dict[str, Any]]:
    hidden = _("Your role does not see the names and numbers of those who told us")
    told = hidden if opened.sources is None else "\n".join(map(_on_one_line, opened.sources))
    return [
        _fact(_("Name"), opened.caller, loud=True),
        _fact(_("Organisation"), opened.caller_organisation),
        _fact(_("Number to ring back"), _on_one_line(opened.caller_telephone), loud=True),
        _fact(_("Who told us"), told),
    ]


def _child(opened: CallSheet) -> list[dict[str, Any]]:
    name, heard = saying.named(opened.head), _heard(opened)
    others = [
        _fact(_(NAME_WORDS[kind]), other)
        for kind, other in opened.names
        if other != name and (kind, other) != (NameKind.AS_HEARD, heard)
    ]
    where = list(opened.addresses or ())
    if opened.addresses is None:
        where = [(_("Addresses and telephones"), _("Your role does not see these"))]
    return [
        _fact(_("Name, as it was heard"), _("%(name)s (not yet identified)") % {"name": heard}, loud=True)
        if heard
        else _fact(_("Name"), name, loud=True),
        *(others or [_fact(_("Other names"), "")]),
        _fact(_("Age and date of birth"), _born(opened), loud=True),
        _fact(_("Sex"), _(SEX_WORDS[Sex(opened.sex)]) if opened.sex in (Sex.FEMALE, Sex.MALE) else ""),
        _fact(_("Languages"), opened.languages),
        _fact(_("Nationality"), opened.nationality),
        _fact(_("Home or placement"), saying.lives_at(opened.head)),
        *(_fact(_(what), words) for what, words in where or [(_("Addresses and telephones"), "")]),
    ]


def _heard(opened: CallSheet) -> str:
    """Give the name a child whom nobody knows yet is shown by, bare; empty where a better one is known."""
    if not opened.head.is_unidentified or {kind for kind, _name in opened.names} != {NameKind.AS_HEARD}:
        return ""
    return opened.names[0][1]


def _born(opened: CallSheet) -> str:
    age = opened.head.age
    if opened.date_of_birth is None:
        words = _("About %(age)d years old; date of birth not known")
        return "" if age is None else words % {"age": age}
    certainty = CERTAINTY_WORDS[DateCertainty(opened.date_of_birth_certainty)]
    born = _("%(day)s, %(certainty)s") % {"day": day(opened.date_of_birth), "certainty": certainty}
    return born if age is None else _("%(age)d years old, born %(born)s") % {"age": age, "born": born}


def _seen(opened: CallSheet) -> list[dict[str, Any]]:
    head = opened.head
    return [
        _fact(_("When"), when(head.last_seen), loud=True),
        _fact(_("Where, by whom, and who with"), opened.last_seen_where),
        _fact(_("Wearing, and how they look"), opened.wearing),
        _fact(_("Noticed"), when(head.noticed) if head.noticed else ""),
    ]


def _answering(opened: CallSheet) -> list[dict[str, Any]]:
    head = opened.head
    authority = ", ".join(filter(None, (head.responsible_authority, opened.authority_telephone)))
    host = [_fact(_("Lives in the area of"), head.host_authority)] if head.host_authority else []
    status = legal_status_words(opened.legal_code)
    returned = [_fact(_("Legal status in the last statutory return"), status)] if status else []
    return [
        *returned,
        _fact(_("Looked after by"), authority),
        *host,
        _fact(
            _("Missing or out"),
            ". ".join([*saying.whereabouts(head), *absence.notes(head, opened.as_of)]),
        ),
        _fact(_("Our reference"), head.reference, loud=True),
    ]


def answer_line(each: SheetAnswer, now: datetime) -> dict[str, Any]:
    """Give a question and its answer as they are read out; without an answer it says that it is not known."""
    said = each.said
    return {
        "question": _(each.question.words),
        "is_known": said is not None and (said.answer is not Answer.NOT_KNOWN or bool(said.words)),
        **(_words(each, said, now) if said else {"answer": _("Not known"), "words": "", "at": "", "who": ""}),
        "before": [_words(each, earlier, now) for earlier in each.before],
    }


def worry_line(worried: Sequence[Worried], now: datetime) -> dict[str, Any]:
    """Give how worried the last caller is and why, with what callers before said; beside the worry itself."""
    said = [_worry_words(each, now) for each in worried] or [
        {"answer": _("Not known"), "words": "", "at": "", "who": ""}
    ]
    return {
        "question": _(WORRIED.words),
        "is_known": bool(worried),
        **said[0],
        "before": said[1:],
    }


def _worry_words(each: Worried, now: datetime) -> dict[str, str]:
    answer = _(WORRY_WORDS[each.worry.value]) if each.worry else ""
    return {
        "answer": answer,
        "words": each.said.words,
        "at": saying.short(each.said.happened, now),
        "who": _who(each.said),
    }


def _words(each: SheetAnswer, said: Said, now: datetime) -> dict[str, str]:
    """Give the answer apart from its words; words without a yes or a no stand for themselves, and say so."""
    told = {"words": said.words, "at": saying.short(said.happened, now), "who": _who(said)}
    if not each.question.is_yes_or_no:
        return {"answer": "" if said.words else _("Not known"), **told}
    unsure = bool(said.words) and said.answer is Answer.NOT_KNOWN
    notes = [
        _("yes or no is not known") if unsure else "",
        _("the question was: %(asked)s") % {"asked": _(said.asked)} if said.asked else "",
    ]
    note = "; ".join(filter(None, notes))
    return {"answer": "" if unsure else _(ANSWER_WORDS[said.answer]), **told, "note": note}


def _who(said: Said) -> str:
    if said.told_by:
        return _("said by %(who)s") % {"who": said.told_by}
    return _("typed by %(who)s") % {"who": said.typed_by} if said.typed_by else ""


# What is on record: read out beside the answer, and never as the answer


def _earlier(opened: CallSheet) -> str:
    """Say how often the child was missing before, when last, and for how long; nothing where nothing is seen."""
    earlier = opened.earlier
    if not earlier.count:
        return ""
    words = ngettext("%(n)d earlier episode.", "%(n)d earlier episodes.", earlier.count) % {
        "n": earlier.count
    }
    last = "; ".join(map(_episode, earlier.last))
    return f"{words} " + (last if earlier.count == 1 else _("The last: %(episodes)s") % {"episodes": last})


def _episode(each: EarlierEpisode) -> str:
    parts = [
        day(each.last_seen.on),
        saying.lasted(each),
        _("out, the authority knew where") if each.is_out else "",
    ]
    return ", ".join(filter(None, parts))


def _found_before(opened: CallSheet) -> str:
    """Say where the child was found in the last of the earlier episodes, to a reader who may see addresses."""
    last = opened.earlier.last
    if last and all(each.found_at is None for each in last):
        return _("Your role does not see where")
    places = [(each, each.found_at or _("not recorded where")) for each in last if each.found_at is not None]
    return "; ".join(
        _("%(day)s: %(place)s") % {"day": day(each.last_seen.on), "place": place} for each, place in places
    )


def _responsible(opened: CallSheet) -> str:
    """Name the relatives recorded with parental responsibility, and who of them is not, or not yet, to be told."""
    said = []
    for each in opened.responsible:
        words = TOLD_WORDS.get(each.may_be_told)
        who = ", ".join(filter(None, (each.is_to_the_child, _(words) if words else "")))
        said.append(_("%(name)s (%(who)s)") % {"name": each.name, "who": who})
    return _("parental responsibility: %(people)s") % {"people": "; ".join(said)} if said else ""


@door(Permission.RECORD_INFORMATION)
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, reference: str) -> HttpResponse:
    """Add or amend answers on the call sheet, with who gave them and when."""
    by, now = actor_of(request), moment()
    page = episode_page(reference=reference, by=by, now=now)
    if Permission.RECORD_INFORMATION not in page.may:
        raise NotPermitted(_("Your role does not record this for this child. Ring the duty team."))
    form = form_of(AnswersForm, request, page)
    assert isinstance(form, AnswersForm)
    if request.method == "POST" and form.is_valid():
        sent = Sent(action=record_answers, form=form, given=form.given(), reference=reference)
        if sent.taken(by=by, now=now):
            messages.success(
                request, _("The answers are on the call sheet. If they matter now, ring the police.")
            )
            return redirect("episode" if page.chronology_is_hidden else "sheet", reference=reference)
        if sent.is_stale:  # beside each question stands what is recorded now
            page = see_again(form, reference, by=by, now=now)
    stand = answers_now(reference=reference, by=by, now=now)
    lines = [
        {"line": line, "stands": answer_line(each, now) if each.said else None}
        for line, each in zip(form.lines(), stand, strict=True)
    ]
    shown = {**heading_of(page), "form": form, "lines": lines, "hidden": page.chronology_is_hidden}
    return render(request, "pages/sheet_answers.html", shown)
