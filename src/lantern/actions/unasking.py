"""Tell a service that what it was asked no longer stands: the return was withdrawn, or the whole report."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.actions import events, notices
from lantern.actions.recipients import Recipient
from lantern.record.context import hand_on
from lantern.record.models import InterviewAsked, MissingEpisode, Telling
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_UNASKED = TellingAbout.UNASKED.value
_DONE = (TellingState.TOLD.value, TellingState.SENT.value, TellingState.WITHDRAWN.value)


def end_in_vain(*, episode: MissingEpisode, by: Actor, now: datetime) -> bool:
    """End an asking that was sent out, where the child is not back after all, and tell the service once; say if so.

    It is told as it was asked. One whose interviewers have accounts was sent nothing, and is rung: that asking runs
    until somebody takes it back, and the episode says so.
    """
    if episode.stage == Stage.RETURNED.value and not episode.is_void:
        return False
    with hand_on(episode_id=episode.pk, asking=True):
        rows = InterviewAsked.objects.select_for_update(of=("self",)).select_related("service")
        held = rows.filter(episode=episode, ended_at=None).first()
    with hand_on(episode_id=episode.pk):
        told = Telling.objects.filter(asked=held).order_by("pk").last() if held else None
    if held is None or told is None:
        return False
    held.ended_at, held.ended_by_name = now, by.name
    check_fits(held)
    with hand_on(episode_id=episode.pk, asking=True):
        held.save(update_fields=["ended_at", "ended_by_name"])
    withdraw_links(held, now=now)
    _tell(held, Channel(told.channel), episode=episode, by=by, now=now)
    return True


def _tell(
    held: InterviewAsked, channel: Channel, *, episode: MissingEpisode, by: Actor, now: datetime
) -> None:
    """Write it down, and put it in the outbox or on the list of calls; unanswered, they are rung as for any message."""
    why = "the report was withdrawn" if episode.is_void else "the child's return was withdrawn"
    words = f"{held.service.name} is no longer asked to hold the return interview: {why}. They are told so."
    service = Recipient(
        organisation=held.service_id, team=None, relation=Relation.ASKED, channel=channel, asks_answer=True
    )
    with hand_on(episode_id=episode.pk):
        happened = When.moment(now)
        ended = EventKind.ACCESS_ENDED
        event = events.append(episode=episode, kind=ended, happened=happened, words=words, by=by, now=now)
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
