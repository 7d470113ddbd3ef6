"""Who was told that a placement had to end at once, each on their day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.policies.ended_at_once import check_told
from lantern.queries.ended_at_once import end_that_stands
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.models import EndNotice
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.ended_at_once import EndHeard
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission


@acts
def record_end_notices(
    *, child: str, end: int, told: Mapping[EndHeard, date], by: Actor, now: datetime
) -> str:
    """Record on which days who was told that a placement had to end at once (regulation 14(3) and (4)).

    Days are London's. What is said of one of them later takes the place of what was said before.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    ended = end_that_stands(row, end)
    check_told(told, today=day_of(now))
    event = events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When.moment(now),
        words="Who was told that the placement had to end at once.",
        answers=ended,
        more=[EndNotice(whom=whom.value, told_on=on) for whom, on in told.items()],
        by=by,
        now=now,
    )
    audit(action="ended_at_once.record_end_notices", about=child, by=by, now=now)
    return str(event.pk)
