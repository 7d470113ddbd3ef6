"""Nobody at the authority has answered that a child arrived alone: the next person on duty there is to be rung."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.ringing import Call, check_call, follow_up, late_at, take, words_of
from lantern.actions.told_whom import told_whom
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Child, Event, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

_AT_ONCE = 500
log = logging.getLogger(__name__)


def ring_unanswered(*, by: Actor, now: datetime) -> int:
    """Make a call of each message, or call, of an arrival that nobody answered in time; give how many were made.

    One child a transaction, as the unanswered of an episode are taken: nothing is skipped, nothing asked twice.
    """
    made = 0
    for child in unanswered(by=by, now=now):
        try:
            made += ring_for(child=child, by=by, now=now)
        except Exception:
            log.exception("the unanswered of an arrival were not made calls")
    return made


@acts
def unanswered(*, by: Actor, now: datetime) -> list[int]:
    """Give the children, by their keys, whose arrival nobody answered in time, the longest first."""
    late = _late(now).values("child_id").annotate(first=Min("answer_by")).order_by("first")
    return [row["child_id"] for row in late[:_AT_ONCE]]


@acts
def ring_for(*, child: int, by: Actor, now: datetime) -> int:
    """Write the next call of each thread of one child's arrival that is past its time; give how many were written.

    Whoever answers at this moment goes first: what they hold is passed over, and its turn comes again. The child is
    taken first, as every answer of a desk takes it, and so that a link's holder may still write to the case.
    """
    with hand_on(child_id=child):  # the worker does not see who a child is, and need not
        held = Child.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=child)
        if held.first() is None:
            return 0
        late = _late(now).filter(child=child).select_for_update(of=("self",), skip_locked=True)
        return sum(follow_up(telling, now=now) for telling in late.order_by("answer_by", "pk"))


def _late(now: datetime) -> QuerySet[Telling]:
    """Give what is late of arrivals that stand: one entered in error has nobody rung, until it stands again."""
    struck = Event.objects.filter(corrects=OuterRef("event"))
    stands = ~Exists(struck.exclude(Exists(Event.objects.filter(corrects=OuterRef("pk")))))
    return late_at(now).filter(stands, child__isnull=False)


@acts
def record_call(*, child: str, telling: str, call: Call, by: Actor, now: datetime) -> str:
    """Record a call to the authority about an arrival; one that a named person answered tells it."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.RING, row=row, by=by)
    asked = (
        Telling.objects.select_for_update(of=("self",))
        .select_related("event", "organisation")
        .filter(child=row, reference=telling, owed_step=None)
        .first()
    )
    if asked is None:
        raise NotFound("There is no such call to make about this arrival. Open it and look again.")
    check_call(call, asked)
    with hand_on(child_id=row.pk):
        kind = EventKind.ORGANISATION_TOLD if call.was_answered else EventKind.ORGANISATION_CALL_TRIED
        words = words_of(asked, call)
        detail = told_whom(asked) if call.was_answered else None
        events.append(child=row, kind=kind, happened=call.called, words=words, detail=detail, by=by, now=now)
        take(asked, call, now=now)
    audit(action="ringing_arrivals.record_call", about=child, by=by, now=now)
    return child
