"""Invented children: their care, and the times they were missing. The same seed gives the same lives.

How often and how long follows the published shape of the national figures only loosely (about one looked-after
child in ten a year, some seven absences for each of them, nine in ten over within two days). It is made to
exercise the system; nothing may be concluded from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from lantern.actions.bulk_items import BulkAbsence, BulkCareEpisode, BulkChild, BulkEvent
from lantern.exchange.simulated_places import full_name
from lantern.returns.rows import CareEpisodeRow, ReviewRow, UnaccompaniedRow
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind, NameKind, RiskLevel, Sex
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
UNACCOMPANIED = 0.07
PLACED_ELSEWHERE = 0.25
GOES_MISSING = 0.17  # a year, from ten years of age
OFTEN = 6.8  # absences a year, of those who do
_AFTER = frozenset({EventKind.RETURN_INTERVIEW_OFFERED, EventKind.RETURN_INTERVIEW_HELD})
LENGTHS_HOURS = ((0.62, 1, 14), (0.28, 14, 44), (0.092, 60, 600), (0.008, 744, 2_000))


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where a child may live: a service, and the authority whose area that is."""

    provider_id: int
    area_authority_id: int
    placement_code: str


@dataclass(frozen=True, kw_only=True)
class World:
    """One authority's children: how many, since when, until when, and where they may live."""

    prefix: str
    children: int
    first_day: date
    until: datetime
    authority_id: int
    own_homes: tuple[Home, ...]
    other_homes: tuple[Home, ...]


@dataclass(kw_only=True)
class Life:
    """One child with all that is said of her."""

    child: BulkChild
    unaccompanied: UnaccompaniedRow | None
    care: list[BulkCareEpisode]
    reviews: list[ReviewRow]
    absences: list[BulkAbsence]


def lives(world: World, random: Random) -> Iterator[Life]:
    """Invent the children of one authority, one after another."""
    for number in range(1, world.children + 1):
        yield _life(world, random, f"{world.prefix}-{number}")


def _life(world: World, random: Random, number: str) -> Life:
    today = world.until.date()
    is_unaccompanied = random.random() < UNACCOMPANIED
    age_days = round(
        (random.triangular(14, 18, 16.5) if is_unaccompanied else random.triangular(0.2, 18, 15)) * 365
    )
    born_on = today - timedelta(days=age_days)
    began_on = max(born_on + timedelta(days=30), world.first_day - timedelta(days=random.randrange(700)))
    if is_unaccompanied:
        began_on = max(began_on, born_on + timedelta(days=14 * 365))
    began_on = min(began_on + timedelta(days=random.randrange(500)), today - timedelta(days=10))
    began_on = max(began_on, born_on + timedelta(days=1))
    home = _home(world, random)
    nationality = random.choice(sorted(LANGUAGES)) if is_unaccompanied else ""
    child = BulkChild(
        number=number,
        names=((NameKind.BIRTH, full_name(random)),),
        born_on=born_on,
        sex=random.choices((Sex.MALE, Sex.FEMALE, Sex.UNKNOWN), (56, 43, 1))[0],
        ethnicity=random.choice(ETHNICITIES),
        nationality=nationality,
        languages=LANGUAGES.get(nationality, ""),
        host_authority_id=home.area_authority_id if home.area_authority_id != world.authority_id else None,
        placement_provider_id=home.provider_id,
        recorded_at=datetime.combine(began_on, time(12), UTC),
    )
    return Life(
        child=child,
        unaccompanied=UnaccompaniedRow(child=number, born_on=born_on) if is_unaccompanied else None,
        care=list(_care(random, child, began_on, today, home)),
        reviews=[_review(child, day, random) for day in _days_between(began_on, today, 180)],
        absences=list(_absences(world, random, child, began_on)),
    )


def _home(world: World, random: Random) -> Home:
    elsewhere = world.other_homes and random.random() < PLACED_ELSEWHERE
    return random.choice(world.other_homes if elsewhere else world.own_homes)


def _days_between(first: date, last: date, every: int) -> Iterator[date]:
    day = first + timedelta(days=28)
    while day < last:
        yield day
        day += timedelta(days=every)


def _review(child: BulkChild, day: date, random: Random) -> ReviewRow:
    return ReviewRow(
        child=child.number, born_on=child.born_on, reviewed_on=day, code=f"PN{random.randrange(1, 8)}"
    )


def _care(
    random: Random, child: BulkChild, began_on: date, today: date, home: Home
) -> Iterator[BulkCareEpisode]:
    """Yield earlier placements, and the one the child lives in now, which is open."""
    legal_status, need = random.choice(("C2", "V2", "C1", "E1")), f"N{random.randrange(1, 9)}"
    start, reason = began_on, "S"
    while (end := start + timedelta(days=random.randrange(90, 800))) < today:
        code = random.choice(("U1", "U4", "U6", "K2", "P1"))
        yield _episode(child, start, end, reason, legal_status, need, code)
        start, reason = end, "P"
    yield _episode(child, start, None, reason, legal_status, need, home.placement_code)


