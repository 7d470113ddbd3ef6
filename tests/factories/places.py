"""A place on the list, and that somebody looked there, as bare rows."""

from __future__ import annotations

from typing import Any

from lantern.record.models import Event, ListedPlace, PlaceSearch
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import PlaceKind, PlaceOutcome
from tests.factories.missing import make_event
from tests.factories.sight import invented


@invented
def make_listed_place(*, event: Event | None = None, **fields: Any) -> ListedPlace:
    fields = {"number": 1, "kind": PlaceKind.FRIEND.value, "address": "3 Invented Street", **fields}
    return ListedPlace.objects.create(event=event or make_event(kind=EventKind.PLACE_LISTED), **fields)


@invented
def make_place_search(*, event: Event | None = None, **fields: Any) -> PlaceSearch:
    fields = {"outcome": PlaceOutcome.NOT_THERE.value, "looked": "PC 1 Invented", **fields}
    return PlaceSearch.objects.create(event=event or make_event(kind=EventKind.PLACE_SEARCHED), **fields)
