from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Into care: ten working days",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-03-10 09:00",
        owed=["1: running, due 2026-03-16 23:59"],
    ),
    Scenario(
        given="None was written",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-03-17 00:00",
        owed=["1: overdue, due 2026-03-16 23:59"],
    ),
    Scenario(
        given="Written in time",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
            "2026-03-16 care_plan_written answers=1",
        ],
        now="2026-03-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Written before the placement, and said to be its plan",
        when=[
            "2026-02-25 care_plan_written answers=2",
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
        ],
        now="2026-03-20 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Written late",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
            "2026-03-17 care_plan_written answers=1",
        ],
        now="2026-03-20 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="The plan of an earlier time in care is not the plan of this one",
        when=[
            "2025-03-03 care_plan_recorded says=placement_began,care_began",
            "2025-03-05 care_plan_written answers=1",
            "2026-03-02 care_plan_recorded says=placement_began,care_began",
        ],
        now="2026-03-10 09:00",
        owed=["1: met by 2", "3: running, due 2026-03-16 23:59"],
    ),
    Scenario(
        given="A move within care begins none",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Home again within the ten days",
        when=["2026-03-02 care_plan_recorded says=placement_began,care_began"],
        now="2026-03-20 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-03-02 until=2026-03-06",
            "is_looked_after=false since=2026-03-07",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_care_plan_is_owed_within_ten_working_days(scenario: Scenario) -> None:
    scenario.check("care-plan-written")
