"""Where things stand in a picture: pure reckoning from moments to hundredths of its width. Templates draw it.

A place is a percentage of the width, so that a picture fits a telephone and a wall alike and its words stay as
large as the page's. Nothing here knows a child, a word or the clock: both are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lantern.vocabulary.days import LONDON

# A child missing for longer has a bar that begins at the edge, torn.
LONGEST_SHOWN = timedelta(hours=12)
SHORTEST_SHOWN = timedelta(hours=2)
TO_THE_LEFT = 50.0  # what stands beyond this has its words on its left, or they would run off the picture
MOST_TICKS = 6
STEPS = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 180, 240, 360, 720, 1440))
LATE_KNOWLEDGE = timedelta(hours=1)
FIRST_DAYS = timedelta(hours=72)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A whole hour under a picture."""

    at: float
    moment: datetime


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A mark in a bar, whose words stand on its left where there is no room on its right."""

    at: float
    to_the_left: bool
    is_beyond: bool = False  # it is later than the picture shows, and stands at its edge


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of a bar: `uncertain`, `not_rung`, `not_assessed` or `known`."""

    at: float
    width: float
    state: str


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """One child's night as moments; None is what has not happened, or is not known."""

    since: datetime  # not seen after this, at the earliest
    certain_since: datetime  # and at the latest: later where only the day is known
    police: datetime | None = None
    police_owed: bool = True  # not where it is known where the child is
    answered: datetime | None = None
    risk: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One child's bar: what it is made of, and where its flags stand. None: it has not happened."""

    stretches: tuple[Stretch, ...]
    police: Flag | None
    answered: Flag | None
    risk: Flag | None
    next_act: Flag | None
    began_before: bool  # before the picture


@dataclass(frozen=True, kw_only=True)
class Night:
    """All bars on one line of time."""

    bars: tuple[Bar, ...]
    now: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A line of time, from its left edge to its right."""

    begin: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        """Give the place of a moment; what lies outside stands at the edge."""
        share = (moment - self.begin) / (self.end - self.begin)
        return round(min(max(share, 0.0), 1.0) * 100, 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Give whole hours of London's clock, far enough apart to be read."""
        lasts = self.end - self.begin
        step = next((step for step in STEPS if lasts / step <= MOST_TICKS), None)
        step = step or STEPS[-1] * -(-lasts // (STEPS[-1] * MOST_TICKS))
        midnight = self.begin.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
        tick = midnight.astimezone(UTC)
        found = []
        while tick < self.end:
            if tick >= self.begin and 2 <= self.at(tick) <= 94:
                found.append(Tick(at=self.at(tick), moment=tick))
            tick += step
        return tuple(found)


def night(children: Sequence[Lasting], *, now: datetime) -> Night:
    """Reckon the bars of one night: from the first child last seen, or a day ago, to a while after now."""
    scale = _scale(children, now=now)
    return Night(
        bars=tuple(_bar(child, scale=scale, now=now) for child in children),
        now=scale.at(now),
        ticks=scale.ticks(),
    )


def _scale(children: Iterable[Lasting], *, now: datetime) -> Scale:
    children = list(children)
    first = min((child.since for child in children), default=now)
    past = min(max(now - first, SHORTEST_SHOWN), LONGEST_SHOWN)
    ahead = max((child.next_at - now for child in children if child.next_at), default=timedelta())
    return Scale(begin=now - past, end=now + min(max(ahead * 1.05, past / 10), past / 2))


def _bar(child: Lasting, *, scale: Scale, now: datetime) -> Bar:
    return Bar(
        stretches=_stretches(child, scale=scale, now=now),
        police=_flag(child.police, scale=scale),
        answered=_flag(child.answered, scale=scale),
        risk=_flag(child.risk, scale=scale),
        next_act=_flag(child.next_at, scale=scale),
        began_before=child.since < scale.begin,
    )


def _flag(moment: datetime | None, *, scale: Scale) -> Flag | None:
    if moment is None:
        return None
    at = scale.at(moment)
    return Flag(at=at, to_the_left=at > TO_THE_LEFT, is_beyond=moment > scale.end)


def _stretches(child: Lasting, *, scale: Scale, now: datetime) -> tuple[Stretch, ...]:
    """Cut a bar where something became known: nobody rung, then no level, then known. Unknown is the worst."""
    certain = min(max(child.certain_since, child.since), now)
    rung = _within(child.police, certain, now) if child.police_owed else certain
    assessed = max(_within(child.risk, certain, now), rung)
    cuts = (
        (child.since, certain, "uncertain"),
        (certain, rung, "not_rung"),
        (rung, assessed, "not_assessed"),
        (assessed, now, "known"),
    )
    made = []
    for begin, end, state in cuts:
        at, until = scale.at(begin), scale.at(end)
        if until > at:
            made.append(Stretch(at=at, width=round(until - at, 2), state=state))
    return tuple(made)


def _within(moment: datetime | None, first: datetime, last: datetime) -> datetime:
    """Give a moment held between two others; what has not happened lasts until the last."""
    return last if moment is None else min(max(moment, first), last)


# The two lanes of an episode ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing with the time it happened, as well as that is known, and the time it was recorded."""

    earliest: datetime
    latest: datetime
    recorded: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing in both lanes: where it happened, where it was recorded, and whether it became known late."""

    happened: float
    happened_width: float  # more than nought where only the day is known
    recorded: float
    width: float  # from when it happened, at the latest, to when it was recorded
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Lanes:
    """A picture of one episode: what happened above, what was recorded below.

    `left_out` counts what came too late for it.
    """

    lines: tuple[Line | None, ...]  # one for each happening; None is left out
    ticks: tuple[Tick, ...]
    scale: Scale
    left_out: int


def lateness(happening: Happening) -> timedelta:
    """Give how long after it happened a thing was recorded, at the least; nought where it was not after."""
    return max(happening.recorded - happening.latest, timedelta())


def is_late(happening: Happening) -> bool:
    """Say whether a thing became known an hour or more after it had happened."""
    return lateness(happening) >= LATE_KNOWLEDGE


def lanes(happenings: Sequence[Happening]) -> Lanes:
    """Reckon the two lanes, from what happened first to what was recorded last; of a long episode its first days."""
    first = min(each.earliest for each in happenings)
    last = max(each.recorded for each in happenings)
    lasts = min(max(last - first, SHORTEST_SHOWN), FIRST_DAYS)
    scale = Scale(begin=first - lasts / 50, end=first + lasts * 1.02)
    lines = tuple(_line(each, scale) if each.recorded <= scale.end else None for each in happenings)
    return Lanes(lines=lines, ticks=scale.ticks(), scale=scale, left_out=lines.count(None))


def _line(each: Happening, scale: Scale) -> Line:
    at, until, recorded = (
        scale.at(m) for m in (each.earliest, min(each.latest, each.recorded), each.recorded)
    )
    return Line(
        happened=at,
        happened_width=round(max(until - at, 0), 2),
        recorded=recorded,
        width=round(max(recorded - until, 0), 2),
        is_late=is_late(each),
    )
