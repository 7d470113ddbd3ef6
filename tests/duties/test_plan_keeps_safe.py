from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Missing, and the plan says nothing of it since",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Back, and it is asked all the same",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="A version after it says what keeps the child safe",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 plan_written says=missing_arrangements",
        ],
        now="2026-11-24 09:00",
        owed=["1: met by 3"],
    ),
    Scenario(
        given="A version that says nothing of it",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 plan_written",
        ],
        now="2026-11-24 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Nobody knows whether the version says it",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 plan_written says=unknown",
        ],
        now="2026-11-24 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="A version from before the absence is read again",
        when=[
            "2026-11-01 plan_written says=missing_arrangements",
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="One version answers two absences",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 22:00 missing_reported episode=2",
            "2026-11-25 plan_written says=missing_arrangements",
        ],
        now="2026-11-26 09:00",
        owed=["1: met by 4", "3: met by 4"],
    ),
    Scenario(
        given="No longer in care since",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-12-02 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=["is_looked_after=true until=2026-11-30", "is_looked_after=false since=2026-12-01"],
    ),
    Scenario(
        given="An absence taken over from an older return",
        when=["2026-11-20 22:00 missing_reported taken_over=yes"],
        now="2026-11-25 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_plan_keeps_safe(scenario: Scenario) -> None:
    scenario.check("plan-keeps-safe")
