from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.procedures.calendar import UNIT_OF, Calendar, Clock, Within, due_at, good_friday, months_after
from lantern.vocabulary.days import When, day_of, start_of

quickly = settings(deadline=None, database=None)

FIRST, LAST = date(2010, 1, 1), date(2039, 12, 31)
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2010, 1, 2), datetime(2035, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
WHENS = st.builds(When.moment, MOMENTS) | st.builds(When, on=DAYS)
AMOUNTS = st.integers(1, 60)
DAY_CLOCKS = {Clock.CALENDAR_DAYS: 1, Clock.CALENDAR_WEEKS: 7}
COUNTED = [clock for clock in Clock if UNIT_OF[clock]]
MICROSECOND = timedelta(microseconds=1)


def due(clock: Clock, amount: int, arose: When, holidays: frozenset[date] = frozenset()) -> datetime:
    calendar = Calendar(bank_holidays=holidays, known_from=FIRST, known_until=LAST)
    within = Within(amount, UNIT_OF[clock] or "")
    found = due_at(clock=clock, within=within, arose=arose, next_review_at=None, calendar=calendar)
    assert found is not None
    return found


@given(MOMENTS, AMOUNTS)
@quickly
def test_elapsed_hours_are_real_hours_whatever_the_clocks_on_the_wall_do(
    moment: datetime, hours: int
) -> None:
    assert due(Clock.ELAPSED_TIME, hours, When.moment(moment)) - moment == timedelta(hours=hours)


@given(WHENS, AMOUNTS, st.sampled_from(sorted(DAY_CLOCKS)))
@quickly
def test_days_and_weeks_end_with_the_last_moment_of_the_london_day(
    arose: When, amount: int, clock: Clock
) -> None:
    last = due(clock, amount, arose)

    assert day_of(last) == arose.on + timedelta(days=DAY_CLOCKS[clock] * amount)
    assert day_of(last + MICROSECOND) == day_of(last) + timedelta(days=1)


@given(MOMENTS, AMOUNTS, st.sampled_from(COUNTED))
@quickly
def test_knowing_the_day_alone_never_makes_a_duty_due_later(
    moment: datetime, amount: int, clock: Clock
) -> None:
    known = When.moment(moment)

    assert due(clock, amount, When(on=known.on)) <= due(clock, amount, known)


@given(WHENS, WHENS, AMOUNTS, st.sampled_from(COUNTED))
@quickly
def test_what_arose_earlier_is_never_due_later(one: When, other: When, amount: int, clock: Clock) -> None:
    earlier, later = sorted([one, other], key=lambda when: when.earliest)

    assert due(clock, amount, earlier) <= due(clock, amount, later)


@given(DAYS, st.integers(1, 30), st.frozensets(DAYS, max_size=20))
@quickly
def test_so_many_working_days_lie_between(day: date, amount: int, holidays: frozenset[date]) -> None:
    calendar = Calendar(bank_holidays=holidays, known_from=FIRST, known_until=LAST)
    last = day_of(due(Clock.WORKING_DAYS, amount, When(on=day), holidays))
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]

    assert calendar.is_working_day(last)
    assert sum(calendar.is_working_day(each) for each in between) == amount


@given(DAYS, st.integers(0, 48))
@quickly
def test_months_after_keep_the_day_or_take_the_month_s_last(day: date, count: int) -> None:
    found = months_after(day, count)
    tomorrow = found + timedelta(days=1)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and tomorrow.day == 1)


@given(st.integers(1583, 2999))
@quickly
def test_good_friday_is_a_friday_in_spring(year: int) -> None:
    friday = good_friday(year)

    assert friday.weekday() == 4
    assert date(year, 3, 20) <= friday <= date(year, 4, 23)


@given(DAYS)
@quickly
def test_a_london_day_starts_with_its_first_moment(day: date) -> None:
    assert (day_of(start_of(day)), day_of(start_of(day) - MICROSECOND)) == (day, day - timedelta(days=1))


@given(WHENS, WHENS, WHENS)
@quickly
def test_certainly_before_is_an_order(one: When, two: When, three: When) -> None:
    assert not one.certainly_before(one)
    assert not (one.certainly_before(two) and two.certainly_before(one))
    if one.certainly_before(two) and two.certainly_before(three):
        assert one.certainly_before(three)
