from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Placed, and the new home has said nothing yet",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The home holds the plan and the carer was briefed",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-21 16:00 plan_held says=plan_with_them",
        ],
        now="2026-12-24 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="What the home before held is not with the new one",
        when=[
            "2026-12-01 plan_held says=plan_with_them",
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
        ],
        now="2026-12-24 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Moved again: each new carer has it passed to them",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-21 16:00 plan_held says=plan_with_them",
            "2026-12-22 care_plan_recorded says=placement_began",
        ],
        now="2026-12-24 09:00",
        owed=["1: met by 2", "3: running"],
    ),
    Scenario(
        given="A version written is not a version passed on",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began", "2026-12-22 plan_written"],
        now="2026-12-24 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="No longer in care since",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=["is_looked_after=true until=2026-12-22", "is_looked_after=false since=2026-12-23"],
    ),
    Scenario(
        given="A placement that an authority's first feed found",
        when=["2020-12-21 care_plan_recorded says=placement_began taken_over=yes"],
        now="2026-12-22 09:00",
        owed=[],
    ),
    Scenario(
        given="The home says that it does not have it yet",
        when=["2026-11-20 care_plan_recorded says=placement_began", "2026-11-21 plan_held answers=1"],
        now="2026-12-01 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Moved on before it was there",
        when=[
            "2026-11-20 care_plan_recorded says=placement_began",
            "2026-11-25 care_plan_recorded answers=1 says=placement_ended",
            "2026-11-25 care_plan_recorded says=placement_began",
        ],
        now="2026-12-01 09:00",
        owed=["1: excused by 2", "3: running"],
    ),
    Scenario(
        given="The home before has it: the new one does not",
        when=[
            "2026-11-20 care_plan_recorded says=placement_began",
            "2026-11-24 09:00 plan_held answers=1 says=plan_with_them",
            "2026-11-25 care_plan_recorded answers=1 says=placement_ended",
            "2026-11-25 care_plan_recorded says=placement_began",
        ],
        now="2026-12-01 09:00",
        owed=["1: met by 2", "4: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_plan_with_the_carer(scenario: Scenario) -> None:
    scenario.check("plan-with-the-carer")
