"""What is owed to a child, by whom and by when: the one reckoning. It reads no clock, table or file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lantern.procedures import calendar as clocks
from lantern.procedures import stories as told
from lantern.procedures.calendar import Calendar, Clock
from lantern.procedures.conditions import CONDITIONS, EXCUSES, Facts, assumed
from lantern.procedures.facts import FactName
from lantern.procedures.history import Happened
from lantern.procedures.law import Duty, OwedBy, SourceRead, TermKind, families
from lantern.procedures.stories import Arising, Story
from lantern.vocabulary.days import When, day_of, start_of

__all__ = ["Duty", "Owed", "OwedBy", "SourceRead", "Standing", "duties_owed", "in_order", "most_pressing"]


class Standing(StrEnum):
    """How a duty stands."""

    RUNNING = "running"
    EXPECTED = "expected"  # open, and its time is an aim "where possible": passing it is no breach
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    EXCUSED = "excused"
    ENDED = "ended"  # of a period: it is over

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more is owed."""
        return self in _SETTLED

    @property
    def is_met(self) -> bool:
        """Say whether it was done, in time or late."""
        return self in _MET


_MET = frozenset({Standing.MET, Standing.MET_LATE})
_SETTLED = frozenset({*_MET, Standing.EXCUSED, Standing.ENDED})


def limit_of(*, due_at: datetime | None, source_due_at: datetime | None) -> datetime | None:
    """Give the moment past which it is overdue: a local decision that gives longer does not move the source's own."""
    return min((at for at in (due_at, source_due_at) if at is not None), default=None)


