"""The list of places of a search: a place is put on it with who says so, and who looked there answers it.

Nothing is looked up: a point is typed in by a person, and no address is sent anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.policies import missing as stages
from lantern.policies import places as policy
from lantern.queries.missing import lock
from lantern.queries.places import next_number, offered, place_of
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Event, EventSource, ListedPlace, MissingEpisode, PlaceSearch
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Place:
    """An address or a place in words, what it is to the child, why it matters, and who says so."""

    kind: PlaceKind
    address: str
    postcode: str = ""
    why: str = ""
    point: Point | None = None
    said_by: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """That somebody looked at a place: who, what came of it, and what more they say."""

    outcome: PlaceOutcome
    by_whom: str
    words: str = ""


@acts
def list_place(
    *, reference: str, place: Place, happened: When, came_from: int | None, by: Actor, now: datetime
) -> str:
    """Put a place on the list; `came_from` is the entry that says it, where there is one."""
    episode = _taken(reference, EventKind.PLACE_LISTED, by=by)
    source = _source(episode, came_from, by=by)
    policy.check_place(address=place.address, why=place.why, has_source=source is not None)
    with hand_on(episode_id=episode.pk, sealed=True):  # one that was sealed keeps its number too
        number = next_number(episode)
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.PLACE_LISTED,
            happened=happened,
            detail=_row(place, source, number=number),
            source=_said_by(place),
            by=by,
            now=now,
        )
        settle(episode=episode, moves_version=False, now=now)
    audit(action="places.list_place", about=reference, by=by, now=now)
    return reference


def _row(place: Place, source: Event | None, *, number: int) -> ListedPlace:
    return ListedPlace(
        number=number,
        kind=place.kind.value,
        address=place.address.strip(),
        postcode=place.postcode.strip(),
        why=place.why.strip(),
        latitude=place.point.latitude if place.point else None,
        longitude=place.point.longitude if place.point else None,
        came_from=source,
    )


def _said_by(place: Place) -> EventSource | None:
    if not (place.said_by.strip() or place.contact.strip()):
        return None
    return EventSource(said_by=place.said_by.strip(), contact=place.contact.strip())


def _source(episode: MissingEpisode, number: int | None, *, by: Actor) -> Event | None:
    """Give the entry that names the place, as this actor may read it."""
    if number is None:
        return None
    found = next((row for row in offered(episode, by=by) if row.pk == number), None)
    if found is None:
        raise Refused(
            "The entry that this place came from was struck, or you may not see it. Nothing was recorded, and what you "
            "typed is shown below. If it is still a place to look, say why it matters and send again.",
            field="came_from",
        )
    return found


@acts
def record_search(
    *,
    reference: str,
    place: int,
    looked: Looked,
    happened: When,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Record that somebody looked at a place, and what came of it; each look is an entry of its own."""
    episode = _taken(reference, EventKind.PLACE_SEARCHED, by=by)
    require(permission=Permission.SEE_PROTECTED, row=episode, by=by)
    listed = place_of(episode, place)
    if listed is None:
        raise Refused(
            "This place is no longer on the list, or you may not see it. Nothing was recorded, and what you typed is "
            "shown below. Open the list: if the place stands there under another number, record it there. If not, "
            "put it on the list first."
        )
    check_version(held=episode.version, seen=seen_version)
    known = When(on=listed.happened_on, at=listed.happened_at)
    policy.check_search(
        known=known, searched=happened, outcome=looked.outcome, looked=looked.by_whom, words=looked.words
    )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.PLACE_SEARCHED,
            happened=happened,
            words=looked.words.strip(),
            answers=listed,
            detail=PlaceSearch(outcome=looked.outcome.value, looked=looked.by_whom.strip()),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="places.record_search", about=reference, by=by, now=now)
    return reference


def _taken(reference: str, kind: EventKind, *, by: Actor) -> MissingEpisode:
    """Lock an episode on which this actor may record this now."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    check_stands(episode)
    stages.check_may_follow(stage=Stage(episode.stage), kind=kind)
    return episode
