"""The times a child was missing or away, and what was recorded of each. The same seed gives the same times.

When in the day and when in the year is even: no figure that was read says otherwise. How often police, a risk level,
a place found or an interview is recorded is an assumption, made to exercise the system.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from lantern.actions.bulk_items import BulkAbsence, BulkEvent
from lantern.exchange import simulated_shape as shape
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind, RiskLevel

_AFTER = frozenset({EventKind.RETURN_INTERVIEW_OFFERED, EventKind.RETURN_INTERVIEW_HELD})
_BETWEEN = timedelta(hours=shape.BETWEEN_HOURS)


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A child's time in care within the story: number, birth, when it began, when it ended if it did.

    `years` are the story's years in which she was in care: from when to when. None overlaps another.
    """

    child: str
    born_on: date
    is_unaccompanied: bool
    began_at: datetime
    ended_at: datetime | None
    years: tuple[tuple[datetime, datetime], ...]
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Gone:
    """One absence: what kind, from when, until when; the end may lie beyond the story's."""

    kind: MissingKind
    left: datetime
    back: datetime


def absences(stay: Stay, random: Random) -> Iterator[BulkAbsence]:
    """Yield absences one after another, never two at once, and none that begins after the story's end."""
    for gone in times_gone(stay, random):
        yield _absence(stay, gone, random)


# When she went -------------------------------------------------------------------------------------------


def times_gone(stay: Stay, random: Random) -> Iterator[Gone]:
    """Yield the times in order, each year's within that year of care, with a night at least between two."""
    inclined = random.random()
    free_from = stay.began_at
    for first, last in stay.years:
        if random.random() >= shape.SAME_AS_LAST_YEAR:
            inclined = random.random()
        is_first = stay.began_at >= first - timedelta(days=1)
        begins = max(first, free_from)
        hours, is_soon = _drawn(
            stay, random, inclined=inclined, middle=first + (last - first) / 2, is_first=is_first
        )
        may_run_over = stay.ended_at is None or stay.ended_at > last
        for gone in _laid_out(hours, begins, last, is_soon=is_soon, may_run_over=may_run_over, random=random):
            yield gone
            free_from = gone.back + _BETWEEN


def _drawn(
    stay: Stay, random: Random, *, inclined: float, middle: datetime, is_first: bool
) -> tuple[list[tuple[MissingKind, float]], bool]:
    """Draw a year's absences as kind and hours, in no order yet, and whether the first comes soon after arrival."""
    going = shape.going_at((middle.date() - stay.born_on).days / 365.25)
    chance = shape.UNACCOMPANIED_GO_MISSING if stay.is_unaccompanied else going.goes_missing
    drawn: list[tuple[MissingKind, float]] = []
    is_missing = inclined < chance
    if is_missing:
        times = 1 if going.only_once else shape.times_in_a_year(shape.MISSING_OFTEN, random)
        drawn += [(MissingKind.MISSING, shape.hours_gone(random)) for _ in range(times)]
    if random.random() < going.goes_away:
        times = shape.times_in_a_year(shape.AWAY_OFTEN, random)
        drawn += [(MissingKind.AWAY_WITHOUT_AUTHORISATION, shape.hours_gone(random)) for _ in range(times)]
        random.shuffle(drawn)
    comes_soon = stay.is_unaccompanied and is_first and is_missing
    return drawn, comes_soon and random.random() < shape.UNACCOMPANIED_GO_SOON


def _laid_out(
    drawn: list[tuple[MissingKind, float]],
    begins: datetime,
    last: datetime,
    *,
    is_soon: bool,
    may_run_over: bool,
    random: Random,
) -> Iterator[Gone]:
    """Spread them evenly over the year's free time; those that do not fit into it did not happen."""
    room = (last - begins).total_seconds() / 3600 - 1
    soon = shape.SOONEST_HOURS + random.expovariate(1 / shape.HOURS_UNTIL_SOON) if is_soon else 0.0
    taken = _taken(drawn, may_run_over=may_run_over)
    while drawn and room - soon - taken <= 0:
        drawn.pop()
        taken = _taken(drawn, may_run_over=may_run_over)
    offsets = sorted(random.uniform(soon, room - taken) for _ in drawn)
    if is_soon and offsets:
        offsets[0] = soon
    used = 0.0
    for offset, (kind, hours) in zip(offsets, drawn, strict=True):
        left = (begins + timedelta(hours=offset + used)).replace(microsecond=0)
        back = left + timedelta(seconds=round(hours * 3600))
        yield Gone(kind=kind, left=left, back=back)
        used += hours + shape.BETWEEN_HOURS


