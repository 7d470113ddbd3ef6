"""The clock of something owed, and the local table of who is told: bad tables, odd days, and what asking late gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.procedures import calendar as clocks
from lantern.procedures import local_tables, waking
from lantern.procedures.calendar import Calendar, Clock, Within
from lantern.procedures.local_tables import BadTable
from lantern.procedures.waking import Moment, Said
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.waking import StepKind, StepOutcome

GOOD = (local_tables.EXAMPLE / "owed.toml").read_text()
WARNINGS = (timedelta(hours=24), timedelta(hours=6))
DUE = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "reason"),
    [
        ('step = "warning"', 'step = "whisper"', 16, "'whisper' is not a valid StepKind"),
        ('step = "warning"', 'step = "overdue"', 21, "the step overdue stands there twice"),
        ('step = "overdue"', 'step = "warning"', 21, "the step warning stands there twice"),
        ('whom = "next"', 'whom = "neighbour"', 21, "'neighbour' is not a valid ToWake"),
        ('whom = "next"', 'whom = "on_duty"', 21, "the step overdue tells somebody twice"),
        ('by = ["telephone"], after', "by = [], after", 21, "next is told by no channel, or by one twice"),
        ('by = ["telephone"], after', 'by = ["pigeon"], after', 21, "'pigeon' is not a valid Channel"),
        (
            "after = { hours = 2 }",
            "after = { hours = 0 }",
            21,
            '"after" must be a whole number of hours above nought, such as { hours = 2 }',
        ),
        (
            "after = { hours = 2 }",
            "after = { hours = 9 }",
            21,
            "the step overdue does not tell the first at once, and each other no sooner",
        ),
        (
            "after = { hours = 72 }",
            "after = { hours = 8 }",
            30,
            "the step still_overdue begins before the step overdue has told everybody",
        ),
        (
            "after = { hours = 72 }\n",
            "",
            30,
            "only the step still_overdue says after how long it begins, and it must",
        ),
        ('title = "Who', 'titel = "Who', 9, "titel is not a word of this table"),
        (
            "digest_at = 07:30:00",
            'digest_at = "early"',
            13,
            "digest_at is 'early', not a time such as 07:30:00",
        ),
        ("digest_at = 07:30:00", "", 1, "digest_at is not there"),
        ("in_force_from = 2026-01-01", 'in_force_from = "soon"', 11, "in_force_from is 'soon', not a day"),
        (
            'step = "overdue"\ntells',
            'step = "overdue"\nnoise = 1\ntells',
            21,
            "noise is not a word of this table",
        ),
    ],
)
def test_a_table_that_asks_for_what_there_is_not_is_refused_with_file_line_and_reason(
    tmp_path: Path, was: str, becomes: str, line: int, reason: str
) -> None:
    assert was in GOOD
    file = tmp_path / "owed.toml"
    file.write_text(GOOD.replace(was, becomes, 1))
    with pytest.raises(BadTable) as refused:
        waking.read(file)
    assert refused.value.message == (
        f"owed.toml, line {line}: {reason}. The table in force before stays in force."
    )


def test_a_table_that_tells_nobody_of_what_is_overdue_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "owed.toml"
    head = GOOD.split("# Each warning")[0]
    file.write_text(head + '[[step]]\nstep = "warning"\ntells = [{ whom = "on_duty", by = ["email"] }]\n')
    with pytest.raises(BadTable, match="a table that tells nobody that something is overdue is not used"):
        waking.read(file)


# What asking gives -------------------------------------------------------------------------------------------


def every(due_at: datetime = DUE) -> tuple[Moment, ...]:
    return waking.moments(table=waking.in_force(), due_at=due_at, warn_before=WARNINGS)


def asked(*times: datetime, due_at: datetime = DUE) -> dict[tuple[str, int, int], StepOutcome]:
    """Ask at each of these times, one after another, as the worker does; give what came of each moment."""
    said: list[Said] = []
    for now in times:
        found = waking.woken(moments=every(due_at), due_at=due_at, said=said, answered=(), now=now)
        said += [
            Said(key=moment.key, due_at=due_at, recorded_at=now, outcome=outcome)
            for moment, outcome in found.now
        ]
    assert len({each.key for each in said}) == len(said)  # nothing is recorded, so nothing told, twice
    return {each.key: each.outcome for each in said}


def told(outcomes: dict[tuple[str, int, int], StepOutcome]) -> set[tuple[str, int, int]]:
    return {key for key, outcome in outcomes.items() if outcome is StepOutcome.TOLD}


MINUTES = st.integers(min_value=-48 * 60, max_value=200 * 60)


@given(st.lists(MINUTES, min_size=1, max_size=8))
def test_asking_often_or_once_tells_the_same_but_for_the_steps_that_a_later_one_overtook(
    minutes: list[int],
) -> None:
    times = [DUE + timedelta(minutes=each) for each in sorted(minutes)]
    often, once = asked(*times), asked(times[-1])
    assert often.keys() == once.keys()
    begun = max((each.begins_at for each in every() if each.begins_at <= times[-1]), default=None)
    newest = {each.key for each in every() if each.begins_at == begun}
    assert told(often) & newest == told(once)
    assert asked(*times, times[-1]) == often


@given(MINUTES)
def test_the_clock_rings_next_exactly_at_the_first_moment_that_has_not_come(minutes: int) -> None:
    now = DUE + timedelta(minutes=minutes)
    found = waking.woken(moments=every(), due_at=DUE, said=(), answered=(), now=now)
    assert found.next_at == min((each.at for each in every() if each.at > now), default=None)


# Odd days ----------------------------------------------------------------------------------------------------

HOLIDAYS = Calendar(
    bank_holidays=frozenset(
        {
            date(2026, 4, 3),  # Good Friday
            date(2026, 4, 6),  # Easter Monday
            date(2026, 8, 31),
            date(2026, 12, 25),
            date(2026, 12, 28),
            date(2027, 1, 1),
        }
    ),
    known_from=date(2024, 1, 1),
    known_until=date(2028, 12, 31),
)


def due_of(clock: Clock, within: Within, arose: datetime) -> datetime:
    due = clocks.due_at(
        clock=clock, within=within, arose=When.moment(arose), next_review_at=None, calendar=HOLIDAYS
    )
    assert due is not None
    return due


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("clock", "within", "arose", "overdue"),
    [
        # Both changes of the clock: 72 hours pass, whatever the wall says.
        (Clock.ELAPSED_TIME, Within(72, "hours"), london(2026, 3, 27, 9), london(2026, 3, 30, 10)),
        (Clock.ELAPSED_TIME, Within(72, "hours"), london(2026, 10, 23, 9), london(2026, 10, 26, 8)),
        # A leap day, and the end of a year.
        (Clock.ELAPSED_TIME, Within(72, "hours"), london(2028, 2, 27, 9), london(2028, 3, 1, 9)),
        (Clock.ELAPSED_TIME, Within(72, "hours"), london(2026, 12, 30, 9), london(2027, 1, 2, 9)),
        # Over Easter, a bank-holiday weekend and the year's end a working day ends at London's midnight.
        (Clock.WORKING_DAYS, Within(1, "working_days"), london(2026, 4, 2, 9), london(2026, 4, 8)),
        (Clock.WORKING_DAYS, Within(1, "working_days"), london(2026, 8, 28, 9), london(2026, 9, 2)),
        (Clock.WORKING_DAYS, Within(1, "working_days"), london(2026, 12, 31, 9), london(2027, 1, 5)),
    ],
)
def test_time_that_moves_over_odd_days_tells_each_step_once_at_its_moment(
    clock: Clock, within: Within, arose: datetime, overdue: datetime
) -> None:
    due = due_of(clock, within, arose)
    assert timedelta() <= overdue - due <= timedelta(seconds=1)
    hours = [due - timedelta(hours=60) + timedelta(hours=each) for each in range(60 + 160)]
    came = asked(*hours, due_at=due)
    assert came == dict.fromkeys((each.key for each in every(due)), StepOutcome.TOLD)
    assert asked(due - timedelta(microseconds=1), due_at=due).keys() == {
        (StepKind.WARNING.value, 24, 0),
        (StepKind.WARNING.value, 6, 0),
    }


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (london(2026, 3, 28, 7, 29), None),
        (london(2026, 3, 28, 7, 30), date(2026, 3, 28)),
        (london(2026, 3, 28, 23, 59), date(2026, 3, 28)),
        (london(2026, 3, 29), None),
        # Both changes of the clock, a leap day, a bank holiday and the year's end: half past seven by the wall.
        (datetime(2026, 3, 29, 6, 29, tzinfo=UTC), None),
        (datetime(2026, 3, 29, 6, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 7, 29, tzinfo=UTC), None),
        (datetime(2026, 10, 25, 7, 30, tzinfo=UTC), date(2026, 10, 25)),
        (london(2028, 2, 29, 7, 30), date(2028, 2, 29)),
        (london(2026, 4, 6, 7, 30), date(2026, 4, 6)),
        (london(2027, 1, 1, 7, 29), None),
        (london(2027, 1, 1, 7, 30), date(2027, 1, 1)),
    ],
)
def test_a_morning_comes_at_the_table_s_time_in_london(now: datetime, day: date | None) -> None:
    assert waking.morning_of(table=waking.in_force(), now=now) == day


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # not on the wall: 02:30 of summer
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice on the wall: the first
    ],
)
def test_a_time_that_the_wall_has_not_or_twice_still_makes_one_morning(changes: date, at: datetime) -> None:
    table = replace(waking.in_force(), digest_at=time(1, 30))
    minutes = [
        datetime(changes.year, changes.month, changes.day, tzinfo=UTC) + timedelta(minutes=n)
        for n in range(300)
    ]
    assert [now for now in minutes if waking.morning_of(table=table, now=now) == changes] == [
        now for now in minutes if now >= at
    ]
