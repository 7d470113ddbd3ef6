"""How being late, being out, the count, the search and the lead are said on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantern.queries.chronology import WORRY_WORDS
from lantern.queries.lateness import LateBefore, LateLine
from lantern.queries.leading import Asking
from lantern.queries.standing import Standing, View
from lantern.queries.values import EpisodeHead
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import CallerView, ClassifiedBy, MissingKind, Stage
from lantern.vocabulary.roles import Permission, Role
from lantern.web import saying
from lantern.web.doors import new_key
from lantern.web.templatetags.lantern import day, duration

WHY_COUNTED = {
    CountEnds.EIGHTEEN: gettext_lazy("the child is 18 since then"),
    CountEnds.CARE_ENDED: gettext_lazy("care ended then"),
}
WHOSE = {
    None: gettext_lazy("The caller"),
    ClassifiedBy.AUTHORITY: gettext_lazy("The authority"),
    ClassifiedBy.POLICE: gettext_lazy("The police"),
}


def _at(moment: datetime, now: datetime) -> str:
    return saying.short(When.moment(moment), now)


# One line each, for the board and for the top of every page about an episode -------------------------------------


def notes(head: EpisodeHead, now: datetime) -> list[str]:
    """Give what else stands about an episode: away and not checked, led by another, no longer counted or searched."""
    return [
        *_unchecked(head, now),
        *([_("Led by %(authority)s") % {"authority": head.leads}] if head.leads else []),
        *([counted(head, now)] if head.counted_until and head.stage is not Stage.RETURNED else []),
    ]


def _unchecked(head: EpisodeHead, now: datetime) -> list[str]:
    is_over = (
        head.stage is Stage.RETURNED or head.authority_kind is not MissingKind.AWAY_WITHOUT_AUTHORISATION
    )
    if is_over:
        return []
    if head.away_check_at is None:
        return [_("Nobody has made sure where the child is: counts as missing")]
    at = {"at": _at(head.away_check_at, now)}
    if head.is_away:
        return [_("Make sure again by %(at)s") % at]
    return [_("Away was not checked again by %(at)s: counts as missing") % at]


def counted(head: EpisodeHead | Standing, now: datetime) -> str:
    """Say until when an absence is counted, why, and whether the child is searched for still."""
    assert head.counted_until is not None
    because = WHY_COUNTED[head.counted_because] if head.counted_because else ""
    said = _("Counted until %(day)s, because %(why)s.") % {"day": day(head.counted_until), "why": because}
    ended = head.search_ended_at if isinstance(head, EpisodeHead) else head.search_ended
    return said if ended else f"{said} {_('Searched for still.')}"


# Late, not yet missing -------------------------------------------------------------------------------------------


def late(line: LateLine, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Say one late child: when expected, and when they are reported missing unless somebody says they are back."""
    is_due = line.trigger_at <= now
    report = "carer-seen" if by.role is Role.CARER else "report-child"
    words = (
        _("The agreed time passed at %(at)s: being reported missing now")
        if is_due
        else _("Reported missing at %(at)s, unless somebody says that the child is back")
    )
    return {
        "line": line,
        "expected": _at(line.expected_at, now),
        "seen": _at(line.last_seen_at, now),
        "trigger": words % {"at": _at(line.trigger_at, now)},
        "left": "" if is_due else duration(line.trigger_at - now),
        "is_due": is_due,
        "back_href": reverse("late-back", args=[line.reference]) if line.may_record else "",
        "report_href": reverse(report, args=[line.child_reference]) if line.may_report else "",
        "key": new_key(),
    }


def late_lines(lines: Sequence[LateLine], *, by: Actor, now: datetime) -> list[dict[str, Any]]:
    """Say every late child."""
    return [late(line, by=by, now=now) for line in lines]


def late_etag(lines: Sequence[LateLine], now: datetime) -> list[tuple[LateLine, bool]]:
    """Give what of the late a board that is asked again must say anew."""
    return [(line, line.trigger_at <= now) for line in lines]


# What stands about one episode -----------------------------------------------------------------------------------


def shown(stands: Standing, reference: str) -> dict[str, Any]:
    """Give the part of an episode's page about views, lead, count and search, with what this reader may do."""
    now, may = stands.as_of, stands.may
    ended = stands.search_ended
    return {
        "views": [_view(view, stands) for view in stands.views],
        "unchecked": _away_words(stands),
        "lead": stands.lead,
        "asked": [_asking(each, reference, now, may=may) for each in stands.lead.asked]
        if stands.lead
        else [],
        "ask_href": _href("ask-lead", reference, _may_ask(stands)),
        "counted": counted(stands, now) if stands.counted_until and stands.is_open else "",
        "search_ended": ended if stands.is_open else None,
        "search_ended_at": _at(ended.at, now) if ended else "",
        "end_href": _href(
            "end-search", reference, stands.is_open and not ended and Permission.END_SEARCH in may
        ),
        "resume_href": _href(
            "resume-search", reference, stands.is_open and bool(ended) and Permission.REPORT_MISSING in may
        ),
        "was_late": _was_late(stands, now),
        "asked_in_vain": _asked_in_vain(stands),
        "ask_again": _ask_again(stands),
        "ask_again_href": _href("ask-interviewer", reference, stands.ask_again is not None),
        "take_back_href": _href("ask-interviewer", reference, stands.asked_in_vain is not None),
    }


