"""The working days of each nation, for a command that reckons without the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lantern.gateways import bank_holidays
from lantern.procedures.calendar import CALENDARS, Calendar

FIRST, LAST = 2010, 2040


def calendars() -> Mapping[str, Calendar]:
    """Give every calendar that a duty's file may name, from the first day of 2010 to the last of 2040."""
    return {
        name: Calendar(
            bank_holidays=bank_holidays.of(name, first_year=FIRST, last_year=LAST),
            known_from=date(FIRST, 1, 1),
            known_until=date(LAST, 12, 31),
        )
        for name in CALENDARS
    }
