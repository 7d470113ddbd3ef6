"""What is owed on an episode or in a child's case: who was told that it comes due, what came of it, who is next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _n

from lantern.procedures import waking
from lantern.queries.owed import OwedInCase
from lantern.queries.values import EpisodePage, OwedLine, TellingLine
from lantern.queries.waking import Clocks, StepLine, warnings_of
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel, TellingState
from lantern.vocabulary.waking import StepKind, StepOutcome, ToWake
from lantern.web import calls, saying

STEPS = {
    StepKind.WARNING: _n("Near its time"),
    StepKind.OVERDUE: _n("Overdue"),
    StepKind.STILL_OVERDUE: _n("Still overdue"),
}
WHOM = {
    ToWake.ON_DUTY: _n("whoever is on duty"),
    ToWake.NEXT: _n("the next on duty"),
    ToWake.SENIOR: _n("the senior manager"),
}


def owed_lines(page: EpisodePage) -> list[dict[str, Any]]:
    """Say every duty of an episode, each with what was told of it and what comes next."""
    ring = partial(_ring, "ring", page.head.reference) if Permission.RING in page.may else None
    return [
        {
            **saying.owed_line(line, head=page.head, now=page.as_of),
            **_told_of(
                line,
                [each for each in page.owed_told if _is_of(line, each.owed_code, each.owed_due_at, page)],
                [each for each in page.owed_steps if _is_of(line, each.code, each.due_at, page)],
                ring=ring,
                now=page.as_of,
            ),
        }
        for line in page.owed
    ]


def told_in_case(found: OwedInCase, *, child: str, may_ring: bool, now: datetime) -> list[dict[str, Any]]:
    """Say of every duty of a child's case what was told of it and what comes next, in the order of its lines."""
    ring = partial(_ring, "ring-owed", child) if may_ring else None
    return [
        _told_of(
            line,
            [each for each in found.told if (each.owed_code, each.owed_root) == (line.code, line.root)],
            [each for each in found.steps if (each.code, each.root) == (line.code, line.root)],
            ring=ring,
            now=now,
        )
        for line in found.lines
    ]


def _ring(address: str, reference: str, line: TellingLine) -> str:
    return reverse(address, args=[reference, line.reference])


def _told_of(
    line: OwedLine,
    told: list[TellingLine],
    steps: list[StepLine],
    *,
    ring: Callable[[TellingLine], str] | None,
    now: datetime,
) -> dict[str, Any]:
    return {
        "told": [_told(each, ring, now) for each in sorted(told, key=lambda each: each.recorded_at)],
        "gap": "" if line.settled_as else _gap(steps),
        "next": _next(line, now),
    }


def _is_of(line: OwedLine, code: str, due_at: datetime | None, page: EpisodePage) -> bool:
    """Say whether a telling is of this duty; one of a due moment that no longer stands is of the last of its code."""
    same = [each for each in page.owed if each.code == code]
    if any(each.limit == due_at for each in same):
        return (line.code, line.limit) == (code, due_at)
    return bool(same) and line is same[-1]


def _told(line: TellingLine, ring: Callable[[TellingLine], str] | None, now: datetime) -> dict[str, Any]:
    """Say one telling: the step, who, by what, when, and whether anybody has answered."""
    is_call = line.channel is Channel.TELEPHONE
    said = {
        "step": STEPS[StepKind(line.owed_step)],
        "who": ", ".join(filter(None, (line.on_duty, calls.to_whom(line)))),
        "at": saying.short(When.moment(line.recorded_at), now),
        "told": saying.short(When.moment(line.told_at), now) if line.told_at else "",
        "by": line.acknowledged_by,
    }
    words = {
        TellingState.TOLD: _("%(step)s: %(who)s told, %(told)s. %(by)s"),
        TellingState.WITHDRAWN: _("%(step)s: %(who)s, withdrawn. Somebody had it, or it is done"),
    }
    waits = (
        _("%(step)s: %(who)s is to be rung since %(at)s")
        if is_call
        else _("%(step)s: %(who)s, written to %(at)s. Nobody has answered")
    )
    return {
        "words": words.get(line.state, waits) % said,
        "href": ring(line) if ring and is_call and not line.is_done else "",
    }


def _gap(steps: list[StepLine]) -> str:
    """Say that nobody is stored who could be told, of the newest moment that came."""
    if steps and steps[-1].outcome is StepOutcome.NOBODY:
        return _("Nobody is stored who owes this and may read of it, so nobody was told that it came due.")
    return ""


def _next(line: OwedLine, now: datetime) -> str:
    """Say who is told next if it is not done, and when."""
    if line.wakes_at is None or line.limit is None or line.settled_as:
        return ""
    if line.wakes_at <= now:
        return _("Somebody is to be told now")
    every = waking.moments(table=waking.in_force(), due_at=line.limit, warn_before=warnings_of(line.code))
    whom = [str(WHOM[each.whom]) for each in every if each.at == line.wakes_at]
    at = saying.short(When.moment(line.wakes_at), now)
    who = _(" and ").join(dict.fromkeys(whom)) or _("whoever is on duty")
    return _("Not done by %(at)s: %(who)s is told") % {"at": at, "who": who}


def clocks_words(found: Clocks, now: datetime) -> str:
    """Say that nobody may have been told, where what is due was not asked for some minutes; else nothing."""
    if not found.is_late:
        return ""
    if found.asked_at is None:
        return _("Lantern has not asked yet what is due, so nobody is told when something becomes overdue.")
    at = saying.short(When.moment(found.asked_at), now)
    return _("Lantern has not asked since %(at)s what is due. What came due since may be told to nobody.") % {
        "at": at
    }
