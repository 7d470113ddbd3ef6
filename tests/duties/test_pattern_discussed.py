from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The third time within 90 days: ten working days",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=["3: running, due 2026-12-11 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="Twice is not three times",
        when=["2026-09-10 22:00 missing_reported episode=1", "2026-10-20 22:00 missing_reported episode=2"],
        now="2026-11-30 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="The third on the ninetieth day counts",
        when=[
            "2026-09-01 missing_reported episode=1",
            "2026-10-20 missing_reported episode=2",
            "2026-11-29 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=["3: running, due 2026-12-11 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="The third on the day after does not",
        when=[
            "2026-09-01 missing_reported episode=1",
            "2026-10-20 missing_reported episode=2",
            "2026-11-30 missing_reported episode=3",
        ],
        now="2026-12-01 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="Nobody discussed it",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-12-12 00:00",
        owed=["3: overdue, due 2026-12-11 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed in time",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-12 09:00",
        owed=["3: met by 4"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed late",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-14 10:00 strategy_discussion_held",
        ],
        now="2026-12-15 09:00",
        owed=["3: met_late by 4"],
        by_protocol=True,
    ),
    Scenario(
        given="A fourth within the same days: what came before relieves nobody",
        when=[
            "2026-09-10 22:00 missing_reported episode=1",
            "2026-10-20 22:00 missing_reported episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
            "2026-12-05 missing_reported episode=4",
        ],
        now="2026-12-06 09:00",
        owed=["3: met by 4", "5: running, due 2026-12-18 23:59"],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_pattern_discussed(scenario: Scenario) -> None:
    scenario.check("pattern-discussed")
