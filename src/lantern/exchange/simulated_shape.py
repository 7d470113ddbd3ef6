"""How many go missing, how often and for how long: every number that the invented lives are drawn by.

A number is either held to a published figure, which stands beside it with its source, or it is an assumption and
says so. The figures are in `published`; after a run `lantern simulate` prints what it made beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from statistics import NormalDist

ENGLAND_LOOKED_AFTER = 115_410  # in the year to 31 March 2025: DfE, Children looked after in England
ENGLAND_AUTHORITIES = 152  # assumption: as many as names can be invented for
# Assumption: how unequal authorities are. Few have over 3,000 children in a year, the smallest some 130.
_SPREAD_OF_SIZES = 0.6

# Assumption: of those looked after at some time in a year, how many came in it, and as many left in it.
CAME_IN_THE_YEAR = 0.28
LEFT_AT_EIGHTEEN = 0.35  # assumption, of those who left
YEARS_IN_CARE_BEFORE = 1.9  # assumption: mean, of those in care on the story's first day
# Assumption: ages in years on the last day in care, or now. Share, from, to.
AGES = ((0.05, 0.1, 1.0), (0.13, 1.0, 5.0), (0.18, 5.0, 10.0), (0.36, 10.0, 16.0), (0.28, 16.0, 18.0))
UNACCOMPANIED = 0.09  # assumption
UNACCOMPANIED_AGES = (15.0, 18.0)  # assumption
UNACCOMPANIED_COME_FROM = 13  # assumption: youngest age in years at which they come into care
PLACED_ELSEWHERE = 0.25  # assumption


@dataclass(frozen=True, kw_only=True)
class Going:
    """Whether a child of an age goes missing in a year of care."""

    from_age: float
    goes_missing: float
    goes_away: float
    only_once: bool = False


# Held to: 11 % of all go missing in a year (DfE 2018 and 2022); of the incidents of 2025 by age
# 20 at 1 to 4, 120 at 5 to 9, 38,060 at 10 to 15, 48,690 at 16 and over. How often by age is not published beyond
# that. The share who are away is set so that some 60 are away on one day, as on 31 March 2025.
GOING = (
    Going(from_age=16, goes_missing=0.207, goes_away=0.060),
    Going(from_age=10.5, goes_missing=0.130, goes_away=0.051),
    Going(from_age=5, goes_missing=0.0055, goes_away=0.0, only_once=True),
    Going(from_age=1, goes_missing=0.0011, goes_away=0.0, only_once=True),
    Going(from_age=0, goes_missing=0.0, goes_away=0.0),
)
# Held to: of 4,963 unaccompanied children in care in the UK in 2017, 742 (15 %) went missing (Still in harm's way).
UNACCOMPANIED_GO_MISSING = 0.155
# Assumption: nothing published says how soon. Of those who go missing in the year they came, so many go soon,
# after so many hours in care on average and never sooner than these.
UNACCOMPANIED_GO_SOON = 0.75
HOURS_UNTIL_SOON, SOONEST_HOURS = 30.0, 2.0
# Assumption: a child's inclination is the same from year to year for this share of the years.
SAME_AS_LAST_YEAR = 0.5


@dataclass(frozen=True, kw_only=True)
class Often:
    """How often in a year: once for some; for the others twice and a lognormal number more, of which few are many."""

    once: float
    middle: float  # median of the number beyond two
    spread: float  # the lognormal's sigma
    most: int = 150  # assumption: an absence every other day or so


# Held to: 65 % of those who go missing do so more than once (DfE 2018), 6.8 each (DfE 2025).
MISSING_OFTEN = Often(once=0.34, middle=4.15, spread=1.25)
# Held to: 4.5 each (DfE 2025). How many only once is an assumption.
AWAY_OFTEN = Often(once=0.45, middle=3.0, spread=1.25)

# Share, and from how many hours to how many. Held to: nine in ten back within two days (DfE 2022: 90 %; 2017: 89 %),
# and some 220 missing on one day (31 March 2025). More than 30 days were 0.8 % in 2017: with so many, more would be
# missing on one day than were in 2025, so there are fewer here.
SAME_DAY, NEXT_DAY, DAYS, WEEKS = (
    (0.60, 1.0, 10.0),
    (0.30, 10.0, 34.0),
    (0.0970, 73.0, 700.0),
    (0.0030, 745.0, 1500.0),
)
_DAYS_BEYOND = 30.0  # assumption: mean hours beyond the least, of those that last days
BETWEEN_HOURS = 25.0  # between a return and the next time: never the same day, also when the clocks go back


def times_in_a_year(often: Often, random: Random) -> int:
    """Give how often one child goes in one year."""
    if random.random() < often.once:
        return 1
    more = often.middle * 2.718281828459045 ** (random.gauss(0.0, 1.0) * often.spread)
    return min(2 + int(more), often.most)


def hours_gone(random: Random) -> float:
    """Give how long one absence lasts, in hours."""
    drawn = random.random()
    for share, least, most in (SAME_DAY, NEXT_DAY):
        if drawn < share:
            return random.uniform(least, most)
        drawn -= share
    share, least, most = DAYS
    if drawn < share:
        return min(least + random.expovariate(1 / _DAYS_BEYOND), most)
    return random.uniform(*WEEKS[1:])


def going_at(age: float) -> Going:
    """Give how children of this age, in years, go."""
    return next(each for each in GOING if age >= each.from_age)


def sizes_of_authorities(*, total: int, count: int) -> list[int]:
    """Share `total` children out over authorities as unequal as real ones, always in the same way."""
    normal = NormalDist(0.0, _SPREAD_OF_SIZES)
    weights = [2.718281828459045 ** normal.inv_cdf((number + 0.5) / count) for number in range(count)]
    Random("sizes of authorities").shuffle(weights)  # noqa: S311 - no secret hangs on it
    whole = sum(weights)
    upto = [round(total * sum(weights[: number + 1]) / whole) for number in range(count)]
    return [last - first for first, last in zip([0, *upto], upto, strict=False)]


def lives_of(*, looked_after: int, years: int) -> int:
    """Give how many children there are over the years, where so many are looked after in each of them."""
    return round(looked_after * (1 + (years - 1) * CAME_IN_THE_YEAR))
