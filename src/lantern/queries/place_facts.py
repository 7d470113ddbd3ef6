"""What a chronology says of a place on the list, and of looking there."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.queries.details import by_event
from lantern.record.models import Event, ListedPlace, PlaceSearch
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import KIND_WORDS, OUTCOME_WORDS, PlaceKind, PlaceOutcome

Facts = list[tuple[str, str]]
WHICH = "Which place"
HIDDEN = "Seen only by those who may see addresses"


def facts_of(rows: Iterable[Event], *, sees_addresses: Iterable[int]) -> dict[int, Facts]:
    """Give, by entry, what is said of it; of a place only where its reader sees the addresses of that episode."""
    held, shown = list(rows), set(sees_addresses)
    listed = [row for row in held if row.kind == EventKind.PLACE_LISTED.value]
    looked = [row for row in held if row.kind == EventKind.PLACE_SEARCHED.value]
    asked = {row.pk for row in listed} | {row.answers_id for row in looked if row.answers_id}
    if not asked:
        return {}
    places = {each.event_id: each for each in ListedPlace.objects.filter(event__in=asked)} if shown else {}
    searches = by_event(PlaceSearch, looked)

    def shown_of(row: Event) -> ListedPlace | None:
        return places.get(row.answers_id or row.pk) if row.pk in shown else None

    found = {row.pk: _place(place) if (place := shown_of(row)) else [(WHICH, HIDDEN)] for row in listed}
    return found | {
        row.pk: [(WHICH, place.address if (place := shown_of(row)) else HIDDEN), *_search(searches[row.pk])]
        for row in looked
        if row.pk in searches
    }


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