def _taken(drawn: list[tuple[MissingKind, float]], *, may_run_over: bool) -> float:
    """Give the hours that they fill with the nights between; the last may run over where care goes on."""
    if not drawn:
        return 0.0
    last = 0.0 if may_run_over else drawn[-1][1]
    return sum(hours for _, hours in drawn[:-1]) + last + shape.BETWEEN_HOURS * (len(drawn) - 1)


# What was recorded ---------------------------------------------------------------------------------------


def _absence(stay: Stay, gone: Gone, random: Random) -> BulkAbsence:
    # in order of time, so that what has not happened yet is the end of the list
    told = [
        one for one in _events(random, gone.kind, gone.left, gone.back) if one.happened.earliest <= stay.until
    ]
    returned = next((n for n, event in enumerate(told) if event.kind is EventKind.CHILD_RETURNED), None)
    return BulkAbsence(
        child=stay.child,
        born_on=stay.born_on,
        kind=gone.kind,
        started_on=When.moment(gone.left).on,
        ended_on=told[returned].happened.on if returned is not None else None,
        events=tuple(replace(one, answers=returned) if one.kind in _AFTER else one for one in told),
    )


def _events(random: Random, kind: MissingKind, left: datetime, back: datetime) -> Iterator[BulkEvent]:
    """Yield what was recorded, in order of time. It is reported within the hour, whatever comes later."""
    span = back - left
    reported = left + min(span * random.uniform(0.05, 0.3), timedelta(minutes=random.uniform(20, 55)))
    noticed = left + (reported - left) / 2
    yield BulkEvent(
        kind=EventKind.MISSING_REPORTED,
        happened=_at(reported),
        last_seen=_at(left),
        noticed=_at(noticed),
    )
    yield BulkEvent(kind=EventKind.CLASSIFIED, happened=_at(reported), kind_said=kind)
    if kind is MissingKind.MISSING and random.random() < 0.95:
        yield from _police(random, reported, span)
    if random.random() < 0.4:
        yield BulkEvent(kind=EventKind.CHILD_LOCATED, happened=_at(left + span * random.uniform(0.6, 0.9)))
    yield BulkEvent(kind=EventKind.CHILD_RETURNED, happened=_at(back))
    if random.random() < 0.6:
        yield from _interview(random, back)


def _police(random: Random, reported: datetime, span: timedelta) -> Iterator[BulkEvent]:
    called = reported + span * random.uniform(0.01, 0.1)
    log = f"TEST-{random.randrange(100_000)}"
    yield BulkEvent(
        kind=EventKind.POLICE_REPORTED, happened=_at(called), log_number=log, handler="Handler (invented)"
    )
    if random.random() < 0.8:
        yield _risk(random, called + span * 0.05)


def _interview(random: Random, back: datetime) -> Iterator[BulkEvent]:
    """Yield the offer and perhaps the interview; both answer the return."""
    offered = back + timedelta(hours=random.uniform(8, 90))
    yield BulkEvent(
        kind=EventKind.RETURN_INTERVIEW_OFFERED,
        happened=_at(offered),
        offered_by="Interview service (invented)",
    )
    if random.random() < 0.5:
        yield BulkEvent(
            kind=EventKind.RETURN_INTERVIEW_HELD,
            happened=_at(offered + timedelta(hours=random.uniform(1, 40))),
        )


def _risk(random: Random, assessed: datetime) -> BulkEvent:
    level = random.choices(
        (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.VERY_LOW), (15, 70, 12, 3)
    )[0]
    return BulkEvent(
        kind=EventKind.RISK_ASSESSED,
        happened=_at(assessed),
        risk_level=level,
        officer="Officer (invented)",
        next_review_at=assessed.replace(microsecond=0) + timedelta(hours=12),
    )


def _at(moment: datetime) -> When:
    return When.moment(moment.replace(microsecond=0))
