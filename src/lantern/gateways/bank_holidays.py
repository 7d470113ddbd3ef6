"""Bank holidays, from a kept library: handed to the clocks, never fetched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

# The calendars a duty's file may name, and the library's parts of the kingdom whose bank holidays they hold.
PARTS: Mapping[str, tuple[str, ...]] = {
    "england_and_wales": ("ENG", "WLS"),
    "scotland": ("SCT",),
    "northern_ireland": ("NIR",),
    "any_part_of_uk": ("ENG", "WLS", "SCT", "NIR"),
}


@cache
def of_england_and_wales(*, first_year: int, last_year: int) -> frozenset[date]:
    """Give the bank holidays of England and Wales from the first year to the last, both included."""
    return of("england_and_wales", first_year=first_year, last_year=last_year)


@cache
def of(calendar: str, *, first_year: int, last_year: int) -> frozenset[date]:
    """Give the bank holidays of one of PARTS, by its name, from the first year to the last, both included."""
    years = range(first_year, last_year + 1)
    return frozenset(
        day for part in PARTS[calendar] for day in holidays.country_holidays("GB", subdiv=part, years=years)
    )