def _asked_in_vain(stands: Standing) -> str:
    """Say that a service is to be rung: it was asked for the interview of a child who is not back after all."""
    one = stands.asked_in_vain
    if one is None:
        return ""
    words = (
        _(
            "%(who)s is asked for a return interview of this report, which is struck. Lantern tells them nothing."
        )
        if stands.is_void
        else _(
            "%(who)s is asked for a return interview, and the child is not recorded back. Lantern tells them nothing."
        )
    )
    ring = _("Ring them: %(number)s.") % {"number": one.telephone} if one.telephone else _("Ring them.")
    return f"{words % {'who': one.service}} {ring}"


def _ask_again(stands: Standing) -> str:
    """Say that a return stands again whose interview nobody is asked to hold any more."""
    if stands.ask_again is None:
        return ""
    words = _(
        "%(who)s is asked for this return interview no more, since the return was withdrawn. The return stands again."
    )
    return words % {"who": stands.ask_again.service}


def _may_ask(stands: Standing) -> bool:
    lead = stands.lead
    return Permission.AGREE_LEAD in stands.may and stands.is_open and bool(lead and lead.may_be_asked)


def _href(page: str, reference: str, may: bool) -> str:
    return reverse(page, args=[reference]) if may else ""


def _away_words(stands: Standing) -> str:
    """Say loudly that "out" was not made sure of again in time."""
    if not stands.is_open or stands.is_away or stands.away_check_at is None:
        return ""
    at = _at(stands.away_check_at, stands.as_of)
    return _("Away was not checked again by %(at)s: counts as missing") % {"at": at}


def _was_late(stands: Standing, now: datetime) -> str:
    if stands.late is None:
        return ""
    expected, ended, by_name = stands.late
    return _("Late first: expected %(expected)s, reported missing %(at)s by %(who)s.") % {
        "expected": _at(expected, now),
        "at": _at(ended, now),
        "who": by_name,
    }


def was_late(line: LateBefore, now: datetime) -> str:
    """Say one time that a child was late before: how it ended, and who said so."""
    words = (
        _("Expected %(expected)s, reported missing %(at)s by %(who)s.")
        if line.became_missing
        else _("Expected %(expected)s, recorded back %(at)s by %(who)s.")
    )
    return words % {
        "expected": _at(line.expected_at, now),
        "at": _at(line.ended_at, now),
        "who": line.ended_by,
    }


def _view(view: View, stands: Standing) -> dict[str, Any]:
    now = stands.as_of
    facts = [
        (_("How worried"), WORRY_WORDS[view.worry.value] if view.worry else ""),
        (_("How it is known"), view.how_known),
        (_("Address made sure of by"), view.address_verified_by),
        (_("Adults made sure of by"), view.adults_verified_by),
        (_("Make sure again by"), _at(view.check_again_at, now) if view.check_again_at else ""),
        (_("Address"), view.place[0] if view.place else ""),
        (_("Adults there"), view.place[1] if view.place else ""),
    ]
    return {
        "whose": WHOSE[view.whose],
        "words": _view_words(view),
        "reasons": view.reasons,
        "said": _("%(who)s, %(at)s") % {"who": view.by_name, "at": _at(view.said_at, now)},
        "facts": [(label, words) for label, words in facts if words],
    }


def _view_words(view: View) -> str:
    if view.kind is None:
        return _("does not say whether missing or out")
    return (
        _("late, expected back")
        if view.kind is CallerView.LATE
        else saying.VIEW_WORDS[MissingKind(view.kind)]
    )


def _asking(each: Asking, reference: str, now: datetime, *, may: frozenset[Permission]) -> dict[str, Any]:
    states = {None: ("waiting", _("Not answered yet")), True: ("done", _("Accepted"))}
    state, words = states.get(each.accepted, ("plain", _("Declined")))
    may_answer = each.accepted is None and each.is_own and Permission.AGREE_LEAD in may
    return {
        "each": each,
        "state": state,
        "words": words,
        "asked": _at(each.asked_at, now),
        "answered": _at(each.answered_at, now) if each.answered_at else "",
        "href": reverse("answer-lead", args=[reference, each.number]) if may_answer else "",
    }


def waits_for_an_answer(each: Asking, reference: str, now: datetime) -> dict[str, Any]:
    """Say in a line who was asked to lead, how long ago and by whom; with where to answer, for one's own authority."""
    words = (
        _("Your own authority was asked to lead and has not answered for")
        if each.is_own
        else _("%(authority)s was asked to lead and has not answered for") % {"authority": each.authority}
    )
    return {
        "words": words,
        "since": each.asked_at,
        "asked": _("asked by %(who)s, %(at)s") % {"who": each.asked_by, "at": _at(each.asked_at, now)},
        "why": each.words,
        "href": reverse("answer-lead", args=[reference, each.number]) if each.is_own else "",
    }
