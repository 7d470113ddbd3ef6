from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Six months from the last",
        when=["2026-06-19 review_held says=later_review"],
        now="2026-07-01 09:00",
        owed=["1: running, due 2026-12-19 23:59"],
    ),
    Scenario(
        given="None was held",
        when=["2026-06-19 review_held says=later_review"],
        now="2026-12-20 00:00",
        owed=["1: overdue, due 2026-12-19 23:59"],
    ),
    Scenario(
        given="Each review begins the next",
        when=["2026-06-19 review_held says=later_review", "2026-12-01 review_held says=later_review"],
        now="2026-12-02 09:00",
        owed=["1: met by 2", "2: running, due 2027-06-01 23:59"],
    ),
    Scenario(
        given="Held late",
        when=["2026-06-19 review_held says=later_review", "2026-12-21 review_held says=later_review"],
        now="2026-12-22 09:00",
        owed=["1: met_late by 2", "2: running, due 2027-06-21 23:59"],
    ),
    Scenario(
        given="The first review begins the three months instead",
        when=["2026-03-20 review_held says=first_review"],
        now="2026-04-01 09:00",
        owed=[],
    ),
    Scenario(
        given="An earlier review that somebody asked for begins the six months anew",
        when=[
            "2026-06-19 review_held says=later_review",
            "2026-08-01 review_asked says=others_ask",
            "2026-08-10 review_held says=later_review",
        ],
        now="2026-08-11 09:00",
        owed=["1: met by 3", "3: running, due 2027-02-10 23:59"],
    ),
    Scenario(
        given="Care ended in between",
        when=["2026-06-19 review_held says=later_review"],
        now="2027-01-01 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-01-02 until=2026-09-14",
            "is_looked_after=false since=2026-09-15",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_each_later_review_is_owed_within_six_months(scenario: Scenario) -> None:
    scenario.check("review-next")
