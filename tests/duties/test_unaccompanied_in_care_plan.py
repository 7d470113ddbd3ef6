from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Arrived alone, and nothing of it in the care plan",
        when=["2026-11-20 03:00 child_arrived"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The care plan says so",
        when=["2026-11-20 03:00 child_arrived", "2026-11-23 care_plan_recorded says=unaccompanied_status"],
        now="2026-11-24 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="It says something of trafficking, and not this",
        when=["2026-11-20 03:00 child_arrived", "2026-11-23 care_plan_recorded says=trafficking_status"],
        now="2026-11-24 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Known not to be unaccompanied after all",
        when=["2026-11-20 03:00 child_arrived"],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_unaccompanied=false"],
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
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_unaccompanied_in_care_plan(scenario: Scenario) -> None:
    scenario.check("unaccompanied-in-care-plan")
