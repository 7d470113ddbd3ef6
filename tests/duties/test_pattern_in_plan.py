from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The third time within 90 days, and the plan says nothing since",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=["3: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Twice is no pattern",
        when=["2026-09-10 22:00 missing_reported episode=1", "2026-10-20 22:00 missing_reported episode=2"],
        now="2026-11-30 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="A version after it says how to respond",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 plan_written says=missing_arrangements",
        ],
        now="2026-12-02 09:00",
        owed=["3: met by 4"],
        by_protocol=True,
    ),
    Scenario(
        given="A version that says nothing of it",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 plan_written",
        ],
        now="2026-12-02 09:00",
        owed=["3: running"],
        by_protocol=True,
    ),
    Scenario(
        given="No longer in care since",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-12-02 09:00",
        owed=["3: excused by no_longer_looked_after"],
        facts=["is_looked_after=true until=2026-11-30", "is_looked_after=false since=2026-12-01"],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_pattern_in_plan(scenario: Scenario) -> None:
    scenario.check("pattern-in-plan")
