"""The clocks that duties run on: a closed list, and nothing here knows what today is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from lantern.vocabulary.days import When, start_of
from lantern.vocabulary.refusals import Refused


class Clock(StrEnum):
    """How a deadline is counted."""

    ELAPSED_TIME = "elapsed_time"  # real hours: they run through nights, weekends and clock changes
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_WEEKS = "calendar_weeks"
    CALENDAR_MONTHS = "calendar_months"
    AS_RECORDED = "as_recorded"  # due when the person who recorded the event said
    NO_NUMBER = "no_number"  # "without delay": the law gives no number, so only elapsed time is shown


class Within(NamedTuple):
    """A length of time as a duty states it, such as (72, "hours")."""

    amount: int
    unit: str


# A length by itself names its clock: (6, "weeks") counts calendar weeks.
CLOCK_OF: Mapping[str, Clock] = {
    "hours": Clock.ELAPSED_TIME,
    "working_days": Clock.WORKING_DAYS,
    "days": Clock.CALENDAR_DAYS,
    "weeks": Clock.CALENDAR_WEEKS,
    "months": Clock.CALENDAR_MONTHS,
}

UNIT_OF: Mapping[Clock, str | None] = {
    Clock.ELAPSED_TIME: "hours",
    Clock.WORKING_DAYS: "working_days",
    Clock.CALENDAR_DAYS: "days",
    Clock.CALENDAR_WEEKS: "weeks",
    Clock.CALENDAR_MONTHS: "months",
    Clock.AS_RECORDED: None,
    Clock.NO_NUMBER: None,
}


class CalendarUnknown(Refused):
    """A clock needs bank holidays that nobody has handed in."""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The bank holidays of one nation, and the first and last day for which they are known."""

    bank_holidays: frozenset[date]
    known_from: date
    known_until: date

    def is_working_day(self, day: date) -> bool:
        """Say whether this is a working day.

        Any day other than a Saturday or Sunday, Christmas Day or Good Friday, or a bank holiday in England
        and Wales: Care Planning, Placement and Case Review (England) Regulations 2010, SI 2010/959, 2(1).
        """
        if not self.known_from <= day <= self.known_until:
            raise CalendarUnknown(
                f"The bank holidays around {day:%d %B %Y} are not known here. Update the calendar."
            )
        is_christmas = (day.month, day.day) == (12, 25)
        return not (
            day.weekday() >= 5 or is_christmas or day == good_friday(day.year) or day in self.bank_holidays
        )

    def working_day_after(self, day: date, count: int) -> date:
        """Give the working day that is `count` working days after this day; the day itself is not counted."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


ENGLAND_AND_WALES = "england_and_wales"

# The calendars that a duty's file may name. Each is handed in by whoever reckons, from a kept library.
CALENDARS: Mapping[str, str] = {
    ENGLAND_AND_WALES: "England and Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
    "any_part_of_uk": "any part of the United Kingdom",  # Freedom of Information Act 2000, section 10(6)
}


@cache
def good_friday(year: int) -> date:
    """Give Good Friday of a year: two days before Easter Sunday of the Gregorian calendar."""
    century, rest = divmod(year, 100)
    correction = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * (year % 19) + correction + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - year % 19) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - sunday
    month = 3 + (offset + 40) // 44
    easter = date(year, month, offset + 28 - 31 * (month // 4))
    return easter - timedelta(days=2)


def due_at(
    *,
    clock: Clock,
    within: Within | None,
    arose: When,
    next_review_at: datetime | None,
    calendar: Calendar | None,
    beginning_with: bool = False,
) -> datetime | None:
    """Give the last moment (UTC) at which the duty is still met in time, or None where there is no number.

    Where only the day of the arising event is known the clock runs from the first moment of that day: due too
    early is safer for a child than due too late. Clocks that count days end with the last moment of the
    London day. The day of the event is not counted, save `beginning_with` it: then it is the first. Raises
    CalendarUnknown where working days are counted beyond the calendar handed in.
    """
    if clock is Clock.AS_RECORDED:
        return next_review_at
    if clock is Clock.NO_NUMBER or within is None:
        return None
    if clock is Clock.ELAPSED_TIME:
        return arose.earliest + timedelta(hours=within.amount)
    last = _last_day(clock, arose.on, within.amount, calendar)
    return end_of(last - timedelta(days=1) if beginning_with else last)


def after(
    *,
    within: Within,
    arose: When,
    calendar: Calendar | None,
) -> datetime:
    """Give the last moment (UTC) of a length whose unit names its clock. Raises CalendarUnknown as `due_at` does."""
    due = due_at(
        clock=CLOCK_OF[within.unit], within=within, arose=arose, next_review_at=None, calendar=calendar
    )
    assert due is not None, "each of these clocks has a number"
    return due


def _last_day(clock: Clock, day: date, amount: int, calendar: Calendar | None) -> date:
    if clock is Clock.CALENDAR_DAYS:
        return day + timedelta(days=amount)
    if clock is Clock.CALENDAR_WEEKS:
        return day + timedelta(weeks=amount)
    if clock is Clock.CALENDAR_MONTHS:
        return months_after(day, amount)
    if calendar is None:
        raise CalendarUnknown(
            "A duty counts working days, and no bank holidays were handed in. Load a calendar."
        )
    return calendar.working_day_after(day, amount)


def months_after(day: date, count: int) -> date:
    """Give the corresponding day `count` months on, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(day: date) -> datetime:
    """Give the last moment of a London day, in UTC."""
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)
