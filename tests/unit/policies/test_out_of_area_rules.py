"""What an approval, a notice, a list of hearers, a received notice and a hand-over must say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.policies import out_of_area as policy
from lantern.policies import transfers
from lantern.policies.out_of_area import Hearing
from lantern.vocabulary.out_of_area import Approver, Distance, MustHear
from lantern.vocabulary.refusals import Refused

TODAY = date(2026, 3, 14)
TOMORROW = TODAY + timedelta(days=1)


def refused(check: Any, *args: Any, **given: Any) -> str | None:
    """Give the field that a refusal names."""
    with pytest.raises(Refused) as refusal:
        check(*args, **given)
    return refusal.value.field


def approval(**more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "distance": Distance.ADJOINING,
        "approver": Approver.NOMINATED_OFFICER,
        "approved_by": "Nom Invented",
        "missing_risk": "Weighed",
        "is_emergency": False,
        "consulted_on": None,
        "care_plan_given_on": None,
        "today": TODAY,
    }
    return said | more


FAR = {"distance": Distance.AT_A_DISTANCE, "approver": Approver.DIRECTOR}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"distance": Distance.OWN}, "provider"),
        ({"distance": Distance.AT_A_DISTANCE}, "approver"),
        ({"approved_by": " "}, "approved_by"),
        ({"missing_risk": ""}, "missing_risk"),
        ({"consulted_on": TOMORROW}, "consulted_on"),
        ({"care_plan_given_on": TOMORROW}, "care_plan_given_on"),
        (FAR, "consulted_on"),
        ({**FAR, "consulted_on": TODAY}, "care_plan_given_on"),
    ],
)
def test_an_approval_that_lacks_something_is_refused(more: dict[str, Any], field: str) -> None:
    assert refused(policy.check_approval, **approval(**more)) == field


@pytest.mark.parametrize(
    "more", [{}, {**FAR, "is_emergency": True}, {**FAR, "consulted_on": TODAY, "care_plan_given_on": TODAY}]
)
def test_an_approval_that_says_all_is_taken(more: dict[str, Any]) -> None:
    policy.check_approval(**approval(**more))


@pytest.mark.parametrize(
    ("distance", "approver"),
    [
        (Distance.OWN, None),
        (Distance.ADJOINING, Approver.NOMINATED_OFFICER),
        (Distance.AT_A_DISTANCE, Approver.DIRECTOR),
    ],
)
def test_the_further_the_more_senior(distance: Distance, approver: Approver | None) -> None:
    assert policy.needed(distance) is approver


def test_a_notice_says_needs_and_why() -> None:
    assert refused(policy.check_notice, needs=" ", why_suitable="x") == "needs"
    assert refused(policy.check_notice, needs="x", why_suitable=" ") == "why_suitable"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, None),
        ({MustHear.CHILD: Hearing(told_on=TOMORROW)}, "told_child"),
        ({MustHear.PARENT: Hearing(told_on=TODAY, left_out_because="x")}, "why_parent"),
        ({MustHear.REVIEWING_OFFICER: Hearing(left_out_because="x")}, "why_reviewing"),
        ({MustHear.CHILD: Hearing(left_out_because="x")}, "why_child"),
    ],
)
def test_hearers_that_cannot_be_are_refused(said: dict[MustHear, Hearing], field: str | None) -> None:
    assert refused(policy.check_hearers, said, today=TODAY) == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"acknowledged_on": TODAY - timedelta(days=2)}, "acknowledged_on"),
        ({"acknowledged_on": TOMORROW}, "acknowledged_on"),
        ({"begins_on": TOMORROW}, "begins_on"),
    ],
)
def test_a_received_notice_with_days_that_cannot_be_is_refused(more: dict[str, Any], field: str) -> None:
    said = {"begins_on": TODAY, "received_on": TODAY - timedelta(days=1), "acknowledged_on": None}
    assert refused(policy.check_received, **(said | more), today=TODAY) == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"is_missing": True}, None),
        ({"is_open": True}, None),
        ({"missing_risk": " "}, "missing_risk"),
        ({"trafficking_risk": " "}, "trafficking_risk"),
    ],
)
def test_nobody_is_asked_to_take_over_without_the_risk(more: dict[str, Any], field: str | None) -> None:
    said = {"missing_risk": "x", "trafficking_risk": "x", "is_open": False, "is_missing": False}
    assert refused(transfers.check_asked, **(said | more)) == field


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"answered_by": " "}, "answered_by"),
        ({"answered_on": TODAY - timedelta(days=3)}, "happened"),
        ({"accepted": False}, "words"),
        ({"is_missing": True}, None),
    ],
)
def test_an_answer_that_cannot_be_is_refused(more: dict[str, Any], field: str | None) -> None:
    said = {
        "answered_by": "Rec Invented",
        "words": "",
        "accepted": True,
        "asked_on": TODAY - timedelta(days=2),
        "answered_on": TODAY,
        "is_missing": False,
    }
    assert refused(transfers.check_answer, **(said | more)) == field
