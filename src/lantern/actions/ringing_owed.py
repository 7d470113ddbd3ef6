"""Something owed in a child's case is near its time, or past it: how the call about it went."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.ringing import Call, check_call, take, words_of
from lantern.actions.taking_turns import hold
from lantern.actions.told_whom import told_whom
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel


@acts
def record_call(*, child: str, telling: str, call: Call, by: Actor, now: datetime) -> str:
    """Record a call about something owed in a child's case; one that a named person answered ends its step.

    The child's own lock comes before the telling, as where the case is reckoned: what is done withdraws its calls.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.RING, row=row, by=by)
    hold([row.pk])
    held = Telling.objects.select_for_update(of=("self",)).select_related("event", "organisation")
    asked = held.filter(
        child=row, reference=telling, owed_step__isnull=False, channel=Channel.TELEPHONE.value
    ).first()
    if asked is None:
        raise NotFound(
            "There is no such call to make for this child. Open the child's record and look again."
        )
    check_call(call, asked)
    kind = EventKind.ORGANISATION_TOLD if call.was_answered else EventKind.ORGANISATION_CALL_TRIED
    words = words_of(asked, call)
    with hand_on(child_id=row.pk):
        detail = told_whom(asked) if call.was_answered else None
        events.append(child=row, kind=kind, happened=call.called, words=words, detail=detail, by=by, now=now)
    with read_as(SYSTEM):
        take(asked, call, now=now)
    audit(action="ringing_owed.record_call", about=child, by=by, now=now)
    return child
