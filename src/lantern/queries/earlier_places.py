"""What stands beside the list of places: those of the going-missing plan, and of the child's earlier episodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.policies import access
from lantern.queries.corrected import standing
from lantern.queries.details import by_event
from lantern.queries.earlier import episodes_before
from lantern.queries.plan_versions import in_force_of
from lantern.queries.plans import check_police_may_see
from lantern.queries.seeing import may, relations_among, visible_to
from lantern.record.models import Event, ListedPlace, LocatedPlace, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import PlaceKind
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission

_KINDS = (EventKind.PLACE_LISTED.value, EventKind.CHILD_LOCATED.value)


@dataclass(frozen=True, kw_only=True)
class PlanPlaces:
    """What the version of the going-missing plan in force says of places. `number` 0: none is in force."""

    number: int
    places: str = ""
    recorded_at: datetime | None = None
    child: str = ""


@dataclass(frozen=True, kw_only=True)
class EarlierTime:
    """One earlier episode in which a place came up."""

    episode: str
    when: When
    kind: PlaceKind


@dataclass(frozen=True, kw_only=True)
class EarlierPlace:
    """A place of the child's earlier episodes, with each time it came up, the newest first."""

    address: str
    postcode: str
    times: tuple[EarlierTime, ...]


def plan_places(episode: MissingEpisode, *, by: Actor) -> PlanPlaces | None:
    """Give the places of the plan in force; None where this reader does not see the plan."""
    child = visible_to(by).filter(pk=episode.child_id).first()
    if child is None or not may(permission=Permission.SEE_PLAN, row=child, by=by):
        return None
    row = in_force_of(child)
    if row is None:
        return PlanPlaces(number=0)
    try:
        check_police_may_see(child, version=row.number, by=by)
    except NotPermitted:
        return None
    return PlanPlaces(
        number=row.number, places=row.places, recorded_at=row.recorded_at, child=child.reference
    )


def earlier_places(episode: MissingEpisode, *, by: Actor) -> tuple[EarlierPlace, ...]:
    """Give the places of the child's earlier episodes whose addresses this reader may see, most often named first."""
    before = list(episodes_before(episode, by=by))
    relations = relations_among(before, by=by) if before else {}
    seen = {
        row.pk: row.reference
        for row in before
        if Permission.SEE_PROTECTED in access.permissions(role=by.role, relations=relations[row.pk])
    }
    if not seen:
        return ()
    tells = Q(kind__in=_KINDS) | Q(corrects__isnull=False)
    rows = Event.objects.filter(tells, episode__in=list(seen)).order_by("recorded_at", "pk")
    return _grouped([row for row in standing(rows) if row.kind in _KINDS], seen)


def _grouped(rows: list[Event], episodes: dict[int, str]) -> tuple[EarlierPlace, ...]:
    """Gather what is written the same way, whatever its capitals and spaces."""
    listed, located = by_event(ListedPlace, rows), by_event(LocatedPlace, rows)
    found: dict[str, list[tuple[str, str, EarlierTime]]] = {}
    for row in rows[::-1]:
        for address, postcode, kind in _places(listed.get(row.pk), located.get(row.pk)):
            when = When(on=row.happened_on, at=row.happened_at)
            time = EarlierTime(episode=episodes[row.of_episode_id], when=when, kind=kind)
            found.setdefault(" ".join(address.casefold().split()), []).append((address, postcode, time))
    gathered = [
        EarlierPlace(
            address=times[0][0],
            postcode=next((postcode for _address, postcode, _time in times if postcode), ""),
            times=tuple(time for _address, _postcode, time in times),
        )
        for times in found.values()
    ]
    return tuple(sorted(gathered, key=lambda each: -len({time.episode for time in each.times})))


def _places(listed: ListedPlace | None, located: LocatedPlace | None) -> Iterable[tuple[str, str, PlaceKind]]:
    if listed is not None:
        yield listed.address, listed.postcode, PlaceKind(listed.kind)
    if located is not None and located.place:
        yield located.place, "", PlaceKind.FOUND_AT
