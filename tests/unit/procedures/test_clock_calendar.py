from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lantern.procedures.calendar import (
    UNIT_OF,
    Calendar,
    CalendarUnknown,
    Clock,
    Within,
    due_at,
    good_friday,
    months_after,
)
from lantern.vocabulary.days import LONDON, When

EASTER_AND_CHRISTMAS = Calendar(
    bank_holidays=frozenset({date(2026, 4, 6), date(2026, 12, 28), date(2027, 1, 1)}),
    known_from=date(2026, 1, 1),
    known_until=date(2027, 1, 31),
)


def due(clock: Clock, amount: int, arose: When, calendar: Calendar | None = None) -> datetime | None:
    unit = UNIT_OF[clock]
    within = Within(amount, unit) if unit else None
    return due_at(clock=clock, within=within, arose=arose, next_review_at=None, calendar=calendar)


def last_moment_of(day: date) -> datetime:
    local = datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=LONDON)
    return local.astimezone(UTC)


def test_good_friday_over_many_years() -> None:
    assert [good_friday(year) for year in (1981, 2014, 2024, 2025, 2026, 2027, 2028, 2038, 2049)] == [
        date(1981, 4, 17),
        date(2014, 4, 18),
        date(2024, 3, 29),
        date(2025, 4, 18),
        date(2026, 4, 3),
        date(2027, 3, 26),
        date(2028, 4, 14),
        date(2038, 4, 23),
        date(2049, 4, 16),
    ]


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday, by the regulation itself and not from the list
        (date(2026, 4, 4), False),
        (date(2026, 4, 5), False),
        (date(2026, 4, 6), False),  # Easter Monday, from the list
        (date(2026, 4, 7), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),  # Christmas Day, by the regulation itself
        (date(2026, 12, 28), False),  # in place of a Boxing Day on a Saturday
    ],
)
def test_working_day_of_the_care_planning_regulations(day: date, is_working: bool) -> None:
    assert EASTER_AND_CHRISTMAS.is_working_day(day) is is_working


def test_working_days_over_easter() -> None:
    arose = When(on=date(2026, 4, 1))

    assert due(Clock.WORKING_DAYS, 5, arose, EASTER_AND_CHRISTMAS) == last_moment_of(date(2026, 4, 10))


def test_working_days_over_the_year_end() -> None:
    arose = When(on=date(2026, 12, 24))

    assert due(Clock.WORKING_DAYS, 5, arose, EASTER_AND_CHRISTMAS) == last_moment_of(date(2027, 1, 5))


def test_working_days_from_a_saturday_begin_on_monday() -> None:
    arose = When(on=date(2026, 5, 2))

    assert due(Clock.WORKING_DAYS, 1, arose, EASTER_AND_CHRISTMAS) == last_moment_of(date(2026, 5, 4))


def test_working_days_beyond_the_known_calendar_are_refused() -> None:
    with pytest.raises(CalendarUnknown) as refused:
        due(Clock.WORKING_DAYS, 5, When(on=date(2027, 1, 29)), EASTER_AND_CHRISTMAS)

    assert str(refused.value) == (
        "The bank holidays around 01 February 2027 are not known here. Update the calendar."
    )


def test_working_days_without_a_calendar_are_refused() -> None:
    with pytest.raises(CalendarUnknown) as refused:
        due(Clock.WORKING_DAYS, 5, When(on=date(2026, 1, 29)))

    assert str(refused.value) == (
        "A duty counts working days, and no bank holidays were handed in. Load a calendar."
    )


@pytest.mark.parametrize(
    ("back", "offer_by"),
    [
        (datetime(2026, 10, 24, 19, 30, tzinfo=LONDON), datetime(2026, 10, 27, 18, 30, tzinfo=LONDON)),
        (datetime(2026, 3, 28, 19, 30, tzinfo=LONDON), datetime(2026, 3, 31, 20, 30, tzinfo=LONDON)),
        (datetime(2028, 2, 27, 8, 0, tzinfo=LONDON), datetime(2028, 3, 1, 8, 0, tzinfo=LONDON)),
        (datetime(2026, 12, 30, 8, 0, tzinfo=LONDON), datetime(2027, 1, 2, 8, 0, tzinfo=LONDON)),
    ],
    ids=["clocks go back", "clocks go forward", "leap day", "year end"],
)
def test_elapsed_hours_are_real_hours(back: datetime, offer_by: datetime) -> None:
    assert due(Clock.ELAPSED_TIME, 72, When.moment(back.astimezone(UTC))) == offer_by.astimezone(UTC)


def test_elapsed_hours_tell_the_two_half_past_ones_apart() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0).astimezone(UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1).astimezone(UTC)

    found = [due(Clock.ELAPSED_TIME, 1, When.moment(moment)) for moment in (first, second)]

    assert found == [datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)]


def test_elapsed_hours_from_a_day_alone_run_from_its_first_moment_in_london() -> None:
    assert due(Clock.ELAPSED_TIME, 72, When(on=date(2026, 6, 10))) == datetime(2026, 6, 12, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "amount", "last_day"),
    [
        (Clock.CALENDAR_DAYS, 1, date(2026, 10, 25)),
        (Clock.CALENDAR_DAYS, 10, date(2026, 11, 3)),
        (Clock.CALENDAR_WEEKS, 6, date(2026, 12, 5)),
        (Clock.CALENDAR_MONTHS, 3, date(2027, 1, 24)),
    ],
)
def test_clocks_that_count_days_end_with_the_london_day(clock: Clock, amount: int, last_day: date) -> None:
    arose = When.moment(datetime(2026, 10, 24, 23, 30, tzinfo=LONDON).astimezone(UTC))

    assert due(clock, amount, arose) == last_moment_of(last_day)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_after_a_day(day: date, count: int, found: date) -> None:
    assert months_after(day, count) == found


def test_a_clock_without_a_number_is_never_due() -> None:
    assert due(Clock.NO_NUMBER, 1, When(on=date(2026, 6, 10))) is None


@pytest.mark.parametrize("review", [None, datetime(2026, 6, 10, 6, 0, tzinfo=UTC)])
def test_a_clock_as_recorded_is_due_when_a_person_said(review: datetime | None) -> None:
    found = due_at(
        clock=Clock.AS_RECORDED,
        within=None,
        arose=When(on=date(2026, 6, 10)),
        next_review_at=review,
        calendar=None,
    )

    assert found == review
