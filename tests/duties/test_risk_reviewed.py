from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The officer says that they will look again at six",
        when=["2026-11-22 03:05 risk_assessed review=2026-11-22T06:00"],
        now="2026-11-22 04:00",
        owed=["1: running, due 2026-11-22 06:00"],
    ),
    Scenario(
        given="Six has passed and nobody has looked again",
        when=["2026-11-22 03:05 risk_assessed review=2026-11-22T06:00"],
        now="2026-11-22 06:01",
        owed=["1: overdue, due 2026-11-22 06:00"],
    ),
    Scenario(
        given="At six to the minute it is still in time",
        when=["2026-11-22 03:05 risk_assessed review=2026-11-22T06:00"],
        now="2026-11-22 06:00",
        owed=["1: running, due 2026-11-22 06:00"],
    ),
    Scenario(
        given="No time of review was given: it runs without one",
        when=["2026-11-22 03:05 risk_assessed"],
        now="2026-11-23 03:05",
        owed=["1: running"],
    ),
    Scenario(
        given="Each assessment starts its own clock, and the next one answers it",
        when=[
            "2026-11-22 03:05 risk_assessed review=2026-11-22T06:00",
            "2026-11-22 05:50 risk_assessed review=2026-11-22T09:00",
            "2026-11-22 09:30 risk_assessed review=2026-11-22T12:00",
        ],
        now="2026-11-22 10:00",
        owed=["1: met by 2", "2: met_late by 3", "3: running, due 2026-11-22 12:00"],
    ),
    Scenario(
        given="An assessment in between is recorded late, and takes its place in the story",
        when=[
            "2026-11-22 03:05 risk_assessed review=2026-11-22T06:00",
            "2026-11-22 09:30 risk_assessed review=2026-11-22T12:00",
            "2026-11-22 05:50 risk_assessed review=2026-11-22T09:00",
        ],
        now="2026-11-22 10:00",
        owed=["1: met by 3", "3: met_late by 2", "2: running, due 2026-11-22 12:00"],
    ),
    Scenario(
        given="Two assessments known only to the same day: one comes after the other, never each after each",
        when=["2026-11-22 risk_assessed", "2026-11-22 risk_assessed"],
        now="2026-11-23 10:00",
        owed=["1: met by 2", "2: running"],
    ),
    Scenario(
        given="The child is back: no review is owed any more",
        when=[
            "2026-11-22 03:05 risk_assessed review=2026-11-22T06:00",
            "2026-11-22 05:10 child_returned",
        ],
        now="2026-11-22 10:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="The level was mistyped and is corrected: the right one has the only clock",
        when=[
            "2026-11-22 03:05 risk_assessed review=2026-11-22T06:00",
            "2026-11-22 03:05 risk_assessed review=2026-11-22T05:00 corrects=1",
        ],
        now="2026-11-22 04:00",
        owed=["2: running, due 2026-11-22 05:00"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_risk_reviewed(scenario: Scenario) -> None:
    scenario.check("risk-reviewed")
