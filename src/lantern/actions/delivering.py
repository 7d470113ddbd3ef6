"""Deliver the letters of one turn together: one claim, one conversation with the mail server, one record.

It is what a night of many reports is made of, so it is done in few statements. Whatever was tried before, or goes
another way, is delivered one by one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef

from lantern.actions.acting import acts
from lantern.actions.messages import message_for
from lantern.actions.notices import (
    ATTEMPT_ENDS,
    CLAIM_LASTS,
    TELLING_ENDS,
    Claimed,
    deliver,
    end_attempt,
    is_kept_in_outbox,
)
from lantern.gateways import mail
from lantern.policies import acknowledging
from lantern.record.models import Telling, TellingAttempt
from lantern.record.writing import write_each
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.tellings import Channel, TellingAbout

# What a kill may repeat, recognisably: as few as these, or what was handed over in this time and is not recorded.
_UNRECORDED_AT_MOST = 5
_UNRECORDED_FOR = timedelta(seconds=1)


def deliver_together(*, tellings: Sequence[int], by: Actor, now: datetime) -> int:
    """Deliver these letters: claim, hand over outside any transaction, record; give how many were handed over."""
    assert not transaction.get_connection().in_atomic_block or settings.TESTING
    if is_kept_in_outbox():
        return sum(deliver(telling_id=telling, by=by, now=now) is not None for telling in tellings)
    claimed = claim_together(tellings=tellings, by=by, now=now)
    messages = [each.message for each in claimed if isinstance(each.message, mail.Message)]
    ends: dict[int, mail.Sent] = {}
    with contextlib.closing(mail.send_together(messages)) as sent:
        try:
            for each in claimed:
                ends[each.attempt_id] = next(sent)
                if _is_time_to_record(ends):
                    _record(ends, by=by)
                    ends = {}
        finally:  # whatever happens to the next, what the server took is recorded
            _record(ends, by=by)
    return len(claimed)


def _is_time_to_record(ends: Mapping[int, mail.Sent]) -> bool:
    """Say whether so many letters, or the first of them so long ago, are handed over that a kill would repeat."""
    ended = [one.ended_at for one in ends.values()]
    return len(ended) >= _UNRECORDED_AT_MOST or max(ended) - min(ended) > _UNRECORDED_FOR


def _record(ends: Mapping[int, mail.Sent], *, by: Actor) -> None:
    if not ends:
        return
    at = max(one.ended_at for one in ends.values())
    try:
        record_together(ends=ends, by=by, now=at)
    except OperationalError:  # a deadlock with a turn of the same episode: whoever is undone asks again
        record_together(ends=ends, by=by, now=at)


@acts
def claim_together(*, tellings: Sequence[int], by: Actor, now: datetime) -> list[Claimed]:
    """Claim those of these letters that are due and were never tried; another worker's are left to it."""
    tried = TellingAttempt.objects.filter(telling=OuterRef("pk"))
    due = Telling.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        ~Exists(tried),
        pk__in=tellings,
        channel=Channel.EMAIL.value,
        next_attempt_at__lte=now,
        link_withdrawn_at=None,
    )
    rows = list(due.select_related("organisation", "team", "episode").order_by("pk"))
    messages = [message_for(row) for row in rows]
    attempts = TellingAttempt.objects.bulk_create(
        TellingAttempt(telling=row, number=1, message_id=message.message_id, claimed_at=now)
        for row, message in zip(rows, messages, strict=True)
    )
    Telling.objects.filter(pk__in=[row.pk for row in rows]).update(
        next_attempt_at=now + CLAIM_LASTS, link_expires_at=now + acknowledging.LINK_LASTS
    )
    asked = [row.pk for row in rows if row.about == TellingAbout.ASKED.value]
    if asked:
        Telling.objects.filter(pk__in=asked).update(link_expires_at=now + acknowledging.ASKED_LASTS)
    return [
        Claimed(attempt_id=attempt.pk, message=message)
        for attempt, message in zip(attempts, messages, strict=True)
    ]


@acts
def record_together(*, ends: Mapping[int, mail.Sent], by: Actor, now: datetime) -> None:
    """Record how each of these sendings ended, by the number of its attempt."""
    held = TellingAttempt.objects.select_for_update().select_related("telling")
    attempts = list(held.filter(pk__in=list(ends)).order_by("telling_id"))
    for attempt in attempts:
        sent = ends[attempt.pk]
        end_attempt(attempt, sent=sent, now=sent.ended_at)
    write_each(attempts, *ATTEMPT_ENDS)
    write_each([attempt.telling for attempt in attempts], *TELLING_ENDS)
