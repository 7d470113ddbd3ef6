from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Ended on the Monday before Easter: ten working days",
        when=["2026-03-30 18:00 care_plan_recorded says=placement_ended_at_once"],
        now="2026-04-10 09:00",
        owed=["1: running, due 2026-04-15 23:59"],
    ),
    Scenario(
        given="Nobody told",
        when=["2026-03-30 18:00 care_plan_recorded says=placement_ended_at_once"],
        now="2026-04-16 00:00",
        owed=["1: overdue, due 2026-04-15 23:59"],
    ),
    Scenario(
        given="Told in time",
        when=[
            "2026-03-30 18:00 care_plan_recorded says=placement_ended_at_once",
            "2026-04-15 12:00 care_plan_recorded answers=1 says=end_told",
        ],
        now="2026-05-01 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Told late",
        when=[
            "2026-03-30 18:00 care_plan_recorded says=placement_ended_at_once",
            "2026-04-16 12:00 care_plan_recorded answers=1 says=end_told",
        ],
        now="2026-05-01 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="Two such ends, and the telling names the first",
        when=[
            "2026-03-30 18:00 care_plan_recorded says=placement_ended_at_once",
            "2026-04-09 09:00 care_plan_recorded says=placement_ended_at_once",
            "2026-04-10 care_plan_recorded answers=1 says=end_told",
        ],
        now="2026-04-11 09:00",
        owed=["1: met by 3", "2: running, due 2026-04-23 23:59"],
    ),
    Scenario(
        given="A placement that ended otherwise",
        when=["2026-03-30 18:00 care_plan_recorded says=trafficking_status"],
        now="2026-04-10 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_end_at_once_told(scenario: Scenario) -> None:
    scenario.check("end-at-once-told")
