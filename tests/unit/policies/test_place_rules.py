"""What a place must say, how a point is read, and when a place counts as searched."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.policies import places as policy
from lantern.vocabulary.days import When
from lantern.vocabulary.places import (
    FURTHEST_LATITUDE,
    FURTHEST_LONGITUDE,
    KIND_WORDS,
    OUTCOME_WORDS,
    PlaceKind,
    PlaceOutcome,
    Point,
    read_point,
)
from lantern.vocabulary.refusals import Refused

KNOWN = When.moment(datetime(2026, 3, 14, 12, tzinfo=UTC))
LATER = When.moment(datetime(2026, 3, 14, 13, tzinfo=UTC))
quickly = settings(deadline=None, database=None)


def point(latitude: str, longitude: str) -> Point:
    return Point(Decimal(latitude), Decimal(longitude))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", None),
        ("  ", None),
        ("51.5, -0.12", point("51.50000", "-0.12000")),
        ("51.5,-0.12", point("51.50000", "-0.12000")),
        ("51.5 -0.12", point("51.50000", "-0.12000")),
        ("(51.5; -0.12)", point("51.50000", "-0.12000")),
        ("51.5°, −0.12°", point("51.50000", "-0.12000")),
        ("+51, 0", point("51.00000", "0.00000")),
        ("51.123456789, -0.000001", point("51.12346", "0.00000")),
        ("-85, 180", point("-85.00000", "180.00000")),
    ],
)
def test_a_point_is_read_as_it_is_pasted(typed: str, read: Point | None) -> None:
    assert read_point(typed) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("51.5", "two figures"),
        ("51.5,", "two figures"),
        (", -0.12", "two figures"),
        ("51,5, -0,12", "two figures"),
        ("51.5, -0.12, 3", "two figures"),
        ("51°30'N 0°7'W", "two figures"),
        ("TQ 30 80", "two figures"),
        ("nan, inf", "two figures"),
        ("1e1, 1e1", "two figures"),
        ("٥١.٥, ٠.١", "two figures"),
        ("85.1, 0.1", "latitude, which comes first"),
        ("-0.12, 181", "longitude must lie"),
        ("0, 0.000001", "the sea off Africa"),
    ],
)
def test_what_is_no_point_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        read_point(typed)
    assert refused.value.field == "point"
    assert "Nothing was recorded." in refused.value.message


@given(
    st.decimals(-FURTHEST_LATITUDE, FURTHEST_LATITUDE, places=5),
    st.decimals(-FURTHEST_LONGITUDE, FURTHEST_LONGITUDE, places=5),
)
@quickly
def test_what_is_shown_of_a_point_is_read_back_as_it(latitude: Decimal, longitude: Decimal) -> None:
    if latitude or longitude:
        shown = Point(latitude, longitude)
        assert read_point(str(shown)) == shown


@pytest.mark.parametrize(("latitude", "longitude"), [("85.00001", "0"), ("0", "-180.00001")])
def test_a_point_off_the_map_is_none(latitude: str, longitude: str) -> None:
    with pytest.raises(ValueError, match="85 degrees"):
        point(latitude, longitude)


@pytest.mark.parametrize(
    ("address", "why", "has_source", "field"),
    [(" ", "Why", False, "address"), ("3 Invented Street", " ", False, "why")],
)
def test_a_place_says_where_and_why(address: str, why: str, has_source: bool, field: str) -> None:
    with pytest.raises(Refused) as refused:
        policy.check_place(address=address, why=why, has_source=has_source)
    assert refused.value.field == field


def test_the_entry_that_a_place_comes_from_says_why() -> None:
    policy.check_place(address="3 Invented Street", why="", has_source=True)


@pytest.mark.parametrize(
    ("searched", "outcome", "looked", "words", "field"),
    [
        (When(on=date(2026, 3, 13)), PlaceOutcome.NOT_THERE, "PC 1", "", "happened"),
        (LATER, PlaceOutcome.NOT_THERE, " ", "", "looked"),
        (LATER, PlaceOutcome.NO_ENTRY, "PC 1", " ", "words"),
        (LATER, PlaceOutcome.IN_PART, "PC 1", "", "words"),
    ],
)
def test_a_look_that_cannot_be_or_leaves_open_what_is_left_is_refused(
    searched: When, outcome: PlaceOutcome, looked: str, words: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        policy.check_search(known=KNOWN, searched=searched, outcome=outcome, looked=looked, words=words)
    assert refused.value.field == field


def test_a_place_is_searched_once_somebody_looked_at_all_of_it() -> None:
    tried = [PlaceOutcome.NO_ENTRY, PlaceOutcome.IN_PART]
    assert not policy.is_searched([])
    assert not policy.is_searched(tried)
    assert [each for each in PlaceOutcome if policy.is_searched([*tried, each])] == [
        PlaceOutcome.NOT_THERE,
        PlaceOutcome.SIGNS,
        PlaceOutcome.THERE,
    ]


def test_every_kind_and_outcome_has_its_words() -> None:
    assert (set(KIND_WORDS), set(OUTCOME_WORDS)) == (set(PlaceKind), set(PlaceOutcome))


def test_a_child_is_said_to_be_there_until_somebody_looks_later_and_sees_that_they_are_not() -> None:
    first, later = (When.moment(datetime(2026, 11, 22, hour, tzinfo=UTC)) for hour in (9, 10))
    there, gone = (first, PlaceOutcome.THERE), (later, PlaceOutcome.NOT_THERE)
    assert not policy.is_said_there([])
    assert policy.is_said_there([there])
    assert policy.is_said_there([there, (later, PlaceOutcome.NO_ENTRY)])
    assert policy.is_said_there([(first, PlaceOutcome.NOT_THERE), (later, PlaceOutcome.THERE)])
    assert policy.is_said_there(
        [(When(on=later.on), PlaceOutcome.THERE), gone]
    )  # which came first is not known
    assert not policy.is_said_there([there, gone])
    assert not policy.is_said_there([there, (later, PlaceOutcome.SIGNS)])
