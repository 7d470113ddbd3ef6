from __future__ import annotations

from datetime import date

from lantern.gateways import bank_holidays
from lantern.procedures.calendar import CALENDARS


def of(calendar: str) -> frozenset[date]:
    return bank_holidays.of(calendar, first_year=2026, last_year=2026)


def test_every_calendar_a_duty_may_name_has_its_bank_holidays() -> None:
    assert set(bank_holidays.PARTS) == set(CALENDARS)


def test_the_nations_differ_and_any_part_of_the_kingdom_has_them_all() -> None:
    st_andrew, st_patrick, easter_monday = date(2026, 11, 30), date(2026, 3, 17), date(2026, 4, 6)

    assert [[day in of(name) for name in CALENDARS] for day in (st_andrew, st_patrick, easter_monday)] == [
        [False, True, False, True],
        [False, False, True, True],
        [True, False, True, True],
    ]


def test_england_and_wales_by_its_own_name_is_the_same() -> None:
    assert bank_holidays.of_england_and_wales(first_year=2026, last_year=2026) == of("england_and_wales")
