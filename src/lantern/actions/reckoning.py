"""What is owed in a child's case, reckoned anew before the action ends that recorded something it hangs on.

Read and written as Lantern itself (ADR 33): who records one event need not be one who may read the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from lantern.actions import projection
from lantern.actions.alarms import Alarms, New
from lantern.actions.projection import Difference, Part, Thread
from lantern.actions.woken import roots_of
from lantern.policies import away
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Owed, duties_owed
from lantern.procedures.history import Happened
from lantern.procedures.in_force import Running, asked_in_force
from lantern.queries.child_facts import FACT_KINDS, facts_of
from lantern.queries.happenings import happenings, reviews_of, rows_of_children, said_by
from lantern.queries.working_days import calendars
from lantern.record.context import read_as
from lantern.record.models import Event, MissingEpisode, OwedDuty
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind

AT_ONCE = 1_000  # children that are reckoned from one reading
_BUCKETS = 512  # of locks: an import of a whole authority takes no more than these
_LOCK = 33
# What may change whether a child counts as missing or as away, beside the events that a duty reads.
_CLASSIFIES = frozenset(
    {
        EventKind.MISSING_REPORTED,
        EventKind.REPORT_JOINED,
        EventKind.CLASSIFIED,
        EventKind.CHILD_LOCATED,
        EventKind.CHILD_RETURNED,
        EventKind.CHILD_MATCHED,
    }
)


@dataclass(kw_only=True)
class _Noted:
    """Whose duties are to be reckoned before the action ends: those of the case, or (`whole`) of every episode too."""

    case: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)


_noted: ContextVar[_Noted | None] = ContextVar("noted", default=None)


@contextmanager
def before_it_ends(*, now: datetime) -> Iterator[None]:
    """Run an action inside its transaction, and reckon at its end what was noted; an action inside one leaves it so."""
    if _noted.get() is not None:
        yield
        return
    token = _noted.set(_Noted())
    try:
        yield
        reckon_noted(now=now)
    finally:
        _noted.reset(token)


def reckon_noted(*, now: datetime) -> None:
    """Reckon what was noted until now: before the audit chain is locked, and at the end of an action."""
    noted = _noted.get()
    if noted is None or not (noted.case or noted.whole):
        return
    whole, case = noted.whole, noted.case - noted.whole
    noted.whole, noted.case = set(), set()
    for children, is_whole in ((whole, True), (case, False)):
        reckon_children(children, whole=is_whole, now=now)


def note_event(event: Event, *, child: int, now: datetime) -> None:
    """Note whose duties an event that was just written may change."""
    running = asked_in_force()
    struck = event.corrects.kind if event.corrects is not None else None
    kinds = {EventKind(each) for each in (event.kind, struck) if each is not None}
    again = struck == EventKind.ENTERED_IN_ERROR.value  # of what is not known here
    if event.child_id is not None and (again or not kinds.isdisjoint(FACT_KINDS)):
        note(child, whole=True, now=now)
        return
    asked = running.with_case.kinds | (_CLASSIFIES if running.with_case.classification else frozenset())
    if running.case and (again or not kinds.isdisjoint(asked)):
        note(child, now=now)


def note(*children: int, whole: bool = False, now: datetime) -> None:
    """Note that these children's cases, or (`whole`) all that is owed to them, must be reckoned anew.

    `whole` is for what changes the facts: a birthday, care, a placement. Outside an action it is done at once.
    """
    noted = _noted.get()
    if noted is None:
        reckon_children(children, whole=whole, now=now)
    else:
        (noted.whole if whole else noted.case).update(children)


def reckon_children(children: Iterable[int], *, whole: bool, wakes: New = New.EVERY, now: datetime) -> None:
    """Reckon anew what is owed to these children and store it, so many from one reading.

    `wakes` says of which of what is owed anew somebody is told when its time comes.
    """
    ordered = sorted(set(children))
    with read_as(SYSTEM):
        _hold(
            ordered, whole=whole
        )  # all of them first: a part that waited with locks in hand could wait for ever
        for first in range(0, len(ordered), AT_ONCE):
            these = ordered[first : first + AT_ONCE]
            parts = anew(these, whole=whole, now=now)
            projection.agree(parts, _alarms(parts, wakes=wakes, now=now))


def differences_of(children: Iterable[int], *, mends: bool, now: datetime) -> list[Difference]:
    """Reckon from scratch all that is owed to these children and say what is stored otherwise; with `mends` mend it."""
    these = sorted(set(children))
    with read_as(SYSTEM):
        if mends:
            _hold(these, whole=True)
        parts = anew(these, whole=True, now=now)
        if not mends:
            return projection.differences_in(parts)
        return projection.agree(parts, _alarms(parts, wakes=New.TO_COME, now=now))


def _alarms(parts: Sequence[Part], *, wakes: New, now: datetime) -> Alarms:
    stored = [row for _, _, rows in parts for row in rows if row.episode_id is not None]
    owed = [each for thread, found, _ in parts for each in found if thread.episode is not None]
    asks = wakes is not New.NONE or bool(stored)
    events = {*(row.arises_from_id for row in stored), *(each.arises_from for each in owed)}
    return Alarms(stored, roots=roots_of(events) if asks else {}, new=wakes, now=now)


def _hold(children: Sequence[int], *, whole: bool) -> None:
    """Let two actions about one child reckon one after the other, each with what the one before has written.

    Episodes first, as every action does; these locks are the last that an action takes.
    """
    if whole:
        rows = MissingEpisode.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
        list(rows.filter(child__in=children).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for bucket in sorted({key % _BUCKETS for key in children}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, bucket])


def anew(children: Sequence[int], *, whole: bool, now: datetime) -> list[Part]:
    """Reckon these children's cases from scratch, `whole` their episodes too; with what is stored of each."""
    owed, _ = _reckoned(children, whole=whole, now=now)
    stored = _stored(owed)
    return [(thread, each, stored.get(thread, [])) for thread, each in owed.items()]


