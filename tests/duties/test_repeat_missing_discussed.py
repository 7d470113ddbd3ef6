from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The third time within 30 days: five working days",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=["5: running, due 2026-12-04 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="Twice is not three times",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
        ],
        now="2026-11-30 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="The third on the thirtieth day counts",
        when=[
            "2026-11-01 missing_reported episode=1",
            "2026-11-10 missing_reported episode=2",
            "2026-11-30 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=["3: running, due 2026-12-07 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="The third on the day after does not",
        when=[
            "2026-11-01 missing_reported episode=1",
            "2026-11-10 missing_reported episode=2",
            "2026-12-01 missing_reported episode=3",
        ],
        now="2026-12-02 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="Nobody discussed it",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-12-05 09:00",
        owed=["5: overdue, due 2026-12-04 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed in time",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-05 09:00",
        owed=["5: met by 6"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed late",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-07 10:00 strategy_discussion_held",
        ],
        now="2026-12-08 09:00",
        owed=["5: met_late by 6"],
        by_protocol=True,
    ),
    Scenario(
        given="One of the three was another child",
        when=[
            "2026-11-01 22:00 missing_reported episode=1 child=2",
            "2026-11-02 08:00 child_returned episode=1 child=1",
            "2026-11-10 22:00 missing_reported episode=2 child=1",
            "2026-11-11 08:00 child_returned episode=2 child=1",
            "2026-11-27 22:00 missing_reported episode=3 child=1",
        ],
        now="2026-11-30 09:00",
        owed=[],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_repeat_missing_discussed(scenario: Scenario) -> None:
    scenario.check("repeat-missing-discussed")
