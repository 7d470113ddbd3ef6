"""Who is told, in which order, by which channel and when: a local table, dated, and a pure function over the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.calendar import Calendar, CalendarUnknown
from lantern.procedures.local_tables import Wrong, entry
from lantern.vocabulary.days import LONDON
from lantern.vocabulary.tellings import MESSAGES, Channel, TellingStage, Whom

_TABLE_KEYS = {"code", "title", "source", "in_force_from", "stage"}
_STAGE_KEYS = {"stage", "title", "shows", "decides", "tells", "asks_answer", "at", "day_ends"}
_TELLS_KEYS = {"whom", "by", "where", "on"}
UNACCOMPANIED, WORKING_DAYS = "unaccompanied", "working_days"
# A person does these; a table that sent something there would be a mistake that nobody could take back.
_BY_A_PERSON = {TellingStage.SEARCH, TellingStage.PARENTS}


# The table ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Tells:
    """One line of a stage: whom it tells, by which channels, and when that is asked for at all."""

    whom: Whom
    by: tuple[Channel, ...]
    where_unaccompanied: bool = False  # else asked for every child
    on_working_days: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage of the ladder, in the order of the table."""

    stage: TellingStage
    title: str
    shows: str = ""
    decides: str = ""
    tells: tuple[Tells, ...] = ()
    asks_answer: bool = False
    at: time | None = None  # London; None is at once
    day_ends: time | None = None  # until then it is told at once


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A local table of who is told."""

    code: str
    title: str
    source: str
    in_force_from: date
    steps: tuple[Step, ...]

    def step(self, stage: str) -> Step | None:
        """Give the stage of this name; None where this table has none (an older table's, perhaps)."""
        return next((step for step in self.steps if step.stage == stage), None)


def read(file: Path) -> Telling:
    """Read a local table; refuse one that asks for a stage, channel or capacity that there is not."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Telling:
    for key in sorted(said.keys() - _TABLE_KEYS):
        raise Wrong(f"{key} is not a word of this table", key=key)
    stages = entry(said, "stage")
    if not isinstance(stages, list):
        raise Wrong("stage is no list of stages: each begins with [[stage]]", key="stage")
    steps = tuple(_step_at(each, place) for place, each in enumerate(stages, 1))
    try:
        _check_steps(steps)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from wrong
    return Telling(
        code=entry(said, "code"),
        title=entry(said, "title"),
        source=entry(said, "source"),
        in_force_from=_date(entry(said, "in_force_from")),
        steps=steps,
    )


def _step_at(said: Any, place: int) -> Step:
    """Read one stage; what is wrong with it is said at its own heading."""
    try:
        return _step(said)
    except KeyError as wrong:
        raise Wrong(f"{wrong.args[0]} is not there", under="stage", place=place) from wrong
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Wrong(str(wrong), under="stage", place=place) from wrong


def _check_keys(said: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(said.keys() - known)
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not a word of this table")


def _date(said: object) -> date:
    if not isinstance(said, date) or isinstance(said, datetime):
        raise Wrong(f"in_force_from is {said!r}, not a day", key="in_force_from")
    return said


def _step(said: Mapping[str, Any]) -> Step:
    _check_keys(said, _STAGE_KEYS)
    step = Step(
        stage=TellingStage(said["stage"]),
        title=said["title"],
        shows=said.get("shows", ""),
        decides=said.get("decides", ""),
        tells=tuple(_tells(each) for each in said.get("tells", ())),
        asks_answer=said.get("asks_answer", False),
        at=_time(said.get("at")),
        day_ends=_time(said.get("day_ends")),
    )
    if step.stage in _BY_A_PERSON and step.tells:
        raise ValueError(f"the stage {step.stage.value} is done by a person, and tells nobody")
    if sum(map(bool, (step.shows, step.decides, step.tells))) != 1:
        raise ValueError(f"the stage {step.stage.value} says not one thing: it shows, decides or tells")
    if bool(step.decides) != (step.stage is TellingStage.PARENTS):
        raise ValueError("only the stage parents is decided, and it is nothing else")
    if step.day_ends and not (step.at and step.at < step.day_ends):
        raise ValueError(f"the day of the stage {step.stage.value} ends before it begins")
    return step


def _time(said: object) -> time | None:
    if said is not None and not isinstance(said, time):
        raise ValueError(f"{said!r} is not a time of day")
    return said


def _tells(said: Mapping[str, Any]) -> Tells:
    _check_keys(said, _TELLS_KEYS)
    where, on = said.get("where"), said.get("on")
    if where not in (None, UNACCOMPANIED):
        raise ValueError(f"{where!r} is not a condition of this table")
    if on not in (None, WORKING_DAYS):
        raise ValueError(f"{on!r} are not days of this table")
    by = tuple(Channel(each) for each in said["by"])
    if not by or len(set(by)) != len(by):
        raise ValueError(f"{said['whom']} is told by no channel, or by one twice")
    return Tells(
        whom=Whom(said["whom"]),
        by=by,
        where_unaccompanied=where == UNACCOMPANIED,
        on_working_days=on == WORKING_DAYS,
    )


def _check_steps(steps: tuple[Step, ...]) -> None:
    stages = [step.stage for step in steps]
    if len(set(stages)) != len(stages):
        raise ValueError("a stage stands there twice")
    whom = [each.whom for step in steps for each in step.tells]
    if len(set(whom)) != len(whom):
        raise ValueError("somebody is told at two stages")
    if TellingStage.POLICE not in stages or TellingStage.PARENTS not in stages:
        raise ValueError("a table without the police, or without the decision on parents, is not used")


def in_force() -> Telling:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("telling", _understood)


# Over the facts ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Post:
    """An organisation, perhaps one of its teams, and the channels by which it can be reached; no person."""

    organisation: int
    team: int | None = None
    channels: frozenset[Channel] = frozenset({Channel.TELEPHONE, Channel.EMAIL})


@dataclass(frozen=True, kw_only=True)
class TellingFacts:
    """What the table is asked about: who is there to be told for one child, and whether she came unaccompanied."""

    posts: Mapping[Whom, tuple[Post, ...]] = field(default_factory=dict)
    not_asked: frozenset[Whom] = frozenset()  # such as a host that is the responsible authority itself
    is_unaccompanied: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """One telling to be made: at which stage, whom, by what, when (None is at once), and whether it asks an answer."""

    stage: TellingStage
    whom: Whom
    post: Post
    channel: Channel
    at: datetime | None = None
    asks_answer: bool = False


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Somebody whom the table would have told, and for whom nobody is stored."""

    stage: TellingStage
    whom: Whom


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """All that a table asks for one child, in its own order."""

    told: tuple[Told, ...]
    gaps: tuple[Gap, ...]


def who_is_told(*, table: Telling, facts: TellingFacts, calendar: Calendar | None, now: datetime) -> Ladder:
    """Give who is told, in the table's order, each mailbox or number once, and who is not there to be told."""
    told: dict[tuple[int, int | None, Channel], Told] = {}
    for step, line in [(each, line) for each in table.steps for line in each.tells]:
        posts = facts.posts.get(line.whom, ())
        at = due(step=step, on_working_days=line.on_working_days, calendar=calendar, now=now)
        for each in _of_line(step, line, posts, at=at):
            told.setdefault((each.post.organisation, each.post.team, each.channel), each)
    return Ladder(told=tuple(told.values()), gaps=gaps_in(table=table, facts=facts))


def gaps_in(*, table: Telling, facts: TellingFacts) -> tuple[Gap, ...]:
    """Give whom the table would have told and for whom nobody is stored, in its order."""
    return tuple(
        Gap(stage=step.stage, whom=line.whom)
        for step in table.steps
        for line in step.tells
        if not facts.posts.get(line.whom) and _is_asked(line, facts)
    )


def _is_asked(line: Tells, facts: TellingFacts) -> bool:
    return line.whom not in facts.not_asked and (facts.is_unaccompanied or not line.where_unaccompanied)


def _of_line(step: Step, line: Tells, posts: tuple[Post, ...], *, at: datetime | None) -> Iterator[Told]:
    """Give one telling a post and channel; one thread a post asks for an answer, or three people would be rung."""
    for post in posts:
        reached = [channel for channel in line.by if channel in post.channels]
        messages = [channel for channel in reached if channel in MESSAGES]
        for channel in reached:
            yield Told(
                stage=step.stage,
                whom=line.whom,
                post=post,
                channel=channel,
                at=at,
                asks_answer=step.asks_answer and channel in messages[:1],
            )


def due(*, step: Step, on_working_days: bool, calendar: Calendar | None, now: datetime) -> datetime | None:
    """Give when a stage is told (UTC): None is at once, else the next time of its clock in London."""
    if step.at is None:
        return None
    local = now.astimezone(LONDON)
    day = local.date()
    works = not on_working_days or _is_working_day(day, calendar)
    if works and step.day_ends and step.at <= local.time() < step.day_ends:
        return None
    if local.time() >= step.at or not works:
        day += timedelta(days=1)
        while on_working_days and not _is_working_day(day, calendar):
            day += timedelta(days=1)
    return datetime.combine(day, step.at, tzinfo=LONDON).astimezone(UTC)


def _is_working_day(day: date, calendar: Calendar | None) -> bool:
    """Say whether a school may be told on this day; where no bank holidays are known, any weekday will do."""
    if calendar is not None:
        try:
            return calendar.is_working_day(day)
        except CalendarUnknown:
            pass
    return day.weekday() < 5
