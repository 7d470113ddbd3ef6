"""Put a notice in the outbox, deliver it, and take the recipient's word that they have it.

Sending is a claim, a gateway call outside any transaction, and a record. A kill between the mail server's
"250" and our commit repeats what was claimed and not recorded (one message, or at most five letters of one turn),
each with the same Message-ID and marked in doubt: nothing else is sent twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from lantern.actions import events
from lantern.actions.acting import acts
from lantern.actions.alarms import withdraw
from lantern.actions.messages import Message, message_of, send
from lantern.actions.messages import hash_of as hash_of
from lantern.actions.messages import message_for as message_for
from lantern.actions.messages import token_for as token_for
from lantern.actions.recipients import Recipient as Recipient
from lantern.actions.recipients import first_recipients as first_recipients
from lantern.actions.recipients import postponed_stages
from lantern.actions.recipients import told_before as told_before
from lantern.gateways import mail
from lantern.policies import acknowledging
from lantern.procedures import answering
from lantern.record.models import DemoMessage, Event, MissingEpisode, OwedStep, Telling, TellingAttempt
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import (
    ARRIVALS,
    MESSAGES,
    AttemptOutcome,
    Channel,
    TellingAbout,
    TellingState,
)

DELIVER, DELIVER_TOGETHER = "deliver_notice", "deliver_notices"
LETTERS_AT_ONCE = 20  # as many as are safely handed over before a claim lapses
# A refused message is tried again after these many minutes, then for ever at the last.
_AGAIN_AFTER = (1, 2, 5, 10, 15)
# A claim this old without an end belongs to a worker that died.
CLAIM_LASTS = timedelta(seconds=90)
# A new turn of the episode says nothing of these.
_NO_TURN_ANSWERS = (TellingAbout.NOT_YOURS, TellingAbout.ASKED, TellingAbout.UNASKED, TellingAbout.OWED)
_MESSAGES = [channel.value for channel in MESSAGES]


def tell(
    *,
    event: Event,
    about: TellingAbout,
    recipients: list[Recipient],
    episode: MissingEpisode | None,
    now: datetime,
) -> list[Telling]:
    """Write one row a recipient, in the event's own transaction, and defer the delivery of each message due now.

    The episode is None where the event is of a child's case: an arrival.

    One that is to go in the morning is found by the question that is asked every quarter of a minute.
    """
    tellings = [_telling(r, event=event, about=about, episode=episode, now=now) for r in recipients]
    Telling.objects.bulk_create(tellings)
    defer(*(each for each in tellings if each.next_attempt_at and each.next_attempt_at <= now))
    return tellings


def _telling(
    recipient: Recipient, *, event: Event, about: TellingAbout, episode: MissingEpisode | None, now: datetime
) -> Telling:
    telling = Telling(
        episode=episode,
        child_id=event.child_id if episode is None else None,
        event=event,
        about=about.value,
        organisation_id=recipient.organisation,
        team_id=recipient.team,
        relation=recipient.relation.value,
        channel=recipient.channel.value,
        stage=recipient.stage,
        recorded_at=now,
    )
    is_message = recipient.channel in MESSAGES
    if is_message:
        telling.next_attempt_at = recipient.at or now
    # Of an arrival a call may be all there is, and then nobody is rung after it unless its own clock runs.
    if recipient.asks_answer and (is_message or about in ARRIVALS):
        wait = answering.in_force().wait(_level(episode) if episode else None, about=about)
        telling.answer_by = (recipient.at or now) + wait
    # a text message carries no link, nor does the news that there is nothing to open any more
    if recipient.channel in (Channel.EMAIL, Channel.WEBHOOK) and about is not TellingAbout.UNASKED:
        telling.token_hash = hash_of(token_for(telling))
        telling.link_expires_at = (recipient.at or now) + acknowledging.link_lasts(about)
    return telling


def _level(episode: MissingEpisode) -> RiskLevel | None:
    return RiskLevel(episode.risk_level) if episode.risk_level else None


def withdraw_calls_not_made(*, episode: MissingEpisode) -> None:
    """Withdraw telephone tasks that a newer turn of the episode takes the place of, so that one call says it all."""
    # Whoever was told of a child who is another still has to hear that, whatever is said next of this one.
    # Nor does a turn answer for a service that is asked for an interview.
    beside = [about.value for about in _NO_TURN_ANSWERS]
    own = Telling.objects.filter(episode=episode).exclude(about__in=beside)
    waiting = own.filter(channel=Channel.TELEPHONE.value, state=TellingState.WAITING.value)
    waiting.update(state=TellingState.WITHDRAWN.value, answer_by=None)
    # Nor is anybody rung for a message that a newer one takes the place of.
    own.filter(answer_by__isnull=False).update(answer_by=None)
    # a message that could not be sent must not arrive after the news that overtook it
    messages = own.filter(channel__in=_MESSAGES)
    unsent = messages.filter(state=TellingState.FAILED.value)
    unsent.update(state=TellingState.WITHDRAWN.value, next_attempt_at=None)
    # nor is anybody told in the morning what is no longer so; locked first, since one may be going out now
    waits = messages.filter(state=TellingState.WAITING.value, stage__in=postponed_stages())
    keys = list(waits.select_for_update(of=("self",)).values_list("pk", flat=True))
    late = Telling.objects.filter(pk__in=keys, attempts=None)
    late.update(state=TellingState.WITHDRAWN.value, next_attempt_at=None)


def settle_calls(*, episode: MissingEpisode) -> None:
    """Make the telephone tasks agree with the answered calls that stand: a call withdrawn in error told nobody."""
    calls = events.standing_calls(episode=episode)
    tasks = Telling.objects.filter(
        episode=episode, channel=Channel.TELEPHONE.value, relation=Relation.POLICE.value, owed_step=None
    ).select_related("event")
    for task in tasks.exclude(state=TellingState.WITHDRAWN.value):
        call = next((call for call in calls if _tells(call, task)), None)
        task.state = (TellingState.TOLD if call else TellingState.WAITING).value
        task.told_at = (call.happened_at or call.recorded_at) if call else None
        task.save(update_fields=["state", "told_at"])


def _tells(call: Event, task: Telling) -> bool:
    """Say whether a call can have told this turn: one recorded, or made, before the turn cannot have spoken of it."""
    if task.event.kind == EventKind.MISSING_REPORTED.value:
        return True  # a home may have rung the police before it rang the duty desk
    called = When(on=call.happened_on, at=call.happened_at)
    turned = When(on=task.event.happened_on, at=task.event.happened_at)
    return call.recorded_at >= task.recorded_at and not called.certainly_before(turned)


def mark_told(telling: Telling, *, told_at: datetime) -> None:
    """Mark a telling as told: nothing more is sent or rung for it, nor for the message it follows up."""
    first = telling.follows_up_id or telling.pk
    one_thread = Telling.objects.filter(Q(pk=first) | Q(follows_up=first))
    one_thread.update(answer_by=None, next_attempt_at=None)
    one_thread.filter(pk__in=[first, telling.pk]).update(state=TellingState.TOLD.value, told_at=told_at)
    one_thread.filter(state=TellingState.WAITING.value).update(state=TellingState.WITHDRAWN.value)
    if telling.owed_step is not None:
        _end_step(telling.owed_step)
    _told_beside(telling, told_at=told_at)
    telling.refresh_from_db(fields=["state", "told_at", "next_attempt_at", "answer_by"])


def _end_step(step: OwedStep) -> None:
    """Withdraw what else was to tell of the same step: somebody has it now, and nobody further is rung for it."""
    same = OwedStep.objects.filter(
        episode=step.episode_id,
        child=step.child_id,
        code=step.code,
        arises_from=step.arises_from_id,
        turn=step.turn,
        due_at=step.due_at,
        step=step.step,
        hours_before=step.hours_before,
    )
    withdraw(Telling.objects.filter(owed_step__in=same))


def _told_beside(telling: Telling, *, told_at: datetime) -> None:
    """Mark what went beside it to the same desk by another channel as told too; a system still gets its own copy."""
    beside = Telling.objects.filter(
        event=telling.event_id,
        about=telling.about,
        owed_step=telling.owed_step_id,
        organisation=telling.organisation_id,
        team=telling.team_id,
        follows_up=None,
        channel__in=_MESSAGES,
    ).exclude(state__in=[TellingState.TOLD.value, TellingState.WITHDRAWN.value])
    beside.update(answer_by=None)
    still_goes = Q(channel=Channel.WEBHOOK.value) & ~Q(state=TellingState.SENT.value)
    beside.exclude(still_goes).update(state=TellingState.TOLD.value, told_at=told_at, next_attempt_at=None)


def ask_again(*, struck: Event, correction: Event, episode: MissingEpisode, now: datetime) -> None:
    """Ask for a call to an organisation where the entry that it was told is struck: nobody there was told then.

    What was marked stays as it was; the call takes its place on the ladder, and is for whoever is on duty now.
    """
    told = Telling.objects.filter(episode=episode, acknowledgement__isnull=False, owed_step=None)
    for telling in told.select_related("organisation", "acknowledgement"):
        if _said_in(struck, telling) and not _overtaken(telling):
            Telling.objects.create(
                episode=episode,
                event=correction,
                about=telling.about,
                organisation_id=telling.organisation_id,
                team_id=telling.team_id,
                relation=telling.relation,
                channel=Channel.TELEPHONE.value,
                recorded_at=now,
                follows_up_id=telling.follows_up_id or telling.pk,
                answer_by=now,
            )


def _said_in(entry: Event, telling: Telling) -> bool:
    """Say whether this entry of the chronology is the one that wrote down who answered this telling."""
    said = telling.acknowledgement
    at = entry.happened_at or entry.recorded_at
    who = f"{said.name}, {said.job_title}."
    rung = f"Rang {telling.organisation.name}: spoke to {who}"
    written = f"{telling.organisation.name} acknowledged: {who}"
    return said.acknowledged_at == at and entry.words.startswith((rung, written))


def _overtaken(telling: Telling) -> bool:
    """Say whether this recipient was written to of a newer turn since: its own clock runs."""
    later = Telling.objects.filter(
        episode=telling.episode_id,
        organisation=telling.organisation_id,
        team=telling.team_id,
        follows_up=None,
        recorded_at__gt=telling.recorded_at,
    )
    return later.exists()


def _some(letters: Sequence[int]) -> Iterator[list[int]]:
    for first in range(0, len(letters), LETTERS_AT_ONCE):
        yield list(letters[first : first + LETTERS_AT_ONCE])


def defer(*tellings: Telling) -> None:
    """Defer each delivery by name, in this transaction: the rows and the jobs commit together or not at all.

    What goes to the mail server goes in one conversation, so it is one job.
    """
    letters = [telling.pk for telling in tellings if telling.channel == Channel.EMAIL.value]
    if len(letters) > 1:
        together: list[JSONDict] = [{"tellings": list(some)} for some in _some(letters)]
        app.configure_task(DELIVER_TOGETHER, queueing_lock=None).batch_defer(*together)
        tellings = tuple(telling for telling in tellings if telling.channel != Channel.EMAIL.value)
    if tellings:
        payloads: list[JSONDict] = [{"telling": telling.pk} for telling in tellings]
        app.configure_task(DELIVER, queueing_lock=None).batch_defer(*payloads)


# Delivering ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """One message this worker alone may send now."""

    attempt_id: int
    message: Message


@acts
def claim(*, telling_id: int, by: Actor, now: datetime) -> Claimed | None:
    """Claim one due telling for sending; None where it is not due, is told, or another worker holds it."""
    telling = (
        Telling.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("organisation", "team", "episode")
        .filter(pk=telling_id, channel__in=_MESSAGES, next_attempt_at__lte=now, link_withdrawn_at=None)
        .first()
    )
    if telling is None:
        return None
    earlier = list(telling.attempts.all())
    if any(attempt.outcome == "" and attempt.ended_at is None for attempt in earlier):
        _mark_abandoned(telling, now=now)
    number = len(earlier) + 1
    message = message_of(telling)
    attempt = TellingAttempt.objects.create(
        telling=telling, number=number, message_id=message.message_id, claimed_at=now
    )
    telling.next_attempt_at = now + CLAIM_LASTS  # if we die, somebody else's turn comes then
    # A message that a mail server kept waiting for days must not arrive with a link that has run out.
    telling.link_expires_at = now + acknowledging.link_lasts(TellingAbout(telling.about))
    telling.save(update_fields=["next_attempt_at", "link_expires_at"])
    return Claimed(attempt_id=attempt.pk, message=message)


def _mark_abandoned(telling: Telling, *, now: datetime) -> None:
    """Mark a claim without an end as in doubt: its message may have gone, and is repeated under its own id."""
    abandoned = telling.attempts.filter(outcome="", ended_at=None)
    if abandoned.update(outcome=AttemptOutcome.IN_DOUBT.value, ended_at=now, answer="worker stopped"):
        telling.state = TellingState.IN_DOUBT.value
        telling.save(update_fields=["state"])


@acts
def record_attempt(*, attempt_id: int, sent: mail.Sent, by: Actor, now: datetime) -> None:
    """Record how one sending ended, and when the next is due if it did not."""
    attempt = TellingAttempt.objects.select_for_update().select_related("telling").get(pk=attempt_id)
    end_attempt(attempt, sent=sent, now=now)
    attempt.save(update_fields=ATTEMPT_ENDS)
    attempt.telling.save(update_fields=TELLING_ENDS)  # locked with it


ATTEMPT_ENDS, TELLING_ENDS = ("ended_at", "outcome", "answer"), ("state", "next_attempt_at")


def end_attempt(attempt: TellingAttempt, *, sent: mail.Sent, now: datetime) -> None:
    """Put into an attempt and its telling, both locked, how the sending ended; neither is saved."""
    telling = attempt.telling
    attempt.ended_at, attempt.outcome, attempt.answer = now, sent.outcome.value, sent.answer[:200]
    if TellingState(telling.state) in _NOTHING_MORE_TO_SEND:
        # A worker so slow that another took over and was done: what it says late reopens nothing.
        telling.next_attempt_at = None
    else:
        is_over = sent.outcome is AttemptOutcome.TAKEN or telling.link_withdrawn_at is not None
        telling.state = _STATE_AFTER[sent.outcome].value
        telling.next_attempt_at = None if is_over else now + wait_after(attempt.number)


_NOTHING_MORE_TO_SEND = {TellingState.SENT, TellingState.TOLD, TellingState.WITHDRAWN}
_STATE_AFTER = {
    AttemptOutcome.TAKEN: TellingState.SENT,
    AttemptOutcome.REFUSED: TellingState.FAILED,
    AttemptOutcome.IN_DOUBT: TellingState.IN_DOUBT,
}


def wait_after(number: int) -> timedelta:
    """Give how long after so many tries the next is made."""
    return timedelta(minutes=_AGAIN_AFTER[min(number, len(_AGAIN_AFTER)) - 1])


def deliver(*, telling_id: int, by: Actor, now: datetime) -> AttemptOutcome | None:
    """Deliver one telling: claim, hand over outside any transaction, record. None where there was nothing to do."""
    assert not transaction.get_connection().in_atomic_block or settings.TESTING
    claimed = claim(telling_id=telling_id, by=by, now=now)
    if claimed is None:
        return None
    if isinstance(claimed.message, mail.Message) and is_kept_in_outbox():
        sent = keep_in_outbox(message=claimed.message, by=by, now=now)
    else:
        sent = send(claimed.message)
    record_attempt(attempt_id=claimed.attempt_id, sent=sent, by=by, now=sent.ended_at)
    return sent.outcome


def is_kept_in_outbox() -> bool:
    """Say whether this is a demonstration without a mail server."""
    return settings.IS_DEMO and not settings.SMTP_URL


@acts
def keep_in_outbox(*, message: mail.Message, by: Actor, now: datetime) -> mail.Sent:
    """Keep a demonstration's message on the outbox page instead of sending it."""
    DemoMessage.objects.create(
        message_id=message.message_id,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        sent_at=now,
    )
    return mail.Sent(
        outcome=AttemptOutcome.TAKEN, answer="kept on the demonstration's outbox page", ended_at=now
    )


@acts
def overdue_tellings(*, by: Actor, now: datetime) -> list[int]:
    """Give the messages that are due and not sent: asked once a minute, so that downtime delays and never loses."""
    due = Telling.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(due.values_list("pk", flat=True)[:500])
