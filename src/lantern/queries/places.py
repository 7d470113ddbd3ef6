"""The places of a search: the list of one episode, what was searched, and what else names a place already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from lantern.policies import places as policy
from lantern.queries.chronology import may_correct, said_by
from lantern.queries.corrected import standing, struck_by
from lantern.queries.details import by_event
from lantern.queries.earlier_places import EarlierPlace, PlanPlaces, earlier_places, plan_places
from lantern.queries.missing import find_episode
from lantern.queries.seeing import may, reads, relations_to
from lantern.record.models import (
    AwayPlace,
    Event,
    EventSource,
    ListedPlace,
    LocatedPlace,
    MissingEpisode,
    ReportDetail,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from lantern.vocabulary.roles import Permission

_KINDS = (EventKind.PLACE_LISTED.value, EventKind.PLACE_SEARCHED.value)
NEWEST = 5  # entries of mere words that are offered: the chronology offers the rest
# The entries that may say where, and what such a place is to the child.
SAYS_WHERE: dict[str, PlaceKind] = {
    EventKind.MISSING_REPORTED.value: PlaceKind.LAST_SEEN,
    EventKind.REPORT_JOINED.value: PlaceKind.LAST_SEEN,
    EventKind.INFORMATION_RECEIVED.value: PlaceKind.SIGHTING,
    EventKind.ENQUIRY_SET.value: PlaceKind.TO_SEARCH,
    EventKind.ENQUIRY_ANSWERED.value: PlaceKind.OTHER,
    EventKind.PRIVATE_PERSON_RUNG.value: PlaceKind.OTHER,
    EventKind.CHILD_SAID.value: PlaceKind.OTHER,
    EventKind.CLASSIFIED.value: PlaceKind.OTHER,
    EventKind.CHILD_LOCATED.value: PlaceKind.FOUND_AT,
}


@dataclass(frozen=True, kw_only=True)
class LookedLine:
    """One time that somebody looked at a place."""

    at: When
    recorded_at: datetime
    outcome: PlaceOutcome
    by_whom: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One place on the list. `place` is the number that is said aloud and stands on the map; it never changes."""

    number: int
    place: int
    kind: PlaceKind
    address: str
    postcode: str
    why: str
    point: Point | None
    known: When
    recorded_at: datetime
    by_name: str
    by_organisation: str
    said_by: str
    came_from: int | None  # the entry that says it
    is_source_struck: bool
    looked: tuple[LookedLine, ...]  # the newest first
    may_correct: bool

    @property
    def is_searched(self) -> bool:
        return policy.is_searched(each.outcome for each in self.looked)

    @property
    def is_said_there(self) -> bool:
        return policy.is_said_there([(each.at, each.outcome) for each in self.looked])


@dataclass(frozen=True, kw_only=True)
class PlaceSaid:
    """An entry of the episode that says where, or may, and from which no place is on the list yet."""

    number: int
    entry: EventKind
    kind: PlaceKind
    happened: When
    known: When  # since when the place is known by it: of a report, when the child was last seen
    address: str  # as the entry has it in a box of its own; empty where it stands in the words, if it does
    words: str


@dataclass(frozen=True, kw_only=True)
class Places:
    """The list of places of one episode, as one reader may see it, and what stands beside it."""

    listed: tuple[PlaceLine, ...]
    said_there: tuple[int, ...]  # numbers of those where a child who is still missing is said to be
    hidden: int  # on the list, and not for this reader
    sees_addresses: bool
    said: tuple[PlaceSaid, ...]
    plan: PlanPlaces | None  # None: this reader does not see the plan
    earlier: tuple[EarlierPlace, ...]


@reads
def places(*, reference: str, by: Actor, now: datetime) -> Places:
    """Give the places of a search, those still to be searched first, and each of both the newest first.

    While the child is missing, a place where the child is said to be stands before all of them.
    """
    episode = find_episode(reference=reference, by=by)
    sees = may(permission=Permission.SEE_PROTECTED, row=episode, by=by)
    lines, hidden = _lines(episode, sees=sees, by=by)
    used = {line.came_from for line in lines}
    is_missing = episode.stage == Stage.MISSING.value and not episode.is_void
    said_there = {line.place for line in lines if is_missing and line.is_said_there}
    return Places(
        listed=tuple(
            sorted(lines, key=lambda line: (line.place not in said_there, line.is_searched, -line.number))
        ),
        said_there=tuple(sorted(said_there)),
        hidden=hidden,
        sees_addresses=sees,
        said=_not_listed(said(episode, by=by), used),
        plan=plan_places(episode, by=by),
        earlier=earlier_places(episode, by=by),
    )


@reads
def place_line(*, reference: str, number: int, by: Actor, now: datetime) -> PlaceLine | None:
    """Give one place on the list; None where it stands no more, or this reader does not see it."""
    episode = find_episode(reference=reference, by=by)
    lines, _hidden = _lines(episode, sees=may(permission=Permission.SEE_PROTECTED, row=episode, by=by), by=by)
    return next((line for line in lines if line.number == number), None)


def _not_listed(found: Sequence[PlaceSaid], used: Collection[int | None]) -> tuple[PlaceSaid, ...]:
    """Give those from which no place is on the list: each with a place of its own, and of mere words the newest."""
    left = [each for each in found if each.number not in used]
    newest = [each for each in left if not each.address and each.entry is EventKind.INFORMATION_RECEIVED]
    shown = {each.number for each in newest[:NEWEST]}
    return tuple(each for each in left if each.address or each.number in shown)


