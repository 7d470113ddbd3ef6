"""Deliver the letters of one turn together: one claim, one conversation with the mail server, one record.

It is what a night of many reports is made of, so it is done in few statements. Whatever was tried before, or goes
another way, is delivered one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
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
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.tellings import Channel


def deliver_together(*, tellings: Sequence[int], by: Actor, now: datetime) -> int:
    """Deliver these letters: claim, hand over outside any transaction, record; give how many were handed over."""
    assert not transaction.get_connection().in_atomic_block or settings.TESTING
    if is_kept_in_outbox():
        return sum(deliver(telling_id=telling, by=by, now=now) is not None for telling in tellings)
    claimed = claim_together(tellings=tellings, by=by, now=now)
    messages = [each.message for each in claimed if isinstance(each.message, mail.Message)]
    sent = mail.send_together(messages)
    if claimed:
        ends = {each.attempt_id: one for each, one in zip(claimed, sent, strict=True)}
        record_together(ends=ends, by=by, now=max(one.ended_at for one in sent))
    return len(sent)


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
    TellingAttempt.objects.bulk_update(attempts, ATTEMPT_ENDS)
    Telling.objects.bulk_update([attempt.telling for attempt in attempts], TELLING_ENDS)
