"""What to do next on an episode, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lantern.queries.values import EpisodeHead, OwedLine, TellingLine
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState
from lantern.web import calls, saying
from lantern.web.calls import number_of, to_whom
from lantern.web.stages import is_asked
from lantern.web.templatetags.lantern import moment


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One thing to do now: what, why or how, and the page that records it (none where another must do it)."""

    what: str
    how: str = ""
    href: str = ""
    button: str = ""
    late: bool = False


def next_steps(
    *,
    head: EpisodeHead,
    tellings: Sequence[TellingLine],
    owed: Sequence[OwedLine],
    open_pages: Iterable[str],
    was_late: bool = False,
) -> list[NextStep]:
    """Give what is to be done now, the most pressing first; `open_pages` are those this reader may send.

    `was_late` says that the child was late first: whoever said so there waits to hear what comes of it.
    """
    pages = set(open_pages)
    return [
        *_police_first(head, tellings, pages),
        *_ring_now(head, tellings, pages),
        *_interview(head, owed, pages),
        *_risk(head, pages),
        *_others_to_ring(head, tellings, pages, was_late=was_late),
        *_unanswered(tellings),
    ]


def _police_first(head: EpisodeHead, tellings: Sequence[TellingLine], pages: set[str]) -> list[NextStep]:
    number = number_of(head.police_telephone or "101")
    force = head.police_force or _("the police")
    link = _link("police-call", _("Record the call to the police"), head, pages)
    if head.stage is not Stage.RETURNED and head.police_reported is None:
        if saying.is_out(head):
            return []
        return [_first_call(number, force, link)]
    waiting = [t for t in tellings if calls.is_own_call(t) and t.state is TellingState.WAITING]
    if not waiting:
        return []
    what = _("Ring the police: %(number)s (%(force)s). Tell them that %(about)s") % {
        "number": number_of(waiting[0].telephone) or number,
        "force": waiting[0].organisation,
        "about": saying.about(waiting[0], head),
    }
    return [NextStep(what=what, how=_("Ask for the log number and the name of who you speak to."), **link)]


def _first_call(number: str, force: str, link: dict[str, Any]) -> NextStep:
    to = {"number": number, "force": force}
    if not link["href"]:
        how = _("The carer or home, or the duty desk, rings them: %(number)s (%(force)s).") % to
        return NextStep(what=_("The police have not been rung"), how=how, late=True)
    how = _("Ring 999 if there is immediate danger. Ask for the log number and the name of who you speak to.")
    return NextStep(what=_("Ring the police now: %(number)s (%(force)s)") % to, how=how, late=True, **link)


def _ring_now(head: EpisodeHead, tellings: Sequence[TellingLine], pages: set[str]) -> list[NextStep]:
    may = "ring" in pages
    to_make = [(line, calls.to_make(line, head.reference)) for line in tellings if calls.is_to_make(line)]
    return [
        NextStep(
            what=call["words"],
            how=calls.why_to_ring(line, saying.about(line, head)),
            href=call["href"] if may else "",
            button=_("Record the call") if may else "",
            late=True,
        )
        for line, call in to_make
    ]


def _interview(head: EpisodeHead, owed: Sequence[OwedLine], pages: set[str]) -> list[NextStep]:
    running = [o for o in owed if o.code.startswith("return-interview") and not o.settled_as]
    return [
        NextStep(
            what=_("Offer a return interview by %(due)s") % {"due": moment(line.limit)},
            how=_("By somebody independent, in the child's language. A letter is not an offer."),
            late=line.is_overdue,
            **_link("interview-offer", _("Record the offer"), head, pages),
        )
        for line in running
        if line.limit
    ]


def _risk(head: EpisodeHead, pages: set[str]) -> list[NextStep]:
    asked = head.stage is Stage.MISSING and head.police_reported is not None and head.risk_level is None
    if not asked:
        return []
    return [
        NextStep(
            what=_("Ask the police what risk level they set"),
            how=_("Who set it, when, and when they will look at it again."),
            **_link("risk", _("Record what police said"), head, pages),
        )
    ]


def _others_to_ring(
    head: EpisodeHead, tellings: Sequence[TellingLine], pages: set[str], *, was_late: bool
) -> list[NextStep]:
    waiting = [t for t in tellings if calls.is_other_call(t) and t.state is TellingState.WAITING]
    return [
        NextStep(
            what=_other_call(line, head, was_late=was_late),
            href=reverse("ring", args=[head.reference, line.reference]) if "ring" in pages else "",
            button=_("Record the call") if "ring" in pages else "",
        )
        for line in waiting
    ]


def _other_call(line: TellingLine, head: EpisodeHead, *, was_late: bool) -> str:
    """Say whom to ring and of what. A home that said the child is late is asked first: nobody has heard it since."""
    asks = (
        was_late and line.is_placement and line.about is TellingAbout.MISSING and head.stage is Stage.MISSING
    )
    words = (
        _("Ring %(who)s: %(number)s. Ask whether the child is back. If not, tell them that %(about)s")
        if asks
        else _("Ring %(who)s: %(number)s. Tell them that %(about)s")
    )
    return words % {
        "who": to_whom(line),
        "number": number_of(line.telephone) or _("no number is stored"),
        "about": saying.about(line, head),
    }


def _unanswered(tellings: Sequence[TellingLine]) -> list[NextStep]:
    silent = [t for t in tellings if t.channel is Channel.EMAIL and not t.is_done and is_asked(t)]
    return [
        NextStep(
            what=_("If nobody answers the message, ring %(who)s: %(number)s")
            % {"who": to_whom(line), "number": number_of(line.telephone) or _("no number is stored")},
            how=_("Tell them that the interview they were asked for no longer stands.")
            if line.about is TellingAbout.UNASKED  # their letter has nothing to open
            else _("Ask them to open the message and answer it."),
        )
        for line in sorted(silent, key=lambda line: line.about is TellingAbout.UNASKED)
    ]


def _link(page: str, button: str, head: EpisodeHead, pages: set[str]) -> dict[str, Any]:
    if page not in pages:
        return {"href": "", "button": ""}
    return {"href": reverse(page, args=[head.reference]), "button": button}
