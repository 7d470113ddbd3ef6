from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The reviewing officer asks",
        when=["2026-03-02 review_asked says=others_ask"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Held",
        when=["2026-03-02 review_asked says=others_ask", "2026-03-09 review_held says=later_review"],
        now="2026-03-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A review held before it was asked for does not count",
        when=["2026-02-20 review_held says=later_review", "2026-03-02 review_asked says=others_ask"],
        now="2026-03-20 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Asked for after a return",
        when=[
            "2026-03-01 missing_reported",
            "2026-03-02 child_returned",
            "2026-03-03 changed_after says=others_ask",
        ],
        now="2026-03-20 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="The officer considered it and asks for one",
        when=["2026-03-02 review_considered says=others_ask"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The officer considered it and asks for none",
        when=["2026-03-02 review_considered"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="The child asks: that is another duty",
        when=["2026-03-02 review_asked says=child_asks"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Nothing of it is asked for after a return",
        when=["2026-03-01 missing_reported", "2026-03-02 child_returned", "2026-03-03 changed_after"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Nobody but a review ends it: the officer's view of the child's asking does not",
        when=["2026-03-02 review_asked says=others_ask", "2026-03-04 review_not_justified"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Care ended before it was held",
        when=["2026-03-02 review_asked says=others_ask"],
        now="2026-03-20 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-01-02 until=2026-03-14",
            "is_looked_after=false since=2026-03-15",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_a_review_that_is_asked_for_is_owed_at_once(scenario: Scenario) -> None:
    scenario.check("review-when-asked")
