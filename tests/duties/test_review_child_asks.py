from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The child asks",
        when=["2026-03-02 review_asked says=child_asks"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Held",
        when=["2026-03-02 review_asked says=child_asks", "2026-03-09 review_held says=later_review"],
        now="2026-03-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The reviewing officer does not hold it justified",
        when=["2026-03-02 review_asked says=child_asks", "2026-03-04 review_not_justified"],
        now="2026-03-20 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Asked again after that",
        when=[
            "2026-03-02 review_asked says=child_asks",
            "2026-03-04 review_not_justified",
            "2026-03-10 review_asked says=child_asks",
        ],
        now="2026-03-20 09:00",
        owed=["1: excused by 2", "3: running"],
    ),
    Scenario(
        given="That view was entered in error",
        when=[
            "2026-03-02 review_asked says=child_asks",
            "2026-03-04 review_not_justified",
            "2026-03-05 entered_in_error episode=case corrects=2",
        ],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Care ended before it was held",
        when=[
            "2026-03-02 review_asked says=child_asks",
            "2026-03-20 care_plan_recorded says=placement_ended,care_ended",
        ],
        now="2026-04-01 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Asked after a return",
        when=[
            "2026-03-01 missing_reported",
            "2026-03-02 child_returned",
            "2026-03-03 changed_after says=child_asks",
        ],
        now="2026-03-20 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="Somebody else asks: that is another duty",
        when=["2026-03-02 review_asked says=others_ask"],
        now="2026-03-20 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_a_review_that_the_child_asks_for_is_owed_at_once(scenario: Scenario) -> None:
    scenario.check("review-child-asks")
