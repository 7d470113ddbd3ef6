"""The morning of an authority's manager: what the letter counted, opened to its children, and the week's returns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantern.policies.interviews import weekends
from lantern.queries import digests
from lantern.queries.digests import Letter, Morning
from lantern.queries.monday import Ladder, Rung
from lantern.vocabulary.days import When, day_of, hours_between
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import TellingState
from lantern.web import owed, saying
from lantern.web.doors import actor_of, door, moment
from lantern.web.templatetags.lantern import duration
from lantern.web.work import said


@door(Permission.ANSWER_FOR_MISSING)
@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    """Show what is overdue, due today and not acknowledged, each with its child, and every return's 72 hours."""
    by, now = actor_of(request), moment()
    found = digests.morning(by=by, now=now)
    context = {
        "found": found,
        "lists": _lists(found, now),
        "letter": _letter(found.letter, now),
        "ladder": _ladder(found.ladder, now),
        "clocks": owed.clocks_words(found.clocks, now),
        "tables_refused": settings.TABLES_REFUSED,
        "now": now,
    }
    return render(request, "pages/morning.html", context)


def _lists(found: Morning, now: datetime) -> list[dict[str, Any]]:
    """Give the three lists, each with how many there are and how many of them no room was left for."""
    figures = found.figures
    lists = (
        (_("Overdue"), figures.overdue, found.overdue),
        (_("Due today"), figures.due_today, found.due_today),
        (_("News that nobody has acknowledged"), figures.unacknowledged, found.unacknowledged),
    )
    return [
        {
            "title": title,
            "many": many,
            "caption": f"{title}: {many}",
            "lines": [said(line, now) for line in lines],
            "left_out": max(many - sum(1 + line.more for line in lines), 0),
        }
        for title, many, lines in lists
    ]


def _letter(letter: Letter | None, now: datetime) -> str:
    """Say what the last letter to the manager said, and whether the mailbox took it."""
    if letter is None:
        return _("No letter was written to your authority yet. It is written each morning.")
    words = _(
        "The letter of %(at)s counted %(overdue)s overdue, %(today)s due that day, %(news)s not acknowledged."
    )
    figures = letter.figures
    counted = words % {
        "at": saying.short(When.moment(letter.counted_at), now),
        "overdue": figures.overdue,
        "today": figures.due_today,
        "news": figures.unacknowledged,
    }
    return f"{counted} {_STATES[letter.state] if letter.has_mailbox else _no_mailbox()}"


def _no_mailbox() -> str:
    return _(
        "No mailbox is stored for your authority, so it went nowhere. Whoever sets up Lantern can store one."
    )


_STATES = {
    TellingState.WAITING: "It is not sent yet.",
    TellingState.FAILED: "The mail server did not take it. It is tried again.",
    TellingState.IN_DOUBT: "Whether it arrived is not known. It is sent again.",
    TellingState.SENT: "The mailbox took it.",
    TellingState.WITHDRAWN: "It was not sent any more.",
}


# The week's returns ----------------------------------------------------------------------------------------------


def _ladder(ladder: Ladder, now: datetime) -> dict[str, Any]:
    """Place every return's 72 hours on one line of days, so that the weekend stands at the same place in each."""
    whole = ladder.until - ladder.since

    def at(moment: datetime) -> float:
        return round(max(0.0, min(100.0, (moment - ladder.since) / whole * 100)), 1)

    stretches = [
        {"at": at(begin), "width": round(at(end) - at(begin), 1)}
        for begin, end in weekends(since=ladder.since, until=ladder.until)
    ]
    return {
        "rows": [_rung(rung, now, at) for rung in ladder.rungs],
        "weekends": stretches,
        "now": at(now),
        "left_out": ladder.left_out,
        "days": _("%(first)s to %(last)s")
        % {"first": _day(day_of(ladder.since)), "last": _day(day_of(ladder.until) - timedelta(days=1))},
    }


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"


def _rung(rung: Rung, now: datetime, at: Any) -> dict[str, Any]:
    words, state = _how(rung, now)
    begin, end = at(rung.arose_at), at(rung.due_at)
    passed = at(min(now, rung.due_at))
    return {
        "rung": rung,
        "words": words,
        "state": state,
        "offer": _offer(rung, now),
        "begin": begin,
        "width": round(max(end - begin, 0), 1),
        "passed": round(max(passed - begin, 0), 1),
        "offered": at(rung.offered.earliest) if rung.offered else None,
        "held": at(rung.held.earliest) if rung.held else None,
        "label": _("%(hours)s hours from %(since)s to %(until)s. %(how)s. %(offer)s")
        % {
            "hours": hours_between(rung.arose_at, rung.due_at),
            "since": saying.short(When.moment(rung.arose_at), now),
            "until": saying.short(When.moment(rung.due_at), now),
            "how": words,
            "offer": _offer(rung, now),
        },
    }


def _how(rung: Rung, now: datetime) -> tuple[str, str]:
    if rung.held:
        return _("Heard %(at)s") % {"at": saying.short(rung.held, now)}, "done"
    if rung.not_possible:
        return _("Recorded as not possible %(at)s") % {"at": saying.short(rung.not_possible, now)}, "unknown"
    if rung.due_at < now:
        return _("Not heard, over since %(time)s") % {"time": duration(now - rung.due_at)}, "late"
    return _("%(time)s left") % {"time": duration(rung.due_at - now)}, "waiting"


def _offer(rung: Rung, now: datetime) -> str:
    if rung.offered is None:
        return _("Not offered yet") if not (rung.held or rung.not_possible) else _("No offer is recorded")
    return _("Offered %(at)s") % {"at": saying.short(rung.offered, now)}
