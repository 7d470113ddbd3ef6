"""Invented children and their care. The same seed gives the same lives.

How many go missing, how often and how long is drawn by the numbers in `simulated_shape`. It is made to exercise the
system; nothing may be concluded from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from lantern.actions.bulk_items import BulkAbsence, BulkCareEpisode, BulkChild
from lantern.exchange import simulated_shape as shape
from lantern.exchange.simulated_absences import Stay, absences
from lantern.exchange.simulated_places import full_name
from lantern.returns.rows import CareEpisodeRow, ReviewRow, UnaccompaniedRow
from lantern.vocabulary.missing import NameKind, Sex
from lantern.vocabulary.placements import ETHNIC_CODES

ETHNICITIES = sorted(ETHNIC_CODES)
LANGUAGES = {
    "Afghanistan": "Dari",
    "Albania": "Albanian",
    "Eritrea": "Tigrinya",
    "Ethiopia": "Amharic",
    "Iran": "Sorani",
    "Sudan": "Arabic",
    "Vietnam": "Vietnamese",
}
NATIONALITIES = sorted(LANGUAGES)
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where a child may live: a service, and the authority whose area that is."""

    provider_id: int
    area_authority_id: int
    placement_code: str


@dataclass(frozen=True, kw_only=True)
class World:
    """One authority's children: how many, over how many years until when, and where they may live."""

    prefix: str
    children: int
    years: int
    until: datetime
    authority_id: int
    own_homes: tuple[Home, ...]
    other_homes: tuple[Home, ...]

    @property
    def first_at(self) -> datetime:
        """The moment at which the story begins."""
        return self.until - self.years * YEAR


@dataclass(kw_only=True)
class Life:
    """One child with all that is said of her."""

    child: BulkChild
    unaccompanied: UnaccompaniedRow | None
    care: list[BulkCareEpisode]
    reviews: list[ReviewRow]
    absences: list[BulkAbsence]


@dataclass(frozen=True, kw_only=True)
class _InCare:
    """When a child was born, came into care and left it, if she did."""

    is_unaccompanied: bool
    born_on: date
    began_on: date
    ended_on: date | None


def lives(world: World, random: Random) -> Iterator[Life]:
    """Invent the children of one authority, one after another."""
    for number in range(1, world.children + 1):
        yield _life(world, random, f"{world.prefix}-{number}")


def _life(world: World, random: Random, number: str) -> Life:
    care = _in_care(world, random)
    home = _home(world, random)
    is_there = care.ended_on is None
    host = home.area_authority_id if home.area_authority_id != world.authority_id else None
    nationality = random.choice(NATIONALITIES) if care.is_unaccompanied else ""
    child = BulkChild(
        number=number,
        names=((NameKind.BIRTH, full_name(random)),),
        born_on=care.born_on,
        sex=random.choices((Sex.MALE, Sex.FEMALE, Sex.UNKNOWN), (56, 43, 1))[0],
        ethnicity=random.choice(ETHNICITIES),
        nationality=nationality,
        languages=LANGUAGES.get(nationality, ""),
        host_authority_id=host if is_there else None,
        placement_provider_id=home.provider_id if is_there else None,
        recorded_at=datetime.combine(care.began_on, time(12), UTC),
    )
    born = care.born_on
    return Life(
        child=child,
        unaccompanied=UnaccompaniedRow(child=number, born_on=born) if care.is_unaccompanied else None,
        care=list(_care(world, random, child, care, home)),
        reviews=[_review(child, day, random) for day in _reviewed_on(world, care)],
        absences=list(absences(_stay(world, child, care), random)),
    )


# Coming into care and leaving it -------------------------------------------------------------------------


def _in_care(world: World, random: Random) -> _InCare:
    """Draw a child of a population that stays the same in number from year to year."""
    is_unaccompanied = random.random() < shape.UNACCOMPANIED
    everyone = 1 + (world.years - 1) * shape.CAME_IN_THE_YEAR
    if random.random() * everyone < 1 - shape.CAME_IN_THE_YEAR:
        began = world.first_at - timedelta(
            days=1 + random.expovariate(1 / (shape.YEARS_IN_CARE_BEFORE * 365))
        )
    else:
        began = world.first_at + random.random() * (world.until - world.first_at)
    began_on = min(began.date(), world.until.date() - timedelta(days=1))
    ended_on = _left_on(world, began_on, random)
    born_on = _born_on(ended_on or world.until.date(), random, ended_on is not None, is_unaccompanied)
    came_at = shape.UNACCOMPANIED_COME_FROM * 366 if is_unaccompanied else 1
    return _InCare(
        is_unaccompanied=is_unaccompanied,
        born_on=born_on,
        began_on=max(began_on, born_on + timedelta(days=came_at)),
        ended_on=ended_on,
    )


