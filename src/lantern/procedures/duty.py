"""What is owed to a child, by whom and by when: the one reckoning. It reads no clock, table or file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lantern.procedures import calendar as clocks
from lantern.procedures.calendar import Calendar, Clock, Within
from lantern.procedures.conditions import CONDITIONS, Facts
from lantern.procedures.history import ANSWERS_ONE, Happened, episodes
from lantern.vocabulary import corrections
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind


class OwedBy(StrEnum):
    """Who owes a duty, by how they stand to the child."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    HOST_AUTHORITY = "host_authority"
    PLACEMENT = "placement"  # the carer, or the home or service on shift
    POLICE_FORCE = "police_force"


class SourceRead(StrEnum):
    """How well the source was read. A source nobody has read is no duty."""

    TEXT_SEEN = "text seen"
    SECOND_HAND = "text seen (2nd)"
    LOCAL = "text seen (local)"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty as its file states it. `in_force_from` is None where the source carries no date.

    `in_force_until` is the last day in force. `counts_earlier`: what happened earlier in the same episode
    also meets it, since a home may ring the police before it rings the duty desk.
    """

    code: str
    title: str
    text: str
    owed_by: OwedBy
    arises_on: tuple[EventKind, ...]
    within: Within | None
    counted_in: Clock
    met_by: tuple[EventKind, ...]
    excused_by: tuple[EventKind, ...] = ()
    counts_earlier: bool = False
    warn_before: tuple[timedelta, ...] = ()
    conditions: tuple[str, ...] = ()
    calendar: str = clocks.ENGLAND_AND_WALES
    in_force_from: date | None
    in_force_until: date | None = None
    replaces: str | None = None
    source: str
    source_reference: str
    source_address: str
    source_read: SourceRead
    notes: str = ""

    def is_in_force_on(self, day: date) -> bool:
        """Say whether this was the law of that day."""
        has_begun = self.in_force_from is None or self.in_force_from <= day
        return has_begun and (self.in_force_until is None or day <= self.in_force_until)


class Standing(StrEnum):
    """How a duty stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    EXCUSED = "excused"

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more is owed."""
        return self in {Standing.MET, Standing.MET_LATE, Standing.EXCUSED}


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One duty owed because of one event, and how it stands.

    `due_at` is the last moment (UTC) that is still in time. `met_by_event` met it, or excused it.
    """

    duty_code: str
    title: str
    owed_by: OwedBy
    episode: int
    arises_from: int
    arose: When
    due_at: datetime | None
    standing: Standing
    met_by_event: int | None = None
    settled: When | None = None


def duties_owed(
    *,
    duties: Iterable[Duty],
    history: Sequence[Happened],
    facts: Facts,
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> list[Owed]:
    """Reckon every duty that these events have given rise to, oldest first within each episode.

    A duty keeps the law of the London day on which it arose. The history may hold several episodes, in any
    order.
    """
    duties = list(duties)
    owed = [
        _owed(duty, arising, settling=_settling(duty, arising, story), calendars=calendars, now=now)
        for story in (_Story.of(events) for events in episodes(history).values())
        for duty in duties
        for arising in story.arisings(duty)
        if all(CONDITIONS[name].holds(facts, arising) for name in duty.conditions)
    ]
    return sorted(owed, key=lambda o: (o.episode, o.arose.earliest, o.arises_from, o.duty_code))


def most_pressing(owed: Iterable[Owed]) -> Owed | None:
    """Give what to do next: the overdue, then what is owed at once with no number, then what is due first."""
    open_still = [o for o in owed if not o.standing.is_settled]
    return min(open_still, key=_pressing, default=None)


def _pressing(owed: Owed) -> tuple[bool, bool, datetime, str]:
    since = owed.due_at or owed.arose.earliest
    return (owed.standing is not Standing.OVERDUE, owed.due_at is not None, since, owed.duty_code)


@dataclass(frozen=True, kw_only=True)
class _Story:
    """The events of one episode that stand, and which thread of corrections each id belongs to."""

    standing: list[Happened]
    root_of: Mapping[int, int]
    kind_of: Mapping[int, EventKind]

    @classmethod
    def of(cls, events: Sequence[Happened]) -> _Story:
        return cls(
            standing=sorted(corrections.standing(events), key=lambda event: event.order),
            root_of=corrections.roots(events),
            kind_of={event.id: event.kind for event in events},
        )

    def arisings(self, duty: Duty) -> list[Happened]:
        return [e for e in self.standing if e.kind in duty.arises_on and duty.is_in_force_on(e.when.on)]

    def names(self, event: Happened, duty: Duty) -> int | None:
        """Give the thread that this event says it answers, if that is a thing from which the duty arises."""
        if event.answers is None or self.kind_of.get(event.answers) not in duty.arises_on:
            return None
        return self.root_of[event.answers]


def _settling(duty: Duty, arising: Happened, story: _Story) -> Happened | None:
    """Find the first event that meets or excuses the duty that arose from this one."""
    kinds = {*duty.met_by, *duty.excused_by}
    settling = (e for e in story.standing if e.kind in kinds and e.id != arising.id)
    return next((e for e in settling if _settles(e, arising, duty, story)), None)


def _settles(event: Happened, arising: Happened, duty: Duty, story: _Story) -> bool:
    """Say whether this event speaks to that one.

    Whoever names what they answer is taken at their word, also after a correction of what they named. An
    answer that names nothing answers the latest event at or before it, and that one alone: an older one
    stays owed.
    """
    named = story.names(event, duty)
    if named is not None:
        return named == story.root_of[arising.id]
    if event.kind in ANSWERS_ONE:
        earlier = [a for a in story.arisings(duty) if event.is_at_or_after(a)]
        return bool(earlier) and earlier[-1].id == arising.id
    return duty.counts_earlier or event.is_at_or_after(arising)


def _owed(
    duty: Duty,
    arising: Happened,
    *,
    settling: Happened | None,
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> Owed:
    due = clocks.due_at(
        clock=duty.counted_in,
        within=duty.within,
        arose=arising.when,
        next_review_at=arising.next_review_at,
        calendar=calendars.get(duty.calendar),
    )
    return Owed(
        duty_code=duty.code,
        title=duty.title,
        owed_by=duty.owed_by,
        episode=arising.episode,
        arises_from=arising.id,
        arose=arising.when,
        due_at=due,
        standing=_standing(duty, due, settling, now),
        met_by_event=settling.id if settling else None,
        settled=settling.when if settling else None,
    )


def _standing(duty: Duty, due: datetime | None, settling: Happened | None, now: datetime) -> Standing:
    if settling is None:
        return Standing.OVERDUE if due is not None and now > due else Standing.RUNNING
    if settling.kind not in duty.met_by:
        return Standing.EXCUSED
    # An answer known only to the day is late only if it certainly was: nobody is marked late on a guess.
    return Standing.MET_LATE if due is not None and settling.when.earliest > due else Standing.MET
