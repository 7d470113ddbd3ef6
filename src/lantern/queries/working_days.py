"""The calendars that clocks are handed: read once, from a kept library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from lantern.gateways import bank_holidays
from lantern.procedures.calendar import ENGLAND_AND_WALES, Calendar


@cache
def calendars() -> Mapping[str, Calendar]:
    """Give the calendars the clocks are handed, one a nation."""
    first, last = 2010, 2040
    known = bank_holidays.of_england_and_wales(first_year=first, last_year=last)
    return {
        ENGLAND_AND_WALES: Calendar(
            bank_holidays=known, known_from=date(first, 1, 1), known_until=date(last, 12, 31)
        )
    }
