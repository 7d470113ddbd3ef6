"""Nobody has answered: the next person on duty is to be rung, and how the call went is recorded.

One periodic question, "unanswered and past its time", so that downtime delays and never loses.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q, QuerySet

from lantern.accounts.models import DutyShift
from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import settle
from lantern.actions.told_whom import told_whom
from lantern.procedures import answering
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.queries.sharing import is_shut_out
from lantern.record.context import hand_on
from lantern.record.models import Acknowledgement, MissingEpisode, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_DONE = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)
_AT_ONCE = 500
log = logging.getLogger(__name__)


def ring_unanswered(*, by: Actor, now: datetime) -> int:
    """Make a telephone task of each message, or call, that nobody answered in time; give how many were made.

    One episode a transaction, in which the clock that ran out is stopped and the next is started: killed midway,
    nothing is skipped and nothing is asked twice, and one episode that fails keeps no other from being rung for.
    """
    made = 0
    for episode in unanswered(by=by, now=now):
        try:
            made += ring_for(episode=episode, by=by, now=now)
        except Exception:
            log.exception("the unanswered of episode %s were not made calls", episode)
    return made


@acts
def unanswered(*, by: Actor, now: datetime) -> list[int]:
    """Give the episodes of which a message or call is past its time, the longest first."""
    late = (
        late_at(now)
        .filter(child=None)
        .values("episode_id")
        .annotate(first=Min("answer_by"))
        .order_by("first")
    )
    return [row["episode_id"] for row in late[:_AT_ONCE]]


@acts
def ring_for(*, episode: int, by: Actor, now: datetime) -> int:
    """Write the next call of each thread of one episode that is past its time; give how many were written.

    Whoever changes the episode at this moment goes first: it is passed over, and its turn comes again. The episode
    is taken before its tellings, as every turn and every acknowledgement takes them.
    """
    held = MissingEpisode.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=episode)
    if held.first() is None:
        return 0
    late = late_at(now).filter(episode=episode).select_for_update(of=("self",)).order_by("answer_by", "pk")
    return sum(follow_up(telling, now=now) for telling in late)


def late_at(now: datetime) -> QuerySet[Telling]:
    """Give the messages and calls whose time to be answered is over; those of arrivals are among them."""
    return Telling.objects.filter(answer_by__lte=now).exclude(state__in=_DONE)


def follow_up(telling: Telling, *, now: datetime) -> bool:
    """Write the next call of this thread; False where everybody who can be rung now was asked for already."""
    first = telling.follows_up_id or telling.pk
    Telling.objects.filter(pk=telling.pk).update(answer_by=None)
    if is_shut_out(telling):  # its time is over: nobody is rung about it any more
        waiting = Telling.objects.filter(Q(pk=first) | Q(follows_up=first)).exclude(state__in=_DONE)
        waiting.update(state=TellingState.WITHDRAWN.value, answer_by=None, next_attempt_at=None)
        return False
    thread = Telling.objects.filter(follows_up=first)
    waiting = thread.filter(state=TellingState.WAITING.value)
    waiting.filter(on_duty__until_at__lte=now).update(state=TellingState.WITHDRAWN.value, answer_by=None)
    asked = set(thread.values_list("on_duty_id", flat=True))
    shift = next((each for each in on_duty(telling, now=now) if each.pk not in asked), None)
    if shift is None and None in asked:
        # Nobody is left to ask for now. Whoever comes on duty later is, for as long as the child is not back.
        is_open = Q(episode__returned_on=None, episode__is_void=False) | Q(episode=None)
        open_now = waiting.filter(is_open, on_duty=None)
        open_now.update(answer_by=now + answering.in_force().again(about=TellingAbout(telling.about)))
        return False
    _ask_for(shift, telling, first=first, now=now)
    return True


def _ask_for(shift: DutyShift | None, telling: Telling, *, first: int, now: datetime) -> None:
    """Write a call to somebody on duty, or to the organisation's own number; its clock ends with the shift."""
    answer_by = now + answering.in_force().again(about=TellingAbout(telling.about))
    Telling.objects.create(
        episode_id=telling.episode_id,
        child_id=telling.child_id,
        event_id=telling.event_id,
        about=telling.about,
        organisation_id=telling.organisation_id,
        team_id=telling.team_id,
        relation=telling.relation,
        channel=Channel.TELEPHONE.value,
        recorded_at=now,
        follows_up_id=first,
        on_duty=shift,
        answer_by=min(answer_by, shift.until_at) if shift else answer_by,
    )


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
    row = (
        Telling.objects.select_for_update(of=("self",))
        .select_related("event", "organisation", "episode")
        .filter(episode=episode, reference=telling)
        .first()
    )
    if row is None or (row.relation == Relation.POLICE.value and row.owed_step_id is None):
        raise NotFound("There is no such call to make on this episode. Open the page again.")
    check_call(call, row)
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.ORGANISATION_TOLD if call.was_answered else EventKind.ORGANISATION_CALL_TRIED,
            happened=call.called,
            words=words_of(row, call),
            detail=told_whom(row) if call.was_answered else None,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
        take(row, call, now=now)
    audit(action="ringing.record_call", about=reference, by=by, now=now)
    return reference


def take(row: Telling, call: Call, *, now: datetime) -> None:
    """Let one call do what it does: a named person is told, or the next on duty is rung; what is over stays over."""
    if row.state not in _DONE or _may_still_tell(row):
        _told(row, call, now=now) if call.was_answered else _next_at_once(row, now=now)


def check_call(call: Call, row: Telling) -> None:
    """Refuse an answered call that cannot show whom it reached, or that was made before what it tells of."""
    if not call.was_answered:
        return
    if not call.name.strip():
        raise Refused(
            "Give the name of the person you spoke to, or record that nobody answered.", field="name"
        )
    if not call.post.strip():
        raise Refused(
            "Give the role of the person you spoke to, or record that nobody answered.", field="post"
        )
    turned = When(on=row.event.happened_on, at=row.event.happened_at)
    if row.about != TellingAbout.MISSING.value and call.called.certainly_before(turned):
        raise Refused(
            "This call was made before what it is to tell of, so it cannot have told it. Nothing was recorded. "
            "Ring again, or check when you rang.",
            field="happened",
        )


def _may_still_tell(row: Telling) -> bool:
    """Say whether a call that was withdrawn at the end of a shift may yet tell: nobody has been told meanwhile."""
    is_withdrawn = row.state == TellingState.WITHDRAWN.value and row.on_duty_id is not None
    thread = Telling.objects.filter(pk=row.follows_up_id or 0).exclude(state__in=_DONE)
    return is_withdrawn and thread.exists()


def _next_at_once(row: Telling, *, now: datetime) -> None:
    """Let the next person on duty be rung now, and not when the clock of this call runs out."""
    Telling.objects.filter(pk=row.pk, answer_by__gt=now).update(answer_by=now)


def _told(row: Telling, call: Call, *, now: datetime) -> None:
    Acknowledgement.objects.create(
        telling=row,
        name=call.name.strip(),
        job_title=call.post.strip(),
        acknowledged_at=call.called.at or now,
    )
    notices.mark_told(row, told_at=call.called.at or now)


def words_of(row: Telling, call: Call) -> str:
    """Say one call in the words of the chronology."""
    if not call.was_answered:
        return f"Rang {row.organisation.name}: nobody answered. {call.words}".strip()
    return f"Rang {row.organisation.name}: spoke to {call.name}, {call.post}. {call.words}".strip()
