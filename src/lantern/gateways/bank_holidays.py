"""Bank holidays, from a kept library: handed to the clocks, never fetched."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


@cache
def of_england_and_wales(*, first_year: int, last_year: int) -> frozenset[date]:
    """Give the bank holidays of England and Wales from the first year to the last, both included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1)))
