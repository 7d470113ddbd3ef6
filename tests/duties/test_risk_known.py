from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Nobody has told the police yet: nothing is owed by them",
        when=["2026-11-22 02:10 missing_reported"],
        now="2026-11-22 03:00",
        owed=[],
    ),
    Scenario(
        given="The police were told and have given no level: no number, so never overdue",
        when=["2026-11-22 02:20 police_reported"],
        now="2026-11-23 02:20",
        owed=["1: running"],
    ),
    Scenario(
        given="The officer rings back with the level",
        when=["2026-11-22 02:20 police_reported", "2026-11-22 03:05 risk_assessed"],
        now="2026-11-22 04:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The level was set while the first call was still going on",
        when=["2026-11-22 02:20 police_reported", "2026-11-22 02:12 risk_assessed"],
        now="2026-11-22 04:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The child is back before a level was given",
        when=["2026-11-22 02:20 police_reported", "2026-11-22 02:50 child_returned"],
        now="2026-11-22 04:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="The level was another child's and is withdrawn",
        when=[
            "2026-11-22 02:20 police_reported",
            "2026-11-22 03:05 risk_assessed",
            "2026-11-22 03:10 entered_in_error corrects=2",
        ],
        now="2026-11-22 04:00",
        owed=["1: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_risk_known(scenario: Scenario) -> None:
    scenario.check("risk-known")
