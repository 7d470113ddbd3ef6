from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Into care on 2 March: the twentieth working day is 30 March",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-03-20 09:00",
        owed=["1: running, due 2026-03-30 23:59"],
    ),
    Scenario(
        given="Over Easter: Good Friday and Easter Monday are not counted",
        when=["2026-03-30 care_plan_recorded says=placement_began,care_began"],
        now="2026-04-20 09:00",
        owed=["1: running, due 2026-04-29 23:59"],
    ),
    Scenario(
        given="None was held",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-03-31 00:00",
        owed=["1: overdue, due 2026-03-30 23:59"],
    ),
    Scenario(
        given="Held on the last day",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
            "2026-03-30 review_held says=first_review",
        ],
        now="2026-04-02 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Held late",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
            "2026-03-31 review_held says=first_review",
        ],
        now="2026-04-02 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="A move within care begins none",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Came into care years ago, taken over",
        when=["2020-03-02 care_plan_recorded says=placement_began,care_began taken_over=yes"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Home again before it was held",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-04-20 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-03-02 until=2026-03-14",
            "is_looked_after=false since=2026-03-15",
        ],
    ),
    Scenario(
        given="Into care a second time",
        when=[
            "2025-03-03 care_plan_recorded says=placement_began,care_began",
            "2025-03-20 review_held says=first_review",
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
        ],
        now="2026-03-20 09:00",
        owed=["1: met by 2", "3: running, due 2026-03-30 23:59"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_first_review_is_owed_within_twenty_working_days(scenario: Scenario) -> None:
    scenario.check("review-first")
