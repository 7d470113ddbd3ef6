"""What a chronology says of a place on the list, and of looking there."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.queries.risk_facts import by_event
from lantern.record.models import Event, ListedPlace, PlaceSearch
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import KIND_WORDS, OUTCOME_WORDS, PlaceKind, PlaceOutcome

Facts = list[tuple[str, str]]
HIDDEN = "Seen only by those who may see addresses"


def facts_of(rows: Iterable[Event], *, sees_addresses: Iterable[int]) -> dict[int, Facts]:
    """Give, by entry, what is said of it; of a place only where its reader sees the addresses of that episode."""
    held = list(rows)
    listed = [row for row in held if row.kind == EventKind.PLACE_LISTED.value]
    shown = set(sees_addresses)
    places = by_event(ListedPlace, [row for row in listed if row.pk in shown])
    found = {row.pk: [("Which place", HIDDEN)] for row in listed}
    found |= {key: _place(place) for key, place in places.items()}
    searches = by_event(PlaceSearch, [row for row in held if row.kind == EventKind.PLACE_SEARCHED.value])
    return found | {key: _search(search) for key, search in searches.items()}


def _place(place: ListedPlace) -> Facts:
    point = f"{place.latitude:f}, {place.longitude:f}" if place.latitude is not None else ""
    return [
        ("What it is", KIND_WORDS[PlaceKind(place.kind)]),
        ("Where", place.address),
        ("Postcode", place.postcode),
        ("Point", point),
        ("Why it matters", place.why),
    ]


def _search(search: PlaceSearch) -> Facts:
    return [("What came of it", OUTCOME_WORDS[PlaceOutcome(search.outcome)]), ("Who looked", search.looked)]
