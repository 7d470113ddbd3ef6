"""What may be said of what changed after a return."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.policies.changed import Change, check_change, check_not_told
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround
from lantern.vocabulary.refusals import Refused

BACK = date(2026, 3, 13)
TODAY = date(2026, 3, 16)
ASKED: dict[str, Any] = {
    "review": ReviewAfter.ASKED,
    "review_ground": ReviewGround.CHILD_ASKS,
    "review_asked_on": TODAY,
    "reviewing_officer": "Invented Officer",
}


def change(**said: Any) -> Change:
    said = {
        "placement": PlacementAfter.KEPT,
        "lived_with": "",
        "moves": None,
        "plan": PlanAfter.NOT_CHANGED,
        "review": ReviewAfter.NOT_DECIDED,
        "review_ground": None,
        "review_asked_on": None,
        "reviewing_officer": "",
        "words": "",
    } | said
    return Change(**said)


UNDECIDED: dict[str, Any] = {
    "placement": PlacementAfter.NOT_DECIDED,
    "plan": PlanAfter.NOT_DECIDED,
    "review": ReviewAfter.NOT_DECIDED,
}


@pytest.mark.parametrize(
    "said",
    [
        {},
        ASKED,
        {**ASKED, "review_asked_on": BACK},
        {"placement": PlacementAfter.MOVED, "lived_with": "Invented House", "moves": 4},
        {"placement": PlacementAfter.MOVED, "lived_with": "Invented House"},
        {"plan": PlanAfter.CHANGED, "words": "A carer rings at nine"},
        {"review": ReviewAfter.NOT_ASKED, "words": "One was held last week"},
        {**UNDECIDED, "words": "The worker sees the child tomorrow"},
    ],
)
def test_change_that_agrees_with_itself_is_taken(said: dict[str, Any]) -> None:
    check_change(change(**said), returned_on=BACK, today=TODAY)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (UNDECIDED, "words"),
        ({"placement": PlacementAfter.MOVED}, "lived_with"),
        ({"placement": PlacementAfter.MOVED, "lived_with": "Invented House", "moves": 0}, "moves"),
        ({"plan": PlanAfter.CHANGED}, "words"),
        ({"review": ReviewAfter.NOT_ASKED}, "words"),
        ({"review_ground": ReviewGround.CHILD_ASKS}, "review"),
        ({"review_asked_on": TODAY}, "review"),
        ({**ASKED, "review_ground": None}, "review_ground"),
        ({**ASKED, "review_asked_on": None}, "review_asked_on"),
        ({**ASKED, "review_asked_on": BACK - timedelta(days=1)}, "review_asked_on"),
        ({**ASKED, "review_asked_on": TODAY + timedelta(days=1)}, "review_asked_on"),
        ({**ASKED, "reviewing_officer": " "}, "reviewing_officer"),
    ],
)
def test_change_that_contradicts_itself_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_change(change(**said), returned_on=BACK, today=TODAY)
    assert refused.value.field == field


def test_not_told_says_why_who_will_and_a_day_to_come() -> None:
    sound: dict[str, Any] = {"why": "Asleep", "who_will": "Invented Worker", "by_on": TODAY, "today": TODAY}
    check_not_told(**sound)
    check_not_told(**{**sound, "by_on": None})
    for field, wrong in (("why", ""), ("who_will", " "), ("by_on", TODAY - timedelta(days=1))):
        with pytest.raises(Refused) as refused:
            check_not_told(**{**sound, field: wrong})
        assert refused.value.field == field