def _episode(
    child: BulkChild, start: date, end: date | None, reason: str, legal_status: str, need: str, code: str
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
        reason_ceased="X1" if end else "",
        reason_place_change="CARPL" if end else "",
    )
    return BulkCareEpisode(row=row)


# The times she was missing -------------------------------------------------------------------------------


def _absences(world: World, random: Random, child: BulkChild, began_on: date) -> Iterator[BulkAbsence]:
    """Yield absences one after another, never two at once, and none that begins after `until`."""
    first = max(began_on, world.first_day, child.born_on + timedelta(days=10 * 365))
    moment = datetime.combine(first, time(12), UTC)
    while moment < world.until:
        year_end = moment + timedelta(days=365)
        if random.random() >= GOES_MISSING:
            moment = year_end
            continue
        while moment < min(year_end, world.until):
            left = moment + timedelta(hours=24 + random.expovariate(OFTEN / 365 / 24))
            if left >= world.until - timedelta(hours=1):
                return
            back = left + timedelta(hours=_hours(random))
            yield _absence(world, random, child, left.replace(microsecond=0), back.replace(microsecond=0))
            if back > world.until:
                return
            moment = back


def _hours(random: Random) -> float:
    """Give how long one lasts, in hours."""
    (_, least, most) = random.choices(LENGTHS_HOURS, [share for share, _, _ in LENGTHS_HOURS])[0]
    return random.uniform(least, most)


def _absence(world: World, random: Random, child: BulkChild, left: datetime, back: datetime) -> BulkAbsence:
    is_away = random.random() < 0.15
    kind = MissingKind.AWAY_WITHOUT_AUTHORISATION if is_away else MissingKind.MISSING
    # in order of time, so that what has not happened yet is the end of the list
    told = [event for event in _events(random, kind, left, back) if event.happened.earliest <= world.until]
    returned = next((n for n, event in enumerate(told) if event.kind is EventKind.CHILD_RETURNED), None)
    return BulkAbsence(
        child=child.number,
        born_on=child.born_on,
        kind=kind,
        started_on=When.moment(left).on,
        ended_on=told[returned].happened.on if returned is not None else None,
        events=tuple(replace(one, answers=returned) if one.kind in _AFTER else one for one in told),
    )


def _events(random: Random, kind: MissingKind, left: datetime, back: datetime) -> Iterator[BulkEvent]:
    """Yield what was recorded, in order of time. It is reported within the hour, whatever comes later."""
    span = back - left
    reported = left + min(span * random.uniform(0.05, 0.3), timedelta(minutes=random.uniform(20, 55)))
    noticed = left + (reported - left) / 2
    yield BulkEvent(
        kind=EventKind.MISSING_REPORTED,
        happened=_at(reported),
        last_seen=_at(left),
        noticed=_at(noticed),
    )
    yield BulkEvent(kind=EventKind.CLASSIFIED, happened=_at(reported), kind_said=kind)
    if kind is MissingKind.MISSING and random.random() < 0.95:
        yield from _police(random, reported, span)
    if random.random() < 0.4:
        yield BulkEvent(kind=EventKind.CHILD_LOCATED, happened=_at(left + span * random.uniform(0.6, 0.9)))
    yield BulkEvent(kind=EventKind.CHILD_RETURNED, happened=_at(back))
    if random.random() < 0.6:
        yield from _interview(random, back)


def _police(random: Random, reported: datetime, span: timedelta) -> Iterator[BulkEvent]:
    called = reported + span * random.uniform(0.01, 0.1)
    log = f"TEST-{random.randrange(100_000)}"
    yield BulkEvent(
        kind=EventKind.POLICE_REPORTED, happened=_at(called), log_number=log, handler="Handler (invented)"
    )
    if random.random() < 0.8:
        yield _risk(random, called + span * 0.05)


def _interview(random: Random, back: datetime) -> Iterator[BulkEvent]:
    """Yield the offer and perhaps the interview; both answer the return."""
    offered = back + timedelta(hours=random.uniform(8, 90))
    yield BulkEvent(
        kind=EventKind.RETURN_INTERVIEW_OFFERED,
        happened=_at(offered),
        offered_by="Interview service (invented)",
    )
    if random.random() < 0.5:
        yield BulkEvent(
            kind=EventKind.RETURN_INTERVIEW_HELD,
            happened=_at(offered + timedelta(hours=random.uniform(1, 40))),
        )


def _risk(random: Random, assessed: datetime) -> BulkEvent:
    level = random.choices(
        (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.VERY_LOW), (15, 70, 12, 3)
    )[0]
    return BulkEvent(
        kind=EventKind.RISK_ASSESSED,
        happened=_at(assessed),
        risk_level=level,
        officer="Officer (invented)",
        next_review_at=assessed.replace(microsecond=0) + timedelta(hours=12),
    )


def _at(moment: datetime) -> When:
    return When.moment(moment.replace(microsecond=0))
