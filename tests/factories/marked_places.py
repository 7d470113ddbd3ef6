"""A mark in every column about a place on the list of a search, and about looking there."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from lantern.actions import places as acting
from lantern.actions.places import Looked, Place
from lantern.queries.places import places
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from tests.factories.marks import MARKS


def placed(reference: str, *, by: Actor, now: datetime) -> None:
    """Put a place on the list, and record that somebody looked there."""
    m = MARKS
    place = Place(
        kind=PlaceKind.FRIEND,
        address=m["ListedPlace.address"],
        postcode=m["ListedPlace.postcode"],
        why=m["ListedPlace.why"],
        point=Point(Decimal("51.50000"), Decimal("-0.12000")),
        said_by=m["EventSource.said_by"],
        contact=m["EventSource.contact"],
    )
    told = {"reference": reference, "happened": When.moment(now), "by": by, "now": now}
    acting.list_place(place=place, came_from=None, **told)  # type: ignore[arg-type]
    looked = Looked(outcome=PlaceOutcome.NOT_THERE, by_whom=m["PlaceSearch.looked"], words=m["Event.words"])
    number = int(numbers_of(reference, by=by, now=now)["listed_place"])
    acting.record_search(place=number, looked=looked, seen_version=None, **told)  # type: ignore[arg-type]


def numbers_of(reference: str, *, by: Actor, now: datetime) -> dict[str, str]:
    """Give the number that the address of a look is filled with."""
    (line,) = places(reference=reference, by=by, now=now).listed
    return {"listed_place": str(line.number)}
