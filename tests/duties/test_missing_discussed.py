from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Missing, and not discussed yet",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=["1: running, due 2026-11-21 22:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Not discussed in 24 hours",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-22 09:00",
        owed=["1: overdue, due 2026-11-21 22:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed in time: the next is due within three days of it",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 15:00 strategy_discussion_held"],
        now="2026-11-22 09:00",
        owed=["1: met by 2", "2: running, due 2026-11-24 15:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed late, then again in time, then not",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-22 15:00 strategy_discussion_held",
            "2026-11-24 15:00 strategy_discussion_held",
        ],
        now="2026-11-28 09:00",
        owed=["1: met_late by 2", "2: met by 3", "3: overdue, due 2026-11-27 15:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Back: nothing more is to be discussed",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 15:00 strategy_discussion_held",
            "2026-11-22 15:00 child_returned",
        ],
        now="2026-11-28 09:00",
        owed=["1: met by 2", "2: excused by 3"],
        by_protocol=True,
    ),
    Scenario(
        given="A discussion after the return begins nothing anew",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 15:00 child_returned",
            "2026-11-22 15:00 strategy_discussion_held",
        ],
        now="2026-11-28 09:00",
        owed=["1: excused by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Two discussions on one day, of one only the day is known: something is still owed",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 15:00 strategy_discussion_held",
            "2026-11-21 strategy_discussion_held",
        ],
        now="2026-11-22 09:00",
        owed=["1: met by 3", "3: met by 2", "2: running, due 2026-11-24 15:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Back and missing again on one day, the return known to the day: the new episode is still discussed",
        when=[
            "2026-05-01 20:00 missing_reported",
            "2026-05-03 child_returned",
            "2026-05-03 21:00 missing_reported episode=2",
        ],
        now="2026-05-05 09:00",
        owed=["1: excused by 2", "3: overdue, due 2026-05-04 21:00"],
        by_protocol=True,
    ),
    Scenario(
        given="The same, and discussed on that day: the next discussion is still to be held",
        when=[
            "2026-05-01 20:00 missing_reported",
            "2026-05-03 21:00 missing_reported episode=2",
            "2026-05-03 strategy_discussion_held",
            "2026-05-03 child_returned",
        ],
        now="2026-05-05 09:00",
        owed=["1: met_late by 3", "2: met by 3", "3: running, due 2026-05-06 00:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Away, and the authority knows where",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-22 09:00",
        owed=[],
        by_protocol=True,
        away=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_missing_discussed(scenario: Scenario) -> None:
    scenario.check("missing-discussed")
