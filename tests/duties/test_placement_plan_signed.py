from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Five working days over Christmas",
        when=["2026-12-21 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="None was signed",
        when=["2026-12-21 care_plan_recorded says=placement_began"],
        now="2026-12-31 00:00",
        owed=["1: overdue, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Signed in time",
        when=[
            "2026-12-21 care_plan_recorded says=placement_began",
            "2026-12-29 placement_plan_signed answers=1",
        ],
        now="2027-01-02 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Signed before the placement",
        when=[
            "2026-12-18 placement_plan_signed answers=2",
            "2026-12-21 care_plan_recorded says=placement_began",
        ],
        now="2027-01-02 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Signed late",
        when=[
            "2026-12-21 care_plan_recorded says=placement_began",
            "2026-12-31 placement_plan_signed answers=1",
        ],
        now="2027-01-02 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="The plan of the placement before is not the plan of this one",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-03 placement_plan_signed answers=1",
            "2026-12-21 care_plan_recorded says=placement_began",
        ],
        now="2026-12-24 09:00",
        owed=["1: met by 2", "3: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="The placement is over, and its plan was never signed",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-20 care_plan_recorded says=placement_ended",
        ],
        now="2026-12-24 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="A placement taken over from older returns",
        when=["2020-03-02 care_plan_recorded says=placement_began taken_over=yes"],
        now="2026-12-24 09:00",
        owed=[],
    ),
    Scenario(
        given="Care ended on the next day",
        when=["2026-12-21 care_plan_recorded says=placement_began"],
        now="2027-01-02 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-12-21 until=2026-12-22",
            "is_looked_after=false since=2026-12-23",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_placement_plan_is_owed_within_five_working_days(scenario: Scenario) -> None:
    scenario.check("placement-plan-signed")