def ended_late(ended: When | None, *, limit: datetime | None) -> bool:
    """Say whether what ended without being met ended after its time was over."""
    return ended is not None and limit is not None and ended.earliest > limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """One duty owed because of one event, and how it stands.

    `due_at` is the last moment (UTC) that is still in time, by the local protocol where that says another time than
    the source; `source_due_at` is the source's own. The standing goes by the earlier of the two. `standard_at` is the
    end of a local standard beside a source that has no number: passing it is no breach. `met_by_event` met it, or
    excused it; None where a fact did, or time. `assumed` are facts that nobody knows and that were taken so that the
    duty is owed. `excuse` names the excuse where a fact excused it. `episode` is None where the event is one of the
    case.
    """

    duty_code: str
    title: str
    owed_by: OwedBy
    episode: int | None
    arises_from: int
    arose: When
    due_at: datetime | None
    standing: Standing
    met_by_event: int | None = None
    settled: When | None = None
    child: int | None = None
    source_due_at: datetime | None = None
    standard_at: datetime | None = None
    assumed: tuple[FactName, ...] = ()
    excuse: str = ""

    @property
    def was_overdue(self) -> bool:
        """Whether it ended without being met only after its time was over."""
        limit = limit_of(due_at=self.due_at, source_due_at=self.source_due_at)
        return self.standing is Standing.EXCUSED and ended_late(self.settled, limit=limit)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a reckoning is asked with."""

    facts: Facts
    calendars: Mapping[str, Calendar]
    now: datetime
    # What conditions said of an event: many duties ask the same of it.
    said: dict[tuple[tuple[str, ...], int], tuple[bool, tuple[FactName, ...]]] = field(default_factory=dict)

    def conditions(self, names: tuple[str, ...], event: Happened) -> tuple[bool, tuple[FactName, ...]]:
        """Say whether all these hold for what arose from this event, and which facts they ask that nobody knows."""
        key = (names, event.id)
        if key not in self.said:
            unknown = (fact for name in names for fact in assumed(name, self.facts, event))
            holds = all(CONDITIONS[name].holds(self.facts, event) for name in names)
            self.said[key] = (holds, tuple(dict.fromkeys(unknown)))
        return self.said[key]


def duties_owed(
    *,
    duties: Iterable[Duty],
    history: Sequence[Happened],
    facts: Facts,
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> list[Owed]:
    """Reckon every duty that these events have given rise to: by episode, then of the case, the oldest first in each.

    A duty keeps the law of the London day on which it arose. The history may hold several episodes and the events of
    the case, in any order; `facts` are one child's, so one child is reckoned at a time. Raises CalendarUnknown where
    working days are counted and no calendar was handed in that knows them.
    """
    asked = _Asked(facts=facts, calendars=calendars, now=now)
    parts = told.stories(history)
    duties = list(duties)
    family = families(duties)
    is_followed = {family.get(duty.follows or "") for duty in duties}
    met: dict[tuple[int | None, str], dict[int, Happened]] = {}
    found: list[Owed] = []
    for duty in _in_order(duties, family):
        kinds = set(duty.arises_on)
        follows = family.get(duty.follows or "", "")
        for story in parts[duty.reckoned_on]:
            if duty.follows is None and kinds.isdisjoint(story.by_kind):
                continue
            followed = met.get((story.child, follows), {}).values()
            for owed, event in _of_duty(duty, story, followed, asked):
                found.append(owed)
                if family[duty.code] in is_followed and event is not None and owed.standing in _MET:
                    met.setdefault((story.child, family[duty.code]), {})[event.id] = event
    return sorted(found, key=_place)


def in_order(duties: Sequence[Duty]) -> list[Duty]:
    """Give the duties so that each comes after the one it follows, and after all that this one replaced.

    A circle of chains is refused where files are read, so none is looked for here.
    """
    return _in_order(duties, families(duties))


def _in_order(duties: Sequence[Duty], family: Mapping[str, str]) -> list[Duty]:
    if not any(duty.follows for duty in duties):
        return list(duties)
    waiting, ordered = list(duties), list[Duty]()
    while waiting:
        still = {family[duty.code] for duty in waiting}
        ready = [duty for duty in waiting if family.get(duty.follows or "") not in still] or waiting
        done = {duty.code for duty in ready}
        ordered += ready
        waiting = [duty for duty in waiting if duty.code not in done]
    return ordered


def most_pressing(owed: Iterable[Owed]) -> Owed | None:
    """Give what to do next: the overdue, then what is owed at once with no number, then what is due first."""
    open_still = [o for o in owed if not o.standing.is_settled]
    return min(open_still, key=_pressing, default=None)


def _pressing(owed: Owed) -> tuple[bool, bool, datetime, str]:
    since = limit_of(due_at=owed.due_at, source_due_at=owed.source_due_at) or owed.arose.earliest
    return (owed.standing is not Standing.OVERDUE, owed.due_at is not None, since, owed.duty_code)


def _place(owed: Owed) -> tuple[int, bool, int, datetime, int, str]:
    is_of_case = owed.episode is None
    return (
        owed.child or 0,
        is_of_case,
        owed.episode or 0,
        owed.arose.earliest,
        owed.arises_from,
        owed.duty_code,
    )


def _of_duty(
    duty: Duty, story: Story, followed: Iterable[Happened], asked: _Asked
) -> Iterable[tuple[Owed, Happened | None]]:
    arisings = told.arisings(duty, story, followed)
    if not arisings:
        return
    settling = told.Speaking(told.settling(duty, story), duty=duty, story=story, arisings=arisings)
    ends = told.ending(duty, story) if duty.later_of else []
    ending = told.Speaking(ends, duty=duty, story=story, arisings=arisings) if ends else None
    for arising in arisings:
        holds, unknown = asked.conditions(duty.conditions, arising.event)
        if holds:
            event = settling.first(arising)
            end = ending.first(arising, not_before=True) if ending else None
            yield _owed(duty, arising, end=end, settling=event, unknown=unknown, asked=asked), event


def _owed(
    duty: Duty,
    arising: Arising,
    *,
    end: Happened | None,
    settling: Happened | None,
    unknown: tuple[FactName, ...],
    asked: _Asked,
) -> Owed:
    event = arising.event
    by_source = _source_due(duty, arising, end, asked)
    due = _with_local_term(duty, arising, by_source, asked)
    # A decision that gives longer excuses nobody: past the source's own time it stands as late.
    limit = min(due, by_source) if due and by_source else due
    standing, settled, excuse = _standing(duty, event, limit, settling, asked)
    by_event = settling if standing.is_settled and not excuse and standing is not Standing.ENDED else None
    return Owed(
        duty_code=duty.code,
        title=duty.title,
        owed_by=duty.owed_by,
        episode=event.episode,
        arises_from=event.id,
        arose=event.when,
        due_at=due,
        standing=standing,
        met_by_event=by_event.id if by_event else None,
        settled=settled,
        child=event.child,
        source_due_at=by_source if by_source != due else None,
        standard_at=_standard(duty, event, asked),
        assumed=unknown,
        excuse=excuse,
    )


def _source_due(duty: Duty, arising: Arising, end: Happened | None, asked: _Asked) -> datetime | None:
    """Give the time by the source itself; `end` is the event that `later_of` waits for."""
    if duty.counted_in is Clock.NO_NUMBER and not arising.again:
        return None
    calendar = asked.calendars.get(duty.calendar)
    if arising.again and arising.within is not None:
        return clocks.after(within=arising.within, arose=arising.event.when, calendar=calendar)
    due = clocks.due_at(
        clock=duty.counted_in,
        within=arising.within,
        arose=arising.event.when,
        next_review_at=arising.event.next_review_at,
        calendar=calendar,
        beginning_with=duty.beginning_with,
    )
    if not duty.later_of or due is None:
        return due
    return max(due, clocks.end_of(end.when.on)) if end else None


def _with_local_term(duty: Duty, arising: Arising, due: datetime | None, asked: _Asked) -> datetime | None:
    """Give the time by the local protocol of the day on which it arose, where it has one."""
    if due is None or arising.again or not duty.local_terms:
        return due
    when, calendar = arising.event.when, asked.calendars.get(duty.calendar)
    shorter, longer = duty.term(TermKind.SHORTER, when.on), duty.term(TermKind.LONGER, when.on)
    if longer is not None:
        return max(due, clocks.after(within=longer.within, arose=when, calendar=calendar))
    if shorter is not None:
        return min(due, clocks.after(within=shorter.within, arose=when, calendar=calendar))
    return due


def _standard(duty: Duty, event: Happened, asked: _Asked) -> datetime | None:
    term = duty.term(TermKind.STANDARD, event.when.on) if duty.local_terms else None
    if term is None:
        return None
    return clocks.after(within=term.within, arose=event.when, calendar=asked.calendars.get(duty.calendar))


def _standing(
    duty: Duty, event: Happened, due: datetime | None, settling: Happened | None, asked: _Asked
) -> tuple[Standing, When | None, str]:
    """Say how it stands, when it was settled, and by which excuse."""
    excused = _excused(duty, event, due, asked) if duty.excused_if else None
    if excused is not None and (settling is None or excused[1] < settling.when.on):
        return Standing.EXCUSED, When(on=excused[1]), excused[0]
    if settling is None:
        return _open(duty, due, asked.now)
    if settling.kind not in duty.met_by:
        return Standing.EXCUSED, settling.when, ""
    # An answer known only to the day is late only if it certainly was: nobody is marked late on a guess.
    is_late = due is not None and settling.when.earliest > due and not duty.is_target
    return (Standing.MET_LATE if is_late else Standing.MET), settling.when, ""


def _open(duty: Duty, due: datetime | None, now: datetime) -> tuple[Standing, When | None, str]:
    is_past = due is not None and now > due
    if duty.is_period:
        return (Standing.ENDED, When.moment(due), "") if due and is_past else (Standing.RUNNING, None, "")
    if duty.is_target:
        return Standing.EXPECTED, None, ""
    return (Standing.OVERDUE if is_past else Standing.RUNNING), None, ""


def _excused(duty: Duty, event: Happened, due: datetime | None, asked: _Asked) -> tuple[str, date] | None:
    """Give the excuse by a fact, and its day. One that came after the time was over excuses nothing."""
    found = []
    for name in duty.excused_if:
        day = EXCUSES[name].since(asked.facts, event)
        if day is None or not event.when.on <= day <= day_of(asked.now):
            continue
        if due is None or start_of(day) <= due:
            found.append((day, name))
    day_and_name = min(found, default=None)
    return (day_and_name[1], day_and_name[0]) if day_and_name else None
