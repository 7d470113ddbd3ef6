"""The morning's letter to each authority's manager: written once a day, handed over as every other letter is.

It holds three figures, how old they are and the address of a page that asks who is there: no name, no address and no
reference. Writing is one transaction with a unique key a morning; sending is a claim, a gateway call outside any
transaction, and a record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from lantern.accounts.models import Organisation
from lantern.actions.acting import acts
from lantern.actions.notices import CLAIM_LASTS, is_kept_in_outbox, keep_in_outbox, wait_after
from lantern.gateways import mail
from lantern.procedures import waking
from lantern.queries.digests import Figures, figures_by_authority
from lantern.queries.waking import LATE_AFTER, clocks_at
from lantern.record.models import MorningDigest
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import LONDON, spoken_day
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import AttemptOutcome, TellingState

log = logging.getLogger(__name__)
_STATE_AFTER = {
    AttemptOutcome.TAKEN: TellingState.SENT,
    AttemptOutcome.REFUSED: TellingState.FAILED,
    AttemptOutcome.IN_DOUBT: TellingState.IN_DOUBT,
}


@acts
def write_digests(*, by: Actor, now: datetime) -> int:
    """Write this morning's figures of every authority that has a manager here; give for how many that was anew."""
    on = waking.morning_of(table=waking.in_force(), now=now)
    if on is None:
        return 0
    wanted = Organisation.objects.filter(
        accounts__role=Role.MISSING_LEAD.value, accounts__is_active=True
    ).exclude(morningdigest__on=on)
    organisations = list(wanted.distinct().order_by("pk"))
    if not organisations:
        return 0
    _withdraw_those_before(on)
    rows = _rows(organisations, on=on, now=now)
    MorningDigest.objects.bulk_create(rows, ignore_conflicts=True)  # another worker's are as good
    return len(rows)


def _withdraw_those_before(on: date) -> None:
    """Send no letter of a morning that is over: today's says how things stand now."""
    before = MorningDigest.objects.filter(on__lt=on, next_attempt_at__isnull=False)
    before.update(state=TellingState.WITHDRAWN.value, next_attempt_at=None, claimed_at=None)


def _rows(organisations: Iterable[Organisation], *, on: date, now: datetime) -> list[MorningDigest]:
    figures, asked_at = figures_by_authority(now=now), clocks_at(now).asked_at
    none = Figures()
    return [
        MorningDigest(
            organisation=each,
            on=on,
            recorded_at=now,
            overdue=figures.get(each.pk, none).overdue,
            due_today=figures.get(each.pk, none).due_today,
            unacknowledged=figures.get(each.pk, none).unacknowledged,
            clocks_asked_at=asked_at,
            state=(TellingState.WAITING if each.email else TellingState.FAILED).value,
            next_attempt_at=now if each.email else None,  # nowhere to send it: the page says so
        )
        for each in organisations
    ]


# Sending -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """One letter that this worker alone may send now."""

    digest: int
    message: mail.Message


def send_digests(*, by: Actor, now: datetime) -> int:
    """Send every letter that is due; give how many were handed over."""
    assert not transaction.get_connection().in_atomic_block or settings.TESTING
    sent = 0
    for digest in due_digests(by=by, now=now):
        try:
            sent += _send(digest, by=by, now=now)
        except Exception:  # one that cannot be sent keeps no other from being sent
            log.exception("digest %s was not sent", digest)
    return sent


def _send(digest: int, *, by: Actor, now: datetime) -> int:
    claimed = claim(digest=digest, by=by, now=now)
    if claimed is None:
        return 0
    in_outbox = is_kept_in_outbox()
    ended = (
        keep_in_outbox(message=claimed.message, by=by, now=now) if in_outbox else mail.send(claimed.message)
    )
    record_sent(digest=digest, sent=ended, by=by, now=ended.ended_at)
    return 1


@acts
def due_digests(*, by: Actor, now: datetime) -> list[int]:
    """Give the letters that are due and not sent."""
    due = MorningDigest.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    return list(due.values_list("pk", flat=True))


@acts
def claim(*, digest: int, by: Actor, now: datetime) -> Claimed | None:
    """Claim one due letter for sending; None where it is not due, or another worker holds it."""
    row = (
        MorningDigest.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("organisation")
        .filter(pk=digest, next_attempt_at__lte=now)
        .first()
    )
    if row is None:
        return None
    if (
        row.claimed_at is not None
    ):  # a worker died with it in hand: it may have gone, and goes under its own id
        row.state = TellingState.IN_DOUBT.value
    row.claimed_at, row.tries = now, row.tries + 1
    row.next_attempt_at = now + CLAIM_LASTS  # if we die, somebody else's turn comes then
    row.save(update_fields=["state", "claimed_at", "tries", "next_attempt_at"])
    return Claimed(digest=row.pk, message=_letter(row))


@acts
def record_sent(*, digest: int, sent: mail.Sent, by: Actor, now: datetime) -> None:
    """Record how one sending ended, and when the next is due if it did not."""
    row = MorningDigest.objects.select_for_update().get(pk=digest)
    if row.state in (TellingState.SENT.value, TellingState.WITHDRAWN.value):
        return  # another worker took over meanwhile: what comes late reopens nothing
    row.state, row.claimed_at = _STATE_AFTER[sent.outcome].value, None
    is_over = sent.outcome is AttemptOutcome.TAKEN
    row.next_attempt_at = None if is_over else now + wait_after(row.tries)
    row.save(update_fields=["state", "claimed_at", "next_attempt_at"])


def _letter(row: MorningDigest) -> mail.Message:
    host = settings.MAIL_FROM.rpartition("@")[2] or "lantern"
    return mail.Message(
        message_id=f"<morning-{row.reference.lower()}@{host}>",
        recipient=row.organisation.email,
        subject=f"This morning: {row.overdue} overdue, {row.due_today} due today",
        body=_body(row),
    )


def _body(row: MorningDigest) -> str:
    counted = row.recorded_at.astimezone(LONDON)
    return (
        f"To: the manager on duty, {row.organisation.name}\n\n"
        f"{spoken_day(row.on)}. Counted at {counted:%H:%M}, from what was recorded by then.\n\n"
        f"Overdue: {row.overdue}\n"
        f"Due today: {row.due_today}\n"
        f"News of a missing child that nobody has acknowledged: {row.unacknowledged}\n\n"
        f"{_clocks(row)}"
        "What each of these is stands on this page. Sign in to open it:\n"
        f"{settings.PUBLIC_ADDRESS}/to-do/morning\n\n"
        "Nought does not mean that nothing is owed: only what somebody recorded is counted.\n"
        "This message names no child on purpose. Do not reply to it with a child's details.\n"
    )


def _clocks(row: MorningDigest) -> str:
    asked = row.clocks_asked_at
    if asked is not None and row.recorded_at - asked <= LATE_AFTER:
        return ""
    if asked is None:
        return "Lantern has not asked yet what came due, so that nobody may have been told of it.\n\n"
    local = asked.astimezone(LONDON)
    return (
        f"Lantern has not asked since {local:%H:%M} on {spoken_day(local.date())} what came due.\n"
        "What came due since may have been told to nobody.\n\n"
    )
