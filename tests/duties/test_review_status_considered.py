from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Left out",
        when=["2026-03-02 review_held says=later_review,status_left_out"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Considered at once: nothing is owed",
        when=["2026-03-02 review_held says=later_review,status_considered"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="The next review considered it",
        when=[
            "2026-03-02 review_held says=later_review,status_left_out",
            "2026-05-02 review_held says=later_review,status_considered",
        ],
        now="2026-05-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The next review left it out too",
        when=[
            "2026-03-02 review_held says=later_review,status_left_out",
            "2026-05-02 review_held says=later_review,status_left_out",
        ],
        now="2026-05-20 09:00",
        owed=["1: running", "2: running"],
    ),
    Scenario(
        given="Of a child of whom neither is known",
        when=["2026-03-02 review_held says=later_review"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="The review was entered in error",
        when=[
            "2026-03-02 review_held says=later_review,status_left_out",
            "2026-03-05 entered_in_error episode=case corrects=1",
        ],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Care ended before another review",
        when=["2026-03-02 review_held says=later_review,status_left_out"],
        now="2026-03-20 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-01-02 until=2026-03-14",
            "is_looked_after=false since=2026-03-15",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_a_review_that_left_the_status_out_is_made_good(scenario: Scenario) -> None:
    scenario.check("review-status-considered")
