from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Three months from the first",
        when=["2026-03-20 review_held says=first_review"],
        now="2026-04-01 09:00",
        owed=["1: running, due 2026-06-20 23:59"],
    ),
    Scenario(
        given="To the last day of a shorter month",
        when=["2025-11-30 review_held says=first_review"],
        now="2025-12-01 09:00",
        owed=["1: running, due 2026-02-28 23:59"],
    ),
    Scenario(
        given="None was held",
        when=["2026-03-20 review_held says=first_review"],
        now="2026-06-21 00:00",
        owed=["1: overdue, due 2026-06-20 23:59"],
    ),
    Scenario(
        given="Held in time",
        when=["2026-03-20 review_held says=first_review", "2026-06-19 review_held says=later_review"],
        now="2026-07-01 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Held late",
        when=["2026-03-20 review_held says=first_review", "2026-06-22 review_held says=later_review"],
        now="2026-07-01 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="A later review begins none",
        when=["2026-03-20 review_held says=later_review"],
        now="2026-04-01 09:00",
        owed=[],
    ),
    Scenario(
        given="Turned 18 before it was due",
        when=["2026-03-20 review_held says=first_review"],
        now="2026-07-01 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-05-01"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_second_review_is_owed_within_three_months(scenario: Scenario) -> None:
    scenario.check("review-second")
