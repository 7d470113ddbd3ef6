from __future__ import annotations

from datetime import date

import pytest

from lantern.procedures.conditions import CONDITIONS, EXCUSES, assumed, birthday
from lantern.procedures.facts import VALUES, BadFact, Fact, FactName, Facts, allowed
from tests.duties.scenario import fact, history

[REFERRED] = history("2026-11-20 10:00 nrm_referred")
OF_A_BODY_THAT_MAY_NOT_BE = "is_placed_with_fostering_agency"


def holds(name: str, *lines: str) -> bool:
    return CONDITIONS[name].holds(Facts(dated=[fact(line) for line in lines]), REFERRED)


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_whose_fact_nobody_knows_holds(name: str) -> None:
    assert holds(name) is (name != OF_A_BODY_THAT_MAY_NOT_BE)


@pytest.mark.parametrize("name", EXCUSES)
def test_an_excuse_whose_fact_nobody_knows_excuses_nothing(name: str) -> None:
    assert EXCUSES[name].since(Facts(), REFERRED) is None


@pytest.mark.parametrize(
    ("name", "so", "not_so"),
    [
        ("is_looked_after", "is_looked_after=true", "is_looked_after=false"),
        ("is_out_of_area", "distance=adjoining", "distance=own"),
        ("is_at_a_distance", "distance=distance", "distance=adjoining"),
        ("is_placed_with_fostering_agency", "placed_with=fostering_agency", "placed_with=own_fostering"),
        ("is_unaccompanied", "is_unaccompanied=true", "is_unaccompanied=false"),
        ("has_care_order", "has_care_order=true", "has_care_order=false"),
        ("is_under_16", "date_of_birth=2010-11-21", "date_of_birth=2010-11-20"),
        ("is_under_18", "date_of_birth=2008-11-21", "date_of_birth=2008-11-20"),
        ("is_presumed_child", "age_standing=presumed", "age_standing=determined"),
        ("is_in_pilot_area", "in_pilot_area=true", "in_pilot_area=false"),
        ("is_more_than_100_days_from_18", "date_of_birth=2009-03-01", "date_of_birth=2009-02-28"),
    ],
)
def test_a_condition_holds_by_its_fact(name: str, so: str, not_so: str) -> None:
    assert (holds(name, so), holds(name, not_so)) == (True, False)


def test_every_condition_with_a_fact_says_which_it_took_for_granted() -> None:
    known = Facts(dated=[fact("date_of_birth=2010-01-01")])

    assert [
        assumed("is_not_for_a_pilot_panel", Facts(), REFERRED),
        assumed("is_not_for_a_pilot_panel", known, REFERRED),
        assumed("is_missing_not_away", Facts(), REFERRED),
    ] == [(FactName.IN_PILOT_AREA, FactName.DATE_OF_BIRTH), (FactName.IN_PILOT_AREA,), ()]


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["distance=own"], "own"),
        (["distance=own until=2026-11-19"], None),
        (["distance=own since=2026-11-21"], None),
        (["distance=own", "distance=adjoining since=2026-11-20"], "adjoining"),
        (
            ["distance=adjoining since=2026-11-20 until=2026-11-20", "distance=own since=2026-11-01"],
            "adjoining",
        ),
    ],
)
def test_a_fact_is_so_from_its_first_day_to_its_last(lines: list[str], value: str | None) -> None:
    facts = Facts(dated=[fact(line) for line in lines])

    assert facts.on(FactName.DISTANCE, date(2026, 11, 20)) == value


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        (FactName.DISTANCE, "far", '"far" is no value of "distance"; it may be: own, adjoining, distance'),
        (FactName.IS_LOOKED_AFTER, "yes", '"yes" is no value of "is_looked_after"; it may be: true, false'),
        (
            FactName.DATE_OF_BIRTH,
            True,
            '"True" is no value of "date_of_birth"; it may be: a day, such as 2010-05-01',
        ),
    ],
)
def test_a_fact_with_a_value_of_another_kind_is_refused(
    name: FactName, value: str | bool, reason: str
) -> None:
    with pytest.raises(BadFact, match=reason):
        Fact(name=name, value=value)


def test_a_fact_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadFact, match="ends on 2026-01-01 before it begins on 2026-02-01"):
        Fact(name=FactName.IS_LOOKED_AFTER, value=True, since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_every_fact_has_a_kind_of_value() -> None:
    assert [set(VALUES), all(allowed(name) for name in FactName)] == [set(FactName), True]


def test_a_birthday_on_a_leap_day_is_on_the_first_of_march_in_other_years() -> None:
    assert [birthday(date(2008, 2, 29), 18), birthday(date(2008, 2, 29), 16)] == [
        date(2026, 3, 1),
        date(2024, 2, 29),
    ]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["is_looked_after=false since=2026-12-01"], date(2026, 12, 1)),
        (["is_looked_after=false since=2026-11-01"], date(2026, 11, 20)),
        (["is_looked_after=false since=2026-11-01 until=2026-11-10"], None),
        (["is_looked_after=false"], None),
        (["is_looked_after=true since=2026-12-01"], None),
    ],
)
def test_from_when_a_child_is_no_longer_looked_after(lines: list[str], day: date | None) -> None:
    facts = Facts(dated=[fact(line) for line in lines])

    assert EXCUSES["no_longer_looked_after"].since(facts, REFERRED) == day