@reads
def place_said(*, reference: str, number: int, by: Actor, now: datetime) -> PlaceSaid | None:
    """Give what one entry says of a place, to begin a form with; None where it stands no more or is not seen."""
    episode = find_episode(reference=reference, by=by)
    return next((each for each in said(episode, by=by) if each.number == number), None)


def place_of(episode: MissingEpisode, number: int) -> Event | None:
    """Give the entry that put a place on the list, where it stands and its place may be read."""
    listed = next((row for row in standing(_rows(episode)) if row.pk == number), None)
    if listed is None or listed.kind != EventKind.PLACE_LISTED.value:
        return None
    return listed if ListedPlace.objects.filter(event=listed).exists() else None


def next_number(episode: MissingEpisode) -> int:
    """Give the number of the next place of a locked episode, beyond those that were struck or sealed."""
    last = ListedPlace.objects.filter(event__episode=episode).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def offered(episode: MissingEpisode, *, by: Actor) -> list[Event]:
    """Give the standing entries that may say where, as this actor may read them, the newest first."""
    if not may(permission=Permission.SEE_RECORD, row=episode, by=by):
        return []
    tells = Q(kind__in=list(SAYS_WHERE)) | Q(corrects__isnull=False)
    rows = Event.objects.filter(tells, episode=episode).order_by("recorded_at", "pk")
    return [row for row in standing(rows) if row.kind in SAYS_WHERE][::-1]


def said(episode: MissingEpisode, *, by: Actor) -> list[PlaceSaid]:
    """Give what the entries of an episode say of places: those with a place of their own, and information received."""
    rows = offered(episode, by=by)
    reports = by_event(ReportDetail, [row for row in rows if SAYS_WHERE[row.kind] is PlaceKind.LAST_SEEN])
    where = {key: report.last_seen_where for key, report in reports.items()}
    if may(permission=Permission.SEE_PROTECTED, row=episode, by=by):
        where |= _protected(rows)
    return [
        PlaceSaid(
            number=row.pk,
            entry=EventKind(row.kind),
            kind=SAYS_WHERE[row.kind],
            happened=When(on=row.happened_on, at=row.happened_at),
            known=_known(row, reports.get(row.pk)),
            address=where.get(row.pk, ""),
            words=row.words,
        )
        for row in rows
        if where.get(row.pk) or row.words
    ]


def _protected(rows: Sequence[Event]) -> dict[int, str]:
    """Give the places that entries have in boxes of their own which only some may read."""
    found = {key: away.address for key, away in by_event(AwayPlace, rows).items()}
    return found | {
        key: located.place for key, located in by_event(LocatedPlace, rows).items() if located.place
    }


def _known(row: Event, report: ReportDetail | None) -> When:
    if report is not None and report.last_seen_on:
        return When(on=report.last_seen_on, at=report.last_seen_at)
    return When(on=row.happened_on, at=row.happened_at)


def _rows(episode: MissingEpisode) -> list[Event]:
    """Read the entries of the list, struck ones too, and every correction that may strike one or its source."""
    tells = Q(kind__in=_KINDS) | Q(corrects__isnull=False)
    rows = Event.objects.filter(tells, episode=episode).select_related("by_organisation", "place_search")
    return list(rows.order_by("recorded_at", "pk"))


def _lines(episode: MissingEpisode, *, sees: bool, by: Actor) -> tuple[list[PlaceLine], int]:
    """Give the places on the list that this reader sees, and how many there are beside them."""
    rows = _rows(episode)
    stands = standing(rows)
    on_list = [row for row in stands if row.kind == EventKind.PLACE_LISTED.value]
    held = by_event(ListedPlace, on_list) if sees else {}
    sources = (
        {each.event_id: each for each in EventSource.objects.filter(event__in=list(held))} if held else {}
    )
    struck = struck_by(row for row in rows if row.corrects_id)
    relations = relations_to(row=episode, by=by)
    lines = [
        PlaceLine(
            number=row.pk,
            place=held[row.pk].number,
            kind=PlaceKind(held[row.pk].kind),
            address=held[row.pk].address,
            postcode=held[row.pk].postcode,
            why=held[row.pk].why,
            point=point_of(held[row.pk]),
            known=When(on=row.happened_on, at=row.happened_at),
            recorded_at=row.recorded_at,
            by_name=row.by_name,
            by_organisation=row.by_organisation.name if row.by_organisation else "",
            said_by=said_by(sources.get(row.pk)),
            came_from=held[row.pk].came_from_id,
            is_source_struck=held[row.pk].came_from_id in struck,
            looked=_looked(row, stands),
            may_correct=may_correct(row, relations, by=by),
        )
        for row in on_list
        if row.pk in held
    ]
    return lines, len(on_list) - len(lines)


def _looked(place: Event, stands: Iterable[Event]) -> tuple[LookedLine, ...]:
    found = [
        LookedLine(
            at=When(on=row.happened_on, at=row.happened_at),
            recorded_at=row.recorded_at,
            outcome=PlaceOutcome(row.place_search.outcome),
            by_whom=row.place_search.looked,
            words=row.words,
        )
        for row in stands
        if row.answers_id == place.pk and row.kind == EventKind.PLACE_SEARCHED.value
    ]
    return tuple(sorted(found, key=lambda each: (each.at.earliest, each.recorded_at), reverse=True))


def point_of(row: ListedPlace) -> Point | None:
    """Give the point that was typed in for a place; None where nobody knew it."""
    if row.latitude is None or row.longitude is None:
        return None
    return Point(row.latitude, row.longitude)
