from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Not discussed yet: nothing follows",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
        ],
        now="2026-11-30 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="Discussed: the plan is written within five working days",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-02 09:00",
        owed=["6: running, due 2026-12-08 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="Written in time",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
            "2026-12-08 23:00 plan_written",
        ],
        now="2026-12-10 09:00",
        owed=["6: met by 7"],
        by_protocol=True,
    ),
    Scenario(
        given="Written late",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
            "2026-12-09 plan_written",
        ],
        now="2026-12-10 09:00",
        owed=["6: met_late by 7"],
        by_protocol=True,
    ),
    Scenario(
        given="Not written",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-10 09:00",
        owed=["6: overdue, due 2026-12-08 23:59"],
        by_protocol=True,
    ),
    Scenario(
        given="A discussion that nothing asked for is followed by nothing",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-02 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="Looked after no longer before the time was over",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-10 09:00",
        owed=["6: excused by no_longer_looked_after"],
        facts=["is_looked_after=false since=2026-12-05"],
        by_protocol=True,
    ),
    Scenario(
        given="Looked after no longer, but only after the time was over: what is overdue stays overdue",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
        ],
        now="2026-12-20 09:00",
        owed=["6: overdue, due 2026-12-08 23:59"],
        facts=["is_looked_after=false since=2026-12-15"],
        by_protocol=True,
    ),
    Scenario(
        given="The discussion is withdrawn, and the plan is no longer owed for it",
        when=[
            "2026-11-01 22:00 missing_reported episode=1",
            "2026-11-02 08:00 child_returned episode=1",
            "2026-11-10 22:00 missing_reported episode=2",
            "2026-11-11 08:00 child_returned episode=2",
            "2026-11-27 22:00 missing_reported episode=3",
            "2026-12-01 10:00 strategy_discussion_held",
            "2026-12-01 12:00 entered_in_error corrects=6 episode=case",
        ],
        now="2026-12-02 09:00",
        owed=[],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_repeat_missing_plan(scenario: Scenario) -> None:
    scenario.check("repeat-missing-plan")
