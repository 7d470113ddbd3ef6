from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Arrived alone, and no plan",
        when=["2026-11-20 03:00 child_arrived"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Arrived alone, and the plan says what is done",
        when=["2026-11-20 03:00 child_arrived", "2026-11-20 15:00 plan_written says=missing_arrangements"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A plan that says so already",
        when=[
            "2026-10-01 plan_written says=missing_arrangements",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-11-22 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="A plan that says nothing of it",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim", "2026-11-21 plan_written"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Referred",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The authority thinks of a factor, and no more",
        when=["2026-11-20 12:00 concern_viewed"],
        now="2026-11-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Known not to be looked after",
        when=["2026-11-20 03:00 child_arrived"],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_looked_after=false"],
    ),
    Scenario(
        given="Eighteen since",
        when=["2026-11-20 03:00 child_arrived"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="The authority thinks otherwise now",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-25 concern_viewed says=no_victim",
        ],
        now="2026-12-22 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="It thought otherwise before, and that ends nothing",
        when=[
            "2026-11-15 concern_viewed says=no_victim",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-12-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="A view ends what a view began, and not what a referral did",
        when=["2026-11-18 nrm_referred", "2026-11-25 concern_viewed says=no_victim"],
        now="2026-12-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="It thinks so again",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-25 concern_viewed says=no_victim",
            "2026-11-27 concern_viewed says=potential_victim",
        ],
        now="2026-12-22 09:00",
        owed=["1: excused by 2", "3: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_plan_has_contingency(scenario: Scenario) -> None:
    scenario.check("plan-has-contingency")
