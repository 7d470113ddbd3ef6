"""Nobody has answered: the next person on duty is to be rung, and how the call went is recorded.

One periodic question, "unanswered and past its time", so that downtime delays and never loses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import DutyShift
from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import settle
from lantern.procedures import answering
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Acknowledgement, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel, TellingState

_DONE = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)
_AT_ONCE = 500


@acts
def ring_unanswered(*, by: Actor, now: datetime) -> int:
    """Make a telephone task of each message, or call, that nobody answered in time; give how many were made.

    Each row is taken by one worker alone and its clock is moved in the same transaction: killed midway,
    nothing is skipped and nothing is asked twice.
    """
    late = (
        Telling.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("organisation", "team", "episode")
        .filter(answer_by__lte=now)
        .exclude(state__in=_DONE)
        .order_by("answer_by", "pk")[:_AT_ONCE]
    )
    return sum(_follow_up(telling, now=now) for telling in late)


def _follow_up(telling: Telling, *, now: datetime) -> bool:
    """Write the next call of this thread; False where everybody who could be rung was asked for already."""
    first = telling.follows_up_id or telling.pk
    Telling.objects.filter(pk=telling.pk).update(answer_by=None)
    asked = set(Telling.objects.filter(follows_up=first).values_list("on_duty_id", flat=True))
    shift = next((each for each in on_duty(telling, now=now) if each.pk not in asked), None)
    if shift is None and None in asked:
        return False
    Telling.objects.create(
        episode=telling.episode,
        event_id=telling.event_id,
        about=telling.about,
        organisation=telling.organisation,
        team=telling.team,
        relation=telling.relation,
        channel=Channel.TELEPHONE.value,
        recorded_at=now,
        follows_up_id=first,
        on_duty=shift,
        answer_by=now + answering.example().then,
    )
    return True


def on_duty(telling: Telling, *, now: datetime) -> list[DutyShift]:
    """Give who is on duty for this recipient now, in the order they are rung; nobody off shift is ever named."""
    shifts = DutyShift.objects.filter(
        organisation=telling.organisation_id, from_at__lte=now, until_at__gt=now
    ).order_by("place", "pk")
    own = [shift for shift in shifts if telling.team_id is None or shift.team_id in (None, telling.team_id)]
    return own or list(shifts)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call to somebody who had not answered. Without a name it is an attempt, and tells nobody."""

    called: When
    was_answered: bool
    name: str = ""
    post: str = ""
    words: str = ""


@acts
def record_call(
    *, reference: str, telling: str, call: Call, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record a call to one recipient; one that was answered by a named person tells them."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RING, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    row = Telling.objects.select_for_update(of=("self",)).filter(episode=episode, reference=telling).first()
    if row is None or row.relation == "police":
        raise NotFound("There is no such call to make on this episode. Open the page again.")
    if call.was_answered and not (call.name.strip() and call.post.strip()):
        raise Refused(
            "Give the name and the role of the person you spoke to, or record that nobody answered."
        )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.ORGANISATION_TOLD if call.was_answered else EventKind.ORGANISATION_CALL_TRIED,
            happened=call.called,
            words=_words(row, call),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
        if call.was_answered and row.state not in _DONE:
            _told(row, call, now=now)
    audit(action="ringing.record_call", about=reference, by=by, now=now)
    return reference


def _told(row: Telling, call: Call, *, now: datetime) -> None:
    Acknowledgement.objects.create(
        telling=row,
        name=call.name.strip(),
        job_title=call.post.strip(),
        acknowledged_at=call.called.at or now,
    )
    notices.mark_told(row, told_at=call.called.at or now)


def _words(row: Telling, call: Call) -> str:
    if not call.was_answered:
        return f"Rang {row.organisation.name}: nobody answered. {call.words}".strip()
    return f"Rang {row.organisation.name}: spoke to {call.name}, {call.post}. {call.words}".strip()