def _left_on(world: World, began_on: date, random: Random) -> date | None:
    """Give the day on which she left care: each year as many leave as come."""
    for year in range(world.years):
        first, last = ((world.first_at + n * YEAR).date() for n in (year, year + 1))
        if began_on < last and random.random() < shape.CAME_IN_THE_YEAR:
            earliest = max(began_on, first) + timedelta(days=1)
            return min(earliest + random.random() * (last - earliest), last)
    return None


def _born_on(day: date, random: Random, has_left: bool, is_unaccompanied: bool) -> date:
    """Give a birthday by the age on her last day in care, or on the story's last day."""
    if has_left and random.random() < shape.LEFT_AT_EIGHTEEN:
        try:
            return day.replace(year=day.year - 18)
        except ValueError:  # the 29th of February
            return day.replace(year=day.year - 18, day=28)
    if is_unaccompanied:
        youngest, oldest = shape.UNACCOMPANIED_AGES
    else:
        _, youngest, oldest = random.choices(shape.AGES, [share for share, _, _ in shape.AGES])[0]
    return day - timedelta(days=round(random.uniform(youngest, oldest) * 365.25))


def _stay(world: World, child: BulkChild, care: _InCare) -> Stay:
    began_at = datetime.combine(care.began_on, time(12), UTC)
    ended_at = datetime.combine(care.ended_on, time(0), UTC) if care.ended_on else None
    years = []
    for year in range(world.years):
        first = max(world.first_at + year * YEAR, began_at)
        last = min(world.first_at + (year + 1) * YEAR, ended_at or world.until)
        if first < last:
            years.append((first, last))
    return Stay(
        child=child.number,
        born_on=care.born_on,
        is_unaccompanied=care.is_unaccompanied,
        began_at=began_at,
        ended_at=ended_at,
        years=tuple(years),
        until=world.until,
    )


# What is said of her care --------------------------------------------------------------------------------


def _home(world: World, random: Random) -> Home:
    elsewhere = world.other_homes and random.random() < shape.PLACED_ELSEWHERE
    return random.choice(world.other_homes if elsewhere else world.own_homes)


def _reviewed_on(world: World, care: _InCare) -> Iterator[date]:
    """Yield the days of reviews within the story: 28 days after care began, then every 180 (made to look likely)."""
    last = care.ended_on or world.until.date()
    day = care.began_on + timedelta(days=28)
    while day < last:
        if day >= world.first_at.date():
            yield day
        day += timedelta(days=180)


def _review(child: BulkChild, day: date, random: Random) -> ReviewRow:
    return ReviewRow(
        child=child.number, born_on=child.born_on, reviewed_on=day, code=f"PN{random.randrange(1, 8)}"
    )


def _care(
    world: World, random: Random, child: BulkChild, care: _InCare, home: Home
) -> Iterator[BulkCareEpisode]:
    """Yield earlier placements, and the last one, which is open unless she left care."""
    legal_status, need = random.choice(("C2", "V2", "C1", "E1")), f"N{random.randrange(1, 9)}"
    start, reason, last = care.began_on, "S", care.ended_on or world.until.date()
    told_from = world.first_at.date()  # moves before the story begins are not told
    while (end := max(start, told_from) + timedelta(days=random.randrange(90, 800))) < last:
        code = random.choice(("U1", "U4", "U6", "K2", "P1"))
        yield _episode(child, start, end, reason, legal_status, need, code, "X1")
        start, reason = end, "P"
    yield _episode(child, start, care.ended_on, reason, legal_status, need, home.placement_code, "E8")


def _episode(
    child: BulkChild,
    start: date,
    end: date | None,
    reason: str,
    legal_status: str,
    need: str,
    code: str,
    ceased: str,
) -> BulkCareEpisode:
    row = CareEpisodeRow(
        child=child.number,
        started_on=start,
        ended_on=end,
        reason_new=reason,
        legal_status=legal_status,
        category_of_need=need,
        placement=code,
        provider="PR4",
        reason_ceased=ceased if end else "",
        reason_place_change="CARPL" if end and ceased == "X1" else "",
    )
    return BulkCareEpisode(row=row)
