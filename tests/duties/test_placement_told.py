from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Placed on the Monday before Christmas: five working days",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Nobody wrote down who was told",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-31 00:00",
        owed=["1: overdue, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Everybody told beforehand",
        when=[
            "2026-12-18 10:00 care_plan_recorded says=placement_told",
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
        ],
        now="2026-12-24 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Everybody told in time",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-30 23:00 care_plan_recorded says=placement_told",
        ],
        now="2027-01-05 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Told late",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2027-01-04 10:00 care_plan_recorded says=placement_told",
        ],
        now="2027-01-05 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="The authority of the area told, and nobody else",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-22 care_plan_recorded says=area_notice_given",
        ],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Known not to be looked after",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=[],
        facts=["is_looked_after=false"],
    ),
    Scenario(
        given="A placement that an authority's first feed found",
        when=["2020-12-21 care_plan_recorded says=placement_began taken_over=yes"],
        now="2026-12-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Each answers the placement that it names",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-28 14:00 care_plan_recorded says=placement_began",
            "2026-12-29 10:00 care_plan_recorded answers=2 says=placement_told",
        ],
        now="2026-12-29 12:00",
        owed=["1: running, due 2026-12-30 23:59", "2: met by 3"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_placement_told(scenario: Scenario) -> None:
    scenario.check("placement-told")
