"""The list of places: each is a protected dated fact, each look at it an entry that answers it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lantern.actions import places as acting
from lantern.actions.places import Looked, Place
from lantern.queries.missing import episode_page
from lantern.queries.places import LookedLine, PlaceLine, Places, places
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from tests.factories.night import Night, at, make_night

pytestmark = pytest.mark.django_db
POINT = Point(Decimal("51.50000"), Decimal("-0.12000"))


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported(last_seen_where="The bus station")


def seen(night: Night, reference: str, *, by: Actor | None = None) -> Places:
    return places(reference=reference, by=by or night.desk, now=at(hours=5))


def listed(
    night: Night,
    reference: str,
    *,
    minutes: float = 10,
    by: Actor | None = None,
    key: str | None = None,
    **said: Any,
) -> int:
    """Put a place on the list and give its number."""
    come = {name: said.pop(name) for name in ("came_from", "happened") if name in said}
    known = {"kind": PlaceKind.FRIEND, "address": "3 Invented Street", "why": "She stays there", **said}
    now = at(minutes=minutes)
    given: dict[str, Any] = {"came_from": None, "happened": When.moment(now), **come}
    acting.list_place(
        reference=reference, place=Place(**known), **given, by=by or night.desk, now=now, key=key
    )
    return max((each.number for each in seen(night, reference).listed), default=0)


def looked(night: Night, reference: str, place: int, *, minutes: float = 30, **said: Any) -> None:
    more = {name: said.pop(name) for name in ("happened", "seen_version", "by", "key") if name in said}
    known = {"outcome": PlaceOutcome.NOT_THERE, "by_whom": "PC 1 Invented", **said}
    now = at(minutes=minutes)
    given: dict[str, Any] = {"happened": When.moment(now), "seen_version": None, "by": night.desk, **more}
    acting.record_search(reference=reference, place=place, looked=Looked(**known), **given, now=now)


def line(night: Night, number: int, **more: Any) -> PlaceLine:
    known: dict[str, Any] = {
        "number": number,
        "place": 1,
        "kind": PlaceKind.FRIEND,
        "address": "3 Invented Street",
        "postcode": "",
        "why": "She stays there",
        "point": None,
        "known": When.moment(at(minutes=10)),
        "recorded_at": at(minutes=10),
        "by_name": night.desk.name,
        "by_organisation": night.authority.name,
        "said_by": "",
        "came_from": None,
        "is_source_struck": False,
        "looked": (),
        "may_correct": True,
    }
    return PlaceLine(**(known | more))


def test_a_place_is_listed_searched_and_stays_with_its_time_and_author(night: Night, reference: str) -> None:
    number = listed(
        night, reference, point=POINT, postcode="ZZ1 1ZZ", said_by="A friend", contact="01632 960001"
    )
    (place,) = seen(night, reference).listed
    known = {"point": POINT, "postcode": "ZZ1 1ZZ", "said_by": "A friend, 01632 960001"}
    assert place == line(night, number, **known)
    assert not place.is_searched

    looked(night, reference, number, outcome=PlaceOutcome.NO_ENTRY, words="Nobody came to the door")
    assert not seen(night, reference).listed[0].is_searched
    looked(night, reference, number, minutes=40, by=night.police)
    (place,) = seen(night, reference).listed
    first = LookedLine(
        at=When.moment(at(minutes=30)),
        recorded_at=at(minutes=30),
        outcome=PlaceOutcome.NO_ENTRY,
        by_whom="PC 1 Invented",
        words="Nobody came to the door",
    )
    second = LookedLine(
        at=When.moment(at(minutes=40)),
        recorded_at=at(minutes=40),
        outcome=PlaceOutcome.NOT_THERE,
        by_whom="PC 1 Invented",
        words="",
    )
    assert place == line(night, number, **known, looked=(second, first))
    assert place.is_searched


def test_what_is_still_to_be_searched_stands_first_and_a_number_never_changes(
    night: Night, reference: str
) -> None:
    first, second, third = (
        listed(night, reference, minutes=minutes, address=f"{minutes} Invented Street")
        for minutes in (10, 11, 12)
    )
    looked(night, reference, third)
    assert [(each.place, each.number) for each in seen(night, reference).listed] == [
        (2, second),
        (1, first),
        (3, third),
    ]


def test_the_chronology_says_the_place_to_those_who_see_addresses(night: Night, reference: str) -> None:
    number = listed(night, reference, point=POINT)
    looked(night, reference, number)

    def facts(by: Actor) -> dict[EventKind, tuple[tuple[str, str], ...]]:
        page = episode_page(reference=reference, by=by, now=at(hours=2))
        kinds = (EventKind.PLACE_LISTED, EventKind.PLACE_SEARCHED)
        return {entry.kind: entry.facts for entry in page.chronology if entry.kind in kinds}

    searched = (("What came of it", "Looked: the child is not there"), ("Who looked", "PC 1 Invented"))
    assert facts(night.desk) == {
        EventKind.PLACE_LISTED: (
            ("What it is", "A friend’s or associate’s address"),
            ("Where", "3 Invented Street"),
            ("Point", "51.50000, -0.12000"),
            ("Why it matters", "She stays there"),
        ),
        EventKind.PLACE_SEARCHED: searched,
    }
    assert facts(night.host_desk) == {
        EventKind.PLACE_LISTED: (("Which place", "Seen only by those who may see addresses"),),
        EventKind.PLACE_SEARCHED: searched,
    }
