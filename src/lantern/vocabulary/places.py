"""The words of a place: what kind it is, where on the earth, and what came of looking there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lantern.vocabulary.refusals import Refused


class PlaceKind(StrEnum):
    """What a place is to the child who is missing."""

    LAST_SEEN = "last_seen"
    SIGHTING = "sighting"
    FOUND_AT = "found_at"
    HOME = "home"  # where the child lives or lived, with whomever
    FRIEND = "friend"  # of a friend or an associate
    OF_THE_PLAN = "of_the_plan"  # the going-missing plan names it
    TO_SEARCH = "to_search"  # somebody is to look there, for whatever reason
    LODGING = "lodging"
    TRANSPORT = "transport"
    OTHER = "other"


KIND_WORDS: Mapping[PlaceKind, str] = {
    PlaceKind.LAST_SEEN: "Where last seen",
    PlaceKind.SIGHTING: "A sighting",
    PlaceKind.FOUND_AT: "Found at",
    PlaceKind.HOME: "A home address",
    PlaceKind.FRIEND: "A friend’s or associate’s address",
    PlaceKind.OF_THE_PLAN: "A place on the going-missing plan",
    PlaceKind.TO_SEARCH: "A place to search",
    PlaceKind.LODGING: "A hotel or other lodging",
    PlaceKind.TRANSPORT: "A station, stop, port or airport",
    PlaceKind.OTHER: "Another place",
}


class PlaceOutcome(StrEnum):
    """What came of looking at a place."""

    NOT_THERE = "not_there"
    SIGNS = "signs"  # not there, and was
    THERE = "there"
    NO_ENTRY = "no_entry"
    IN_PART = "in_part"


OUTCOME_WORDS: Mapping[PlaceOutcome, str] = {
    PlaceOutcome.NOT_THERE: "Looked: the child is not there",
    PlaceOutcome.SIGNS: "Not there now, and signs that the child was",
    PlaceOutcome.THERE: "The child is there",
    PlaceOutcome.NO_ENTRY: "Could not get in, or nobody answered",
    PlaceOutcome.IN_PART: "Looked at a part of it only",
}
# After these the place is still to be searched.
STILL_TO_SEARCH = frozenset({PlaceOutcome.NO_ENTRY, PlaceOutcome.IN_PART})

# As far north and south as a map of square tiles goes; nearer the poles it has no place to draw.
FURTHEST_LATITUDE = Decimal("85")
FURTHEST_LONGITUDE = Decimal("180")
_FIGURE = r"[-+\u2212]?[0-9]{1,3}(?:\.[0-9]{1,20})?"
_TYPED = re.compile(rf"\(?\s*({_FIGURE})\s*°?\s*[,; ]\s*({_FIGURE})\s*°?\s*\)?")
_FINEST = Decimal("0.00001")  # about a metre


@dataclass(frozen=True)
class Point:
    """A point on the earth (WGS84), in decimal degrees to five places: north and east are positive."""

    latitude: Decimal
    longitude: Decimal

    def __post_init__(self) -> None:
        if abs(self.latitude) > FURTHEST_LATITUDE or abs(self.longitude) > FURTHEST_LONGITUDE:
            raise ValueError("a point must lie between 85 degrees south and north, and 180 west and east")

    def __str__(self) -> str:
        return f"{self.latitude:f}, {self.longitude:f}"


def read_point(typed: str) -> Point | None:
    """Read a point as it is typed or pasted: "51.5, -0.12". None where nothing was; refuse what is no point."""
    text = typed.strip()
    if not text:
        return None
    found = _TYPED.fullmatch(text)
    if found is None:
        raise _refused(
            "A point is two figures with a comma between them: latitude first, such as 51.50, -0.12. Nothing was "
            "recorded. Give both, or leave the box empty."
        )
    latitude, longitude = (_figure(each) for each in found.groups())
    if abs(latitude) > FURTHEST_LATITUDE:
        raise _refused(
            "The latitude, which comes first, must lie between -85 and 85. Nothing was recorded. Check whether the "
            "two figures are the wrong way round."
        )
    if abs(longitude) > FURTHEST_LONGITUDE:
        raise _refused(
            "The longitude must lie between -180 and 180. Nothing was recorded. Check the second figure."
        )
    if not latitude and not longitude:
        raise _refused(
            "0, 0 lies in the sea off Africa: some telephones say so where they do not know. Nothing was recorded. "
            "Leave the box empty if nobody knows the point."
        )
    return Point(latitude, longitude)


def _figure(text: str) -> Decimal:
    figure = Decimal(text.replace("\u2212", "-")).quantize(_FINEST)
    return figure if figure else abs(figure)


def _refused(words: str) -> Refused:
    return Refused(words, field="point")
