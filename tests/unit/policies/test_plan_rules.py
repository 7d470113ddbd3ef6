from __future__ import annotations

from datetime import date

import pytest

from lantern.policies.placements import needs_approval
from lantern.policies.plans import (
    Change,
    Lives,
    Said,
    changes,
    check_photograph,
    check_police_may_see,
    is_held,
    is_review_due,
    why_not_planned,
)
from lantern.vocabulary.plans import PART_TITLES, LivesNow, PlanPart
from lantern.vocabulary.refusals import NotPermitted, Refused

ENDED = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("lives", "may"),
    [
        (Lives(has_placement=True), True),
        (Lives(has_placement=False), True),  # at home: no placement ever ended
        (Lives(has_placement=False, ended=ENDED), False),  # the file only says that one ended
        (Lives(has_placement=False, ended=ENDED, lives_now=LivesNow.ANOTHER_PLACEMENT), False),
        (Lives(has_placement=False, ended=ENDED, lives_now=LivesNow.NOT_KNOWN), False),
        (Lives(has_placement=False, ended=ENDED, lives_now=LivesNow.FAMILY), True),
        (Lives(has_placement=False, ended=ENDED, lives_now=LivesNow.OWN_PLACE), True),
        (Lives(has_placement=True, is_matched=True), False),
    ],
)
def test_a_plan_is_for_where_the_child_lives(lives: Lives, may: bool) -> None:
    assert (why_not_planned(lives) == "") is may


@pytest.mark.parametrize(
    ("said", "held"),
    [
        (None, False),
        (Said(holds_plan=True, holds_guidance=True, carer_briefed=""), False),
        (Said(holds_plan=True, holds_guidance=False, carer_briefed="Cam"), False),
        (Said(holds_plan=False, holds_guidance=True, carer_briefed="Cam"), False),
        (Said(holds_plan=True, holds_guidance=True, carer_briefed="Cam"), True),
    ],
)
def test_what_nobody_said_is_not_held(said: Said | None, held: bool) -> None:
    assert is_held(said) is held


def test_a_review_is_due_the_day_after_its_day() -> None:
    assert [is_review_due(review_on=ENDED, today=date(2026, 3, day)) for day in (9, 10, 11)] == [
        False,
        False,
        True,
    ]


def test_what_two_versions_say_differently_stands_in_the_order_of_the_later() -> None:
    before = {"Marks": "A scar", "Places": "The pier", "Money": "none"}
    after = {"Places": "The arcade", "Marks": "A scar", "Health": "Inhaler"}

    assert changes(before, after) == (
        Change(what="Places", before="The pier", after="The arcade"),
        Change(what="Health", before="", after="Inhaler"),
        Change(what="Money", before="none", after=""),
    )


def test_a_photograph_of_a_day_to_come_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check_photograph(is_there=True, is_withdrawn=False, taken_on=date(2026, 3, 11), today=ENDED)

    assert refused.value.field == "photograph_taken_on"


def test_the_police_see_a_plan_only_for_a_child_reported_missing() -> None:
    check_police_may_see(is_missing=True, is_frozen=False)
    check_police_may_see(is_missing=False, is_frozen=True)
    with pytest.raises(NotPermitted):
        check_police_may_see(is_missing=False, is_frozen=False)


def test_who_approved_is_asked_of_sixteen_and_seventeen_and_of_an_age_nobody_knows() -> None:
    on = date(2026, 3, 10)
    births = (date(2010, 3, 11), date(2010, 3, 10), date(2008, 3, 11), date(2008, 3, 10), None)

    assert [needs_approval(born=born, ended_on=on) for born in births] == [False, True, True, False, True]


def test_every_part_has_its_title() -> None:
    assert list(PART_TITLES) == list(PlanPart)
