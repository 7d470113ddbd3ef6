"""Where things stand in the pictures: every place is a hundredth of the width, and nothing runs off it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.web.pictures import (
    Flag,
    Happening,
    Lasting,
    Line,
    Scale,
    Stretch,
    Tick,
    is_late,
    lanes,
    lateness,
    night,
)

NOW = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)


def ago(**lasting: float) -> datetime:
    return NOW - timedelta(**lasting)


def lasting(since: datetime, **known: datetime | bool | None) -> Lasting:
    known.setdefault("certain_since", since)
    return Lasting(since=since, **known)  # type: ignore[arg-type]


def test_a_bar_is_cut_where_something_became_known() -> None:
    child = lasting(
        ago(hours=10),
        police=ago(hours=8),
        answered=ago(hours=7),
        risk=ago(hours=5),
        next_at=NOW + timedelta(hours=1),
    )
    drawn = night([child], now=NOW)

    # From ten hours ago to 63 minutes after now: the next act, and a little.
    assert drawn.now == 90.5
    (bar,) = drawn.bars
    assert bar.stretches == (
        Stretch(at=0.0, width=18.1, state="not_rung"),
        Stretch(at=18.1, width=27.15, state="not_assessed"),
        Stretch(at=45.25, width=45.25, state="known"),
    )
    assert (bar.police, bar.answered, bar.risk, bar.next_act) == (
        Flag(at=18.1, to_the_left=False),
        Flag(at=27.15, to_the_left=False),
        Flag(at=45.25, to_the_left=False),
        Flag(at=99.55, to_the_left=True),
    )
    assert not bar.began_before


def test_what_nobody_has_done_lasts_until_now() -> None:
    (bar,) = night([lasting(ago(hours=10))], now=NOW).bars

    assert [(part.state, round(part.at + part.width, 1)) for part in bar.stretches] == [("not_rung", 90.9)]
    assert (bar.police, bar.answered, bar.risk, bar.next_act) == (None, None, None, None)


def test_a_level_without_a_call_is_no_better_than_no_call() -> None:
    (bar,) = night([lasting(ago(hours=10), risk=ago(hours=5))], now=NOW).bars

    assert [part.state for part in bar.stretches] == ["not_rung"]


def test_where_the_child_is_known_to_be_the_police_are_not_missed() -> None:
    (bar,) = night([lasting(ago(hours=10), police_owed=False)], now=NOW).bars

    assert [part.state for part in bar.stretches] == ["not_assessed"]


def test_where_only_the_day_is_known_the_beginning_is_uncertain() -> None:
    (bar,) = night([lasting(ago(hours=10), certain_since=ago(hours=6))], now=NOW).bars

    assert [part.state for part in bar.stretches] == ["uncertain", "not_rung"]


def test_a_child_missing_for_longer_than_the_picture_begins_at_its_edge() -> None:
    long, short = night([lasting(ago(days=3)), lasting(ago(hours=6))], now=NOW).bars

    assert (long.began_before, long.stretches[0].at) == (True, 0.0)
    assert (short.began_before, short.stretches[0].at) == (False, 45.45)


def test_what_comes_later_than_the_picture_shows_stands_at_its_edge() -> None:
    (bar,) = night([lasting(ago(hours=6), next_at=NOW + timedelta(days=2))], now=NOW).bars

    assert bar.next_act == Flag(at=100.0, to_the_left=True, is_beyond=True)


def test_a_night_of_nobody_is_an_empty_picture() -> None:
    assert night([], now=NOW).bars == ()


def test_hours_are_whole_on_london_s_clock_and_few_enough_to_be_read() -> None:
    drawn = night([lasting(ago(hours=10))], now=NOW)

    assert [(tick.moment.hour, tick.at) for tick in drawn.ticks] == [
        (18, 18.18),
        (20, 36.36),
        (22, 54.55),
        (0, 72.73),
        (2, 90.91),
    ]


def test_ticks_of_many_days_are_far_apart() -> None:
    scale = Scale(begin=ago(days=30), end=NOW)

    assert scale.ticks() == tuple(
        Tick(at=scale.at(tick.moment), moment=tick.moment) for tick in scale.ticks()
    )
    assert 3 <= len(scale.ticks()) <= 6


moments = st.integers(min_value=-20_000, max_value=7_000).map(
    lambda minutes: NOW + timedelta(minutes=minutes)
)


@given(
    st.lists(st.tuples(moments, st.none() | moments, st.none() | moments, st.none() | moments), max_size=5)
)
def test_whatever_is_said_nothing_runs_off_the_picture(said: list[tuple[datetime, ...]]) -> None:
    children = [lasting(since, police=police, risk=risk, next_at=act) for since, police, risk, act in said]

    for bar in night(children, now=NOW).bars:
        places = [place for part in bar.stretches for place in (part.at, part.at + part.width)]
        places += [flag.at for flag in (bar.police, bar.risk, bar.next_act) if flag]
        assert all(0 <= place <= 100.01 for place in places)
        assert all(part.width > 0 for part in bar.stretches)
        ends = [round(part.at + part.width, 2) for part in bar.stretches]
        assert [part.at for part in bar.stretches[1:]] == pytest.approx(ends[:-1], abs=0.02)


# The two lanes ----------------------------------------------------------------------------------------------


def happening(happened: datetime, recorded: datetime) -> Happening:
    return Happening(earliest=happened, latest=happened, recorded=recorded)


def test_late_knowledge_is_an_hour_or_more() -> None:
    late, soon = happening(ago(minutes=60), NOW), happening(ago(minutes=59), NOW)

    assert [(lateness(each), is_late(each)) for each in (late, soon)] == [
        (timedelta(minutes=60), True),
        (timedelta(minutes=59), False),
    ]


def test_what_is_known_to_the_day_is_late_only_after_that_day() -> None:
    known = Happening(earliest=ago(hours=26), latest=ago(hours=2), recorded=NOW)

    assert lateness(known) == timedelta(hours=2)


def test_what_was_recorded_before_its_day_was_over_is_not_late() -> None:
    known = Happening(earliest=ago(hours=2), latest=NOW + timedelta(hours=22), recorded=NOW)

    assert (lateness(known), is_late(known)) == (timedelta(), False)


def test_two_lanes_from_what_happened_first_to_what_was_recorded_last() -> None:
    drawn = lanes([happening(ago(hours=10), ago(hours=7)), happening(ago(hours=5), NOW)])

    assert drawn.lines == (
        Line(happened=1.92, happened_width=0.0, recorded=30.77, width=28.85, is_late=True),
        Line(happened=50.0, happened_width=0.0, recorded=98.08, width=48.08, is_late=True),
    )
    assert drawn.left_out == 0


def test_of_a_long_episode_the_first_three_days_are_drawn_and_the_rest_counted() -> None:
    drawn = lanes([happening(ago(days=20), ago(days=20)), happening(ago(days=1), NOW)])

    assert [line is None for line in drawn.lines] == [False, True]
    assert drawn.left_out == 1