def owed_with_history(child: int, *, now: datetime) -> tuple[list[Owed], list[Happened]]:
    """Reckon from scratch all that is owed to one child, and give it with the events that it was reckoned from."""
    owed, histories = _reckoned([child], whole=True, now=now)
    return [each for found in owed.values() for each in found], histories.get(child, [])


def _reckoned(
    children: Sequence[int], *, whole: bool, now: datetime
) -> tuple[dict[Thread, list[Owed]], dict[int, list[Happened]]]:
    running = asked_in_force()
    episodes = {
        row.pk: row
        for row in MissingEpisode.objects.filter(child__in=children).only(
            *("child_id", "responsible_authority_id", "host_authority_id"),
            *("authority_kind", "away_check_at", "returned_on", "returned_at"),
        )
    }
    histories = _histories(children, episodes, running, whole=whole)
    there = {event.kind for events in histories.values() for event in events}
    asks = running.all if whole else running.with_case
    facts = facts_of([key for key in children if histories.get(key)], names=asks.facts(there))
    owed: dict[Thread, list[Owed]] = {Thread(child=key): [] for key in children}
    if whole:
        owed |= {Thread(episode=key): [] for key in episodes}
    kinds = {key: kind_held(row, now=now) for key, row in episodes.items()}
    for child, events in histories.items():
        for each in duties_owed(
            duties=asks.duties,
            history=events,
            facts=Facts(authority_kinds=kinds, dated=facts.get(child, ())),
            calendars=calendars(),
            now=now,
        ):
            if each.duty_code in running.case:
                owed[Thread(child=child)].append(each)
            elif whole and each.episode is not None:
                owed[Thread(episode=each.episode)].append(each)
    return owed, histories


def kind_held(row: MissingEpisode, *, now: datetime) -> MissingKind | None:
    """Give the authority's view of an episode as the duties take it, from what its row says is so."""
    returned = When(on=row.returned_on, at=row.returned_at) if row.returned_on else None
    return away.held_while_out(
        kind=MissingKind(row.authority_kind) if row.authority_kind else None,
        check_at=row.away_check_at,
        returned=returned,
        now=now,
    )


def _histories(
    children: Sequence[int],
    episodes: Mapping[int, MissingEpisode],
    running: Running,
    *,
    whole: bool,
) -> dict[int, list[Happened]]:
    asks = running.all if whole else running.with_case
    if not asks.kinds:
        return {}
    rows = rows_of_children(children=children, episodes=list(episodes), kinds=asks.kinds)
    child_of = {key: row.child_id for key, row in episodes.items()}
    found: dict[int, list[Happened]] = {}
    for event in happenings(
        rows,
        child_of=child_of,
        episodes=episodes,
        reviews=reviews_of(rows),
        says=said_by(rows, kinds=asks.said),
    ):
        if event.child is not None:
            found.setdefault(event.child, []).append(event)
    return found


def _stored(threads: Collection[Thread]) -> dict[Thread, list[OwedDuty]]:
    found: dict[Thread, list[OwedDuty]] = {}
    for name in ("episode", "child"):
        keys = [key for thread in threads if (key := getattr(thread, name)) is not None]
        if keys:
            for row in OwedDuty.objects.filter(**{f"{name}__in": keys}):
                found.setdefault(Thread(**{name: getattr(row, f"{name}_id")}), []).append(row)
    return found
