"""The counted period of an absence ends by itself, by age or with care; the search for the child does not."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import QuerySet

from lantern.actions import duties, events
from lantern.actions.acting import acts, audit
from lantern.actions.missing import settle
from lantern.actions.reckoning import note
from lantern.policies import counting
from lantern.record.context import hand_on
from lantern.record.models import CareEpisode, Child, CountDetail, Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import DateCertainty, MissingKind
from lantern.vocabulary.roles import Role

log = logging.getLogger(__name__)


def end_counts(*, by: Actor, now: datetime) -> int:
    """Say of every open episode until when it is counted, where that has come or has changed; give how many.

    Asked each night and when the worker starts. One episode a transaction: one that fails keeps no other.
    """
    changed = 0
    for episode in open_episodes(by=by, now=now):
        try:
            changed += count_one(episode=episode, by=by, now=now)
        except Exception:
            log.exception("the count of episode %s was not looked at", episode)
    return changed


@acts
def open_episodes(*, by: Actor, now: datetime) -> list[int]:
    """Give every episode of which the child is not back."""
    return list(_open().order_by("pk").values_list("pk", flat=True))


def _open() -> QuerySet[MissingEpisode]:
    return MissingEpisode.objects.filter(returned_on=None, is_void=False)


@acts
def count_one(*, episode: int, by: Actor, now: datetime) -> int:
    """Make one episode's last counted day agree with the child's age and care; 0 where it does already.

    Whoever changes the episode at this moment goes first: its turn comes again the next night.
    """
    row = _open().select_for_update(skip_locked=True, of=("self",)).filter(pk=episode).first()
    if row is None:
        return 0
    with hand_on(episode_id=row.pk, child_id=row.child_id):
        ends = _ends(row, now=now)
        if _is_as_recorded(row, ends) or _was_taken_back(row, ends):
            return 0
        _record(row, ends, by=by, now=now)
        settle(episode=row, moves_version=False, now=now)
    audit(action="counting.count_one", about=row.reference, by=by, now=now)
    return 1


def _ends(episode: MissingEpisode, *, now: datetime) -> counting.Ends | None:
    child = Child.objects.get(pk=episode.child_id)
    care = CareEpisode.objects.filter(child=child).values_list("began_on", "ended_on")
    ends = counting.last_counted_day(
        born=child.date_of_birth,
        is_disputed=child.date_of_birth_certainty == DateCertainty.DISPUTED.value,
        care=[counting.InCare(began_on=began, ended_on=ended) for began, ended in care],
        since=episode.last_seen_on,
    )
    return ends if ends and ends.until_on <= day_of(now) else None


def _is_as_recorded(episode: MissingEpisode, ends: counting.Ends | None) -> bool:
    recorded = (episode.counted_until_on, episode.counted_until_because)
    return recorded == ((ends.until_on, ends.because.value) if ends else (None, ""))


def _was_taken_back(episode: MissingEpisode, ends: counting.Ends | None) -> bool:
    """Say whether a person has withdrawn this very day and reason: Lantern does not insist."""
    if ends is None:
        return False
    corrections = Event.objects.filter(
        episode=episode,
        kind=EventKind.ENTERED_IN_ERROR.value,
        corrects__count__until_on=ends.until_on,
        corrects__count__because=ends.because.value,
    )
    return corrections.exclude(by_role=Role.SYSTEM.value).exists()


def _record(episode: MissingEpisode, ends: counting.Ends | None, *, by: Actor, now: datetime) -> None:
    """Append the day and why; where nothing ends the count any more, withdraw what said so."""
    if ends is not None:
        events.append(
            episode=episode,
            kind=EventKind.COUNT_ENDED,
            happened=When.moment(now),  # the newest reckoning stands, whichever day it names
            words=WHY[ends.because],
            detail=CountDetail(until_on=ends.until_on, because=ends.because.value),
            by=by,
            now=now,
        )
        return
    said = Event.objects.filter(episode=episode, kind=EventKind.COUNT_ENDED.value)
    for event in (each for each in said if events.stands(each)):
        events.withdraw(event, episode=episode, words=_STILL_COUNTED, by=by, now=now)


_STILL_COUNTED = "By the child's age and care as they are recorded now, the absence is still counted."
WHY = {
    CountEnds.EIGHTEEN: "The child is 18. The absence is counted until that day. The search goes on.",
    CountEnds.CARE_ENDED: "Care has ended. The absence is counted until that day. The search goes on.",
}


# Away, and nobody made sure of it in time ------------------------------------------------------------------------


def owe_for_away_unchecked(*, by: Actor, now: datetime) -> int:
    """Reckon anew what is owed where "out" was not checked again in time; give how many episodes were reckoned.

    What the boards show asks the clock itself; only the stored duties wait for this.
    """
    reckoned = 0
    for episode in away_unchecked(by=by, now=now):
        try:
            reckoned += reckon_one(episode=episode, by=by, now=now)
        except Exception:
            log.exception("what is owed on episode %s was not reckoned", episode)
    return reckoned


@acts
def away_unchecked(*, by: Actor, now: datetime) -> list[int]:
    """Give the open episodes whose time to make sure again has passed, and on which nothing is owed for it yet."""
    passed = _open().filter(
        authority_kind=MissingKind.AWAY_WITHOUT_AUTHORISATION.value, away_check_at__lte=now
    )
    return list(passed.exclude(owed__code__in=_owed_unless_away()).values_list("pk", flat=True))


def _owed_unless_away() -> list[str]:
    """Give the codes of the duties that are owed only while the child counts as missing."""
    return [duty.code for duty in duties.duties_in_force() if "is_missing_not_away" in duty.conditions]


@acts
def reckon_one(*, episode: int, by: Actor, now: datetime) -> int:
    """Reckon what is owed on one episode; 0 where somebody changes it at this moment."""
    row = _open().select_for_update(skip_locked=True, of=("self",)).filter(pk=episode).first()
    if row is None:
        return 0
    with hand_on(episode_id=row.pk):
        rows = events.rows_of(episode=row)
        duties.reckon(episode=row, rows=rows, state=events.folded(rows), now=now)
    note(row.child_id, now=now)  # it may count in the child's case too
    return 1
