"""Tell a service that what it was asked no longer stands: the return was withdrawn, or the whole report."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.actions import events, notices
from lantern.actions.recipients import Recipient
from lantern.record.context import hand_on
from lantern.record.models import Event, InterviewAsked, MissingEpisode, NoticeCode, Telling, TellingAttempt
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_UNASKED = TellingAbout.UNASKED.value
# Neither handed over nor spoken to: what is withdrawn may have been, and its attempts say so.
_UNHEARD = (TellingState.WAITING.value, TellingState.WITHDRAWN.value)
_CALLS = (EventKind.ORGANISATION_TOLD.value, EventKind.ORGANISATION_CALL_TRIED.value)
_DONE = (TellingState.TOLD.value, TellingState.SENT.value, TellingState.WITHDRAWN.value)


def end_in_vain(*, episode: MissingEpisode, by: Actor, now: datetime) -> bool:
    """End an asking of a service without accounts, where the child is not back after all; say if so.

    A service that heard of it, or may have, is told once, as it was asked; one that cannot have heard is told nothing.
    One whose interviewers have accounts was sent nothing, and is rung: that asking runs until somebody takes it back,
    and the episode says so.
    """
    if episode.stage == Stage.RETURNED.value and not episode.is_void:
        return False
    with hand_on(episode_id=episode.pk, asking=True):
        rows = InterviewAsked.objects.select_for_update(of=("self",)).select_related("service")
        held = rows.filter(episode=episode, ended_at=None).first()
    if held is None:
        return False
    own = Telling.objects.filter(Q(asked=held) | Q(follows_up__asked=held))
    with hand_on(episode_id=episode.pk):
        keys = list(own.values_list("pk", flat=True))
        # Locked first: one may be claimed, and go out, at this moment.
        asked = list(Telling.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if not asked:
        return False
    may_know = _may_have_heard(held, asked)
    held.ended_at, held.ended_by_name, held.was_in_vain = now, by.name, True
    check_fits(held)
    with hand_on(episode_id=episode.pk, asking=True):
        held.save(update_fields=["ended_at", "ended_by_name", "was_in_vain"])
    withdraw_links(held, now=now)
    why = "the report was withdrawn" if episode.is_void else "the child's return was withdrawn"
    ended = f"{held.service.name} is no longer asked to hold the return interview: {why}."
    with hand_on(episode_id=episode.pk):
        event = events.append(
            episode=episode,
            kind=EventKind.ACCESS_ENDED,
            happened=When.moment(now),
            words=f"{ended} {'They are told so.' if may_know else 'They had not been told of it yet.'}",
            by=by,
            now=now,
        )
        if may_know:
            _tell(held, Channel(_newest(asked).channel), event=event, episode=episode, now=now)
    return True


def _may_have_heard(held: InterviewAsked, asked: list[Telling]) -> bool:
    """Say whether anything reached the service, or was tried: a message on its way, a call that nobody answered."""
    if held.accepted_at is not None or any(row.state not in _UNHEARD for row in asked):
        return True
    with hand_on(episode_id=held.episode_id):
        tried = TellingAttempt.objects.filter(telling__in=asked).exists()
        opened = NoticeCode.objects.filter(telling__in=asked).exists()
        calls = Event.objects.filter(
            episode=held.episode_id, kind__in=_CALLS, recorded_at__gte=held.recorded_at
        )
        return tried or opened or calls.filter(words__startswith=f"Rang {held.service.name}: ").exists()


def _newest(asked: list[Telling]) -> Telling:
    """Give the newest message or call that asked them, which those after an unanswered one follow up."""
    return next(row for row in reversed(asked) if row.asked_id is not None)


def _tell(
    held: InterviewAsked, channel: Channel, *, event: Event, episode: MissingEpisode, now: datetime
) -> None:
    """Put it in the outbox or on the list of calls; unanswered, they are rung as for any message."""
    service = Recipient(
        organisation=held.service_id, team=None, relation=Relation.ASKED, channel=channel, asks_answer=True
    )
    about = TellingAbout.UNASKED
    sent = notices.tell(event=event, about=about, recipients=[service], episode=episode, now=now)
    Telling.objects.filter(pk__in=[telling.pk for telling in sent]).update(asked=held)


def withdraw_links(held: InterviewAsked, *, now: datetime) -> None:
    """Let no link of this asking open anything from now, and have nobody rung or written to about it."""
    with hand_on(episode_id=held.episode_id):
        _withdraw(Telling.objects.filter(Q(asked=held) | Q(follows_up__asked=held)), now=now)


def is_asked_again(held: InterviewAsked, *, now: datetime) -> None:
    """Tell a service no more that an earlier asking of the same interview is over: it is asked anew."""
    earlier = Q(asked__episode=held.episode_id, asked__service=held.service_id, about=_UNASKED)
    with hand_on(episode_id=held.episode_id):
        first = list(Telling.objects.filter(earlier).values_list("pk", flat=True))
        _withdraw(Telling.objects.filter(Q(pk__in=first) | Q(follows_up__in=first)), now=now)


def _withdraw(own: QuerySet[Telling], *, now: datetime) -> None:
    keys = list(own.values_list("pk", flat=True))
    rows = Telling.objects.filter(pk__in=keys)
    rows.exclude(token_hash=None).filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
    rows.update(next_attempt_at=None, answer_by=None)
    rows.exclude(state__in=_DONE).update(state=TellingState.WITHDRAWN.value)
