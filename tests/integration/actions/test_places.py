"""The list of places: each is a protected dated fact, each look at it an entry that answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lantern.actions import information, missing, plans, sealing
from lantern.actions import places as acting
from lantern.actions.information import Information
from lantern.actions.places import Looked, Place
from lantern.actions.plans import Step, WrittenPlan
from lantern.actions.said import Found
from lantern.queries.earlier_places import EarlierPlace, EarlierTime, PlanPlaces
from lantern.queries.missing import episode_page
from lantern.queries.places import LookedLine, PlaceLine, Places, places
from lantern.record.context import seen_as
from lantern.record.models import Event, ListedPlace, PlaceSearch
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.involved import make_episode_access, make_seal
from tests.factories.night import Night, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

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

    hidden = (("Which place", "Seen only by those who may see addresses"),)
    searched = (("What came of it", "Looked: the child is not there"), ("Who looked", "PC 1 Invented"))
    assert facts(night.desk) == {
        EventKind.PLACE_LISTED: (
            ("What it is", "A friend’s or associate’s address"),
            ("Where", "3 Invented Street"),
            ("Point", "51.50000, -0.12000"),
            ("Why it matters", "She stays there"),
        ),
        EventKind.PLACE_SEARCHED: (("Which place", "3 Invented Street"), *searched),
    }
    assert facts(night.host_desk) == {
        EventKind.PLACE_LISTED: hidden,
        EventKind.PLACE_SEARCHED: (*hidden, *searched),
    }


def received(night: Night, reference: str, words: str = "Seen at the ferry", *, minutes: float = 5) -> int:
    """Record a sighting and give the number of its entry."""
    now = at(minutes=minutes)
    information.record_information(
        reference=reference,
        information=Information(words=words, obtained=When.moment(now)),
        by=night.desk,
        now=now,
    )
    return seen(night, reference).said[0].number


def test_a_place_comes_from_a_sighting_without_writing_it_again(night: Night, reference: str) -> None:
    sighting = received(night, reference)
    assert [(each.number, each.kind, each.address, each.words) for each in seen(night, reference).said][
        0
    ] == (
        sighting,
        PlaceKind.SIGHTING,
        "",
        "Seen at the ferry",
    )
    assert [each.address for each in seen(night, reference).said][1:] == ["The bus station"]
    listed(night, reference, came_from=sighting, kind=PlaceKind.SIGHTING, address="The ferry", why="")
    (place,) = seen(night, reference).listed
    assert (place.came_from, place.is_source_struck) == (sighting, False)
    assert sighting not in [each.number for each in seen(night, reference).said]

    missing.correct(
        reference=reference,
        event=sighting,
        reasons="A hoax",
        seen_version=None,
        by=night.desk,
        now=at(minutes=50),
    )
    (place,) = seen(night, reference).listed
    assert (place.came_from, place.is_source_struck) == (sighting, True)


def test_sealing_a_sighting_seals_its_place_and_who_looked_there(night: Night, reference: str) -> None:
    listed(night, reference, minutes=3, address="1 Invented Road")
    sighting = received(night, reference)
    number = listed(night, reference, came_from=sighting, why="")
    looked(night, reference, number, words="Under the pier")
    listed(night, reference, minutes=40, address="9 Invented Road")
    sealing.seal(
        reference=reference,
        event=sighting,
        reasons="It is about another child",
        seen_version=None,
        by=night.desk,
        now=at(minutes=55),
    )
    for reader in (night.desk, night.police, night.host_desk):
        found = seen(night, reference, by=reader)
        on_list = [] if reader is night.host_desk else [(3, "9 Invented Road"), (1, "1 Invented Road")]
        assert [(each.place, each.address) for each in found.listed] == on_list
        assert found.hidden == (2 if reader is night.host_desk else 0)
        page = episode_page(reference=reference, by=reader, now=at(hours=2))
        said = str(page.chronology)
        assert not [words for words in ("3 Invented Street", "Under the pier", "ferry") if words in said]
        with seen_as(reader):
            assert ListedPlace.objects.count() == len(on_list)
            assert not PlaceSearch.objects.exists()
    listed(night, reference, minutes=60, address="10 Invented Road", by=night.carer)
    listed(night, reference, minutes=61, address="11 Invented Road")
    assert [each.place for each in seen(night, reference).listed] == [5, 4, 3, 1]


def test_a_place_whose_source_is_sealed_is_shut_by_the_database_alone(night: Night, reference: str) -> None:
    sighting = received(night, reference)
    listed(night, reference, came_from=sighting, why="")
    with seen_as(SIMULATOR):
        make_seal(event=Event.objects.get(pk=sighting))
    found = seen(night, reference)
    assert (found.listed, found.hidden, found.sees_addresses) == ((), 1, True)
    with seen_as(night.desk):
        assert not ListedPlace.objects.exists()


@pytest.mark.parametrize("came_from", ["another episode's", "struck", "nothing"])
def test_a_source_that_does_not_stand_or_is_not_of_this_episode_is_refused(
    came_from: str, night: Night, reference: str
) -> None:
    number = 10**9
    if came_from == "struck":
        number = received(night, reference)
        missing.correct(
            reference=reference,
            event=number,
            reasons="No",
            seen_version=None,
            by=night.desk,
            now=at(minutes=6),
        )
    if came_from == "another episode's":
        other = make_night()
        number = received(other, other.reported())
    with pytest.raises(Refused, match="was struck, or you may not see it"):
        listed(night, reference, came_from=number)
    assert seen(night, reference).listed == ()


def test_a_look_is_refused_before_the_place_was_known_and_on_what_is_struck(
    night: Night, reference: str
) -> None:
    number = listed(night, reference)
    with pytest.raises(Refused, match="not known yet at that time"):
        looked(night, reference, number, happened=When.moment(at(minutes=9)))
    with pytest.raises(Refused, match="who looked"):
        looked(night, reference, number, by_whom=" ")
    with pytest.raises(Refused, match="still to be looked at"):
        looked(night, reference, number, outcome=PlaceOutcome.IN_PART)
    with pytest.raises(Refused, match="in the past|future|not happened"):
        looked(night, reference, number, happened=When.moment(at(hours=9)))
    version = episode_of(reference).version
    looked(night, reference, number, seen_version=version)
    with pytest.raises(Stale):
        looked(night, reference, number, seen_version=version)
    missing.correct(
        reference=reference, event=number, reasons="No", seen_version=None, by=night.desk, now=at(minutes=50)
    )
    with pytest.raises(Refused, match="no longer on the list"):
        looked(night, reference, number, minutes=60)
    other = listed(night, reference, minutes=61)
    assert [(each.number, each.place) for each in seen(night, reference).listed] == [(other, 2)]


def test_a_look_on_the_day_it_became_known_is_taken_where_no_time_is(night: Night, reference: str) -> None:
    number = listed(night, reference, happened=When(on=day_of(at(minutes=10))))
    looked(night, reference, number, happened=When(on=day_of(at(minutes=10))))
    assert seen(night, reference).listed[0].is_searched


def test_the_same_press_counts_once(night: Night, reference: str) -> None:
    number = listed(night, reference, key="one-key")
    assert listed(night, reference, key="one-key") == number
    for _press in range(2):
        looked(night, reference, number, key="another-key")
    (place,) = seen(night, reference).listed
    assert len(place.looked) == 1


def test_who_may_not_is_refused(night: Night, reference: str) -> None:
    number = listed(night, reference)
    strangers = {
        Role.DUTY_WORKER: None,
        Role.IMMIGRATION_OFFICER: None,
        Role.NATIONAL_OVERSIGHT: None,
        Role.INFORMATION_OWNER: night.authority,
    }
    for role, organisation in strangers.items():
        stranger = make_actor(role=role, **({"organisation": organisation} if organisation else {}))
        with pytest.raises((NotFound, NotPermitted)):
            listed(night, reference, by=stranger)
        with pytest.raises((NotFound, NotPermitted)):
            looked(night, reference, number, by=stranger)
        if organisation is None and role is not Role.NATIONAL_OVERSIGHT:
            with pytest.raises(NotFound):
                seen(night, reference, by=stranger)
        with seen_as(stranger):
            assert ListedPlace.objects.exists() is (role is Role.INFORMATION_OWNER)
    for reader in (night.host_desk, night.carer):
        with pytest.raises(NotPermitted):
            looked(night, reference, number, by=reader)
        listed(night, reference, by=reader)
        found = seen(night, reference, by=reader)
        assert (found.listed, found.sees_addresses) == ((), False)
    assert len(seen(night, reference).listed) == 3
    assert seen(night, reference, by=night.carer).said == ()


def test_the_plan_in_force_and_earlier_episodes_stand_beside_it(night: Night) -> None:
    plan = WrittenPlan(
        owner="Sol Invented",
        review_on=day_of(at(days=30)),
        parts=((PlanPart.PLACES, "The skate park"),),
        steps=(Step(what="Ring her", who="The carer"),),
    )
    early = at(days=-20)
    first = night.reported(now=early, last_seen=When.moment(early - timedelta(hours=1)))
    place = Place(kind=PlaceKind.FRIEND, address="3  invented street", postcode="ZZ1 1ZZ", why="A friend")
    given: dict[str, Any] = {"reference": first, "by": night.desk}
    soon = early + timedelta(minutes=5)
    acting.list_place(place=place, happened=When.moment(soon), came_from=None, now=soon, **given)
    found = Found(place="3 Invented Street")
    located = early + timedelta(hours=1)
    missing.record_located(
        located=When.moment(located), words="", found=found, seen_version=None, now=located, **given
    )
    back = early + timedelta(hours=2)
    missing.record_return(returned=When.moment(back), words="", seen_version=None, now=back, **given)
    plans.write_plan(child=night.child.reference, plan=plan, seen_version=0, by=night.desk, now=at(days=-1))
    reference = night.reported()

    held = seen(night, reference)
    assert held.plan == PlanPlaces(
        number=1, places="The skate park", recorded_at=at(days=-1), child=night.child.reference
    )
    assert held.earlier == (
        EarlierPlace(
            address="3 Invented Street",
            postcode="ZZ1 1ZZ",
            times=(
                EarlierTime(episode=first, when=When.moment(located), kind=PlaceKind.FOUND_AT),
                EarlierTime(episode=first, when=When.moment(soon), kind=PlaceKind.FRIEND),
            ),
        ),
    )
    assert seen(night, first).earlier == ()
    assert seen(night, reference, by=night.police).earlier == held.earlier
    host = seen(night, reference, by=night.host_desk)
    assert (host.plan, host.earlier) == (held.plan, ())
    back = at(hours=3)
    told = {"reference": reference, "by": night.desk, "now": back}
    missing.record_return(returned=When.moment(back), words="", seen_version=None, **told)
    assert seen(night, reference, by=night.police).plan == held.plan  # it was frozen into its own episode
    plans.write_plan(child=night.child.reference, plan=plan, seen_version=1, by=night.desk, now=at(hours=4))
    assert seen(night, reference, by=night.police).plan is None
    assert seen(night, reference).plan == replace(held.plan, number=2, recorded_at=at(hours=4))


def test_who_was_let_in_sees_this_episodes_places_and_neither_plan_nor_earlier_ones(
    night: Night, reference: str
) -> None:
    other = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    make_episode_access(episode=episode_of(reference), organisation=other)
    number = listed(night, reference)
    fay = make_actor(role=Role.POLICE_DESK, organisation=other)
    looked(night, reference, number, by=fay)
    found = seen(night, reference, by=fay)
    assert ([each.number for each in found.listed], found.plan, found.earlier) == ([number], None, ())
