"""When the clock of something owed wakes whom: a local table, dated, never law, and a pure function over it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, entry
from lantern.vocabulary.days import LONDON, day_of
from lantern.vocabulary.tellings import Channel
from lantern.vocabulary.waking import StepKind, StepOutcome, ToWake

_TABLE_KEYS = {"code", "title", "source", "in_force_from", "digest_at", "step"}
_STEP_KEYS = {"step", "after", "tells"}
_RUNG_KEYS = {"whom", "by", "after"}
_HOUR = timedelta(hours=1)


# The table ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One of those a step tells: who, by which channels, and how long after the step began."""

    whom: ToWake
    by: tuple[Channel, ...]
    after: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: it begins so long after the duty was due; a warning, as long before as the duty's file says."""

    step: StepKind
    after: timedelta
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, kw_only=True)
class Waking:
    """A local table of who is told of what is owed."""

    code: str
    title: str
    source: str
    in_force_from: date
    digest_at: time  # London's, of the letter to each authority's manager
    steps: Mapping[StepKind, Step]


def read(file: Path) -> Waking:
    """Read a local table; refuse, with file, line and reason, one that asks for what there is not."""
    return local_tables.read(file, _understood)


def in_force() -> Waking:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("owed", _understood)


def _understood(said: dict[str, Any]) -> Waking:
    for key in sorted(said.keys() - _TABLE_KEYS):
        raise Wrong(f"{key} is not a word of this table", key=key)
    held = entry(said, "step")
    if not isinstance(held, list):
        raise Wrong("step is no list of steps: each begins with [[step]]", key="step")
    steps: dict[StepKind, Step] = {}
    for place, each in enumerate(held, 1):
        step = _step_at(each, place, before=steps)
        steps[step.step] = step
    if StepKind.OVERDUE not in steps:
        raise Wrong("a table that tells nobody that something is overdue is not used")
    begins = said.get("in_force_from")
    if not isinstance(begins, date) or isinstance(begins, datetime):
        raise Wrong(f"in_force_from is {begins!r}, not a day", key="in_force_from")
    digest_at = entry(said, "digest_at")
    if not isinstance(digest_at, time):
        raise Wrong(f"digest_at is {digest_at!r}, not a time such as 07:30:00", key="digest_at")
    return Waking(
        code=entry(said, "code"),
        title=entry(said, "title"),
        source=entry(said, "source"),
        in_force_from=begins,
        digest_at=digest_at,
        steps=steps,
    )


def _step_at(said: Any, place: int, *, before: Mapping[StepKind, Step]) -> Step:
    """Read one step; what is wrong with it is said at its own heading."""
    try:
        step = _step(said)
        _check_order(step, before)
    except KeyError as wrong:
        raise Wrong(f"{wrong.args[0]} is not there", under="step", place=place) from wrong
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Wrong(str(wrong), under="step", place=place) from wrong
    return step


def _step(said: Mapping[str, Any]) -> Step:
    _check_keys(said, _STEP_KEYS)
    kind = StepKind(said["step"])
    if ("after" in said) != (kind is StepKind.STILL_OVERDUE):
        raise ValueError("only the step still_overdue says after how long it begins, and it must")
    rungs = tuple(_rung(each) for each in said["tells"])
    if not rungs:
        raise ValueError(f"the step {kind.value} tells nobody")
    waits = [rung.after for rung in rungs]
    if waits[0] or waits != sorted(waits):
        raise ValueError(f"the step {kind.value} does not tell the first at once, and each other no sooner")
    if len({rung.whom for rung in rungs}) != len(rungs):
        raise ValueError(f"the step {kind.value} tells somebody twice")
    return Step(step=kind, after=_hours(said.get("after")), rungs=rungs)


def _rung(said: Mapping[str, Any]) -> Rung:
    _check_keys(said, _RUNG_KEYS)
    by = tuple(Channel(each) for each in said["by"])
    if not by or len(set(by)) != len(by):
        raise ValueError(f"{said['whom']} is told by no channel, or by one twice")
    return Rung(whom=ToWake(said["whom"]), by=by, after=_hours(said.get("after")))


def _hours(said: Any) -> timedelta:
    if said is None:
        return timedelta()
    hours = said.get("hours") if isinstance(said, dict) and len(said) == 1 else None
    if type(hours) is not int or hours < 1:
        raise ValueError('"after" must be a whole number of hours above nought, such as { hours = 2 }')
    return hours * _HOUR


