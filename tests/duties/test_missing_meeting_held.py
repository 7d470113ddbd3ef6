from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Missing, and nobody has met",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The agencies met",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 10:00 strategy_discussion_held"],
        now="2026-11-21 12:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Back before they met",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-21 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="A meeting before the child went missing",
        when=["2026-11-20 10:00 strategy_discussion_held", "2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Known not to be looked after",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=[],
        facts=["is_looked_after=false"],
    ),
    Scenario(
        given="Known to be away and not missing",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=[],
        away=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_missing_meeting_held(scenario: Scenario) -> None:
    scenario.check("missing-meeting-held")