def _check_keys(said: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(said.keys() - known)
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not a word of this table")


def _check_order(step: Step, before: Mapping[StepKind, Step]) -> None:
    if step.step in before:
        raise ValueError(f"the step {step.step.value} stands there twice")
    overdue = before.get(StepKind.OVERDUE)
    if step.step is StepKind.STILL_OVERDUE and overdue and overdue.rungs[-1].after >= step.after:
        raise ValueError("the step still_overdue begins before the step overdue has told everybody")


# The clock ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One moment of a duty's clock (UTC): from `at`, one of those its step tells is to be told.

    `begins_at` is when the step began. `hours_before` sets one warning apart from another; else nought.
    """

    step: StepKind
    hours_before: int
    rung: int
    whom: ToWake
    by: tuple[Channel, ...]
    begins_at: datetime
    at: datetime

    @property
    def of_step(self) -> tuple[str, int]:
        """Which step it belongs to."""
        return (self.step.value, self.hours_before)

    @property
    def key(self) -> tuple[str, int, int]:
        """Which of a duty's moments it is."""
        return (self.step.value, self.hours_before, self.rung)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was recorded of one moment before: for which due moment, when, and what came of it."""

    key: tuple[str, int, int]
    due_at: datetime
    recorded_at: datetime
    outcome: StepOutcome


@dataclass(frozen=True, kw_only=True)
class Woken:
    """What one asking comes to: each moment that came, with what comes of it, and when to ask next (UTC)."""

    now: tuple[tuple[Moment, StepOutcome], ...]
    next_at: datetime | None


def moments(*, table: Waking, due_at: datetime, warn_before: Iterable[timedelta]) -> tuple[Moment, ...]:
    """Give every moment of one duty's clock, the first first."""
    found: list[Moment] = []
    for kind, step in table.steps.items():
        befores = sorted({*warn_before}, reverse=True) if kind is StepKind.WARNING else [timedelta()]
        for before in befores:
            begins_at = due_at - before + step.after
            found += [
                Moment(
                    step=kind,
                    hours_before=before // _HOUR,
                    rung=place,
                    whom=rung.whom,
                    by=rung.by,
                    begins_at=begins_at,
                    at=begins_at + rung.after,
                )
                for place, rung in enumerate(step.rungs)
            ]
    return tuple(sorted(found, key=lambda each: (each.at, each.begins_at, each.rung)))


def morning_of(*, table: Waking, now: datetime) -> date | None:
    """Give the London day whose morning has come by now; None before the table's time of that day.

    A time that is on the wall twice, as clocks go back, comes the first time; one that is not on it, as they go
    forward, comes an hour later by the wall.
    """
    day = day_of(now)
    return day if now >= datetime.combine(day, table.digest_at, tzinfo=LONDON).astimezone(UTC) else None


def first_at(*, table: Waking, due_at: datetime | None, warn_before: Iterable[timedelta]) -> datetime | None:
    """Give the first moment (UTC) of a duty's clock; None where it has no number, so that no clock runs."""
    if due_at is None:
        return None
    return moments(table=table, due_at=due_at, warn_before=warn_before)[0].at


def woken(
    *,
    moments: Sequence[Moment],
    due_at: datetime,
    said: Iterable[Said],
    answered: Collection[tuple[str, int]],
    now: datetime,
) -> Woken:
    """Say what comes of each moment that has come and is not recorded yet.

    Only the step that began last is told, whole: after a time off the earlier ones are passed over. A moment that
    was told before, when it had come by the present reckoning too, did not come anew. `answered` are the steps that
    somebody has acknowledged.
    """
    held = list(said)
    recorded = {each.key for each in held if each.due_at == due_at}
    told = {each.key: each.recorded_at for each in held if each.outcome is StepOutcome.TOLD}
    open_still = [each for each in moments if each.key not in recorded]
    come = [each for each in open_still if each.at <= now]
    newest = max((each.begins_at for each in moments if each.begins_at <= now), default=None)
    outcomes = []
    for each in come:
        told_at = told.get(each.key)
        if each.begins_at != newest or (told_at is not None and told_at >= each.at):
            outcome = StepOutcome.PASSED_OVER
        else:
            outcome = StepOutcome.ANSWERED if each.of_step in answered else StepOutcome.TOLD
        outcomes.append((each, outcome))
    return Woken(now=tuple(outcomes), next_at=min((e.at for e in open_still if e.at > now), default=None))
