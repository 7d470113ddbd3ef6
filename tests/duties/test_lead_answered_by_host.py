from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Asked to lead, and no answer",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 10:00 lead_asked says=host_asked"],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Answered",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 lead_asked says=host_asked",
            "2026-11-21 15:00 lead_answered answers=2",
        ],
        now="2026-11-22 09:00",
        owed=["2: met by 3"],
    ),
    Scenario(
        given="Two asked, and the answer names the first",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 lead_asked says=host_asked",
            "2026-11-21 11:00 lead_asked says=host_asked",
            "2026-11-21 15:00 lead_answered answers=2",
        ],
        now="2026-11-22 09:00",
        owed=["2: met by 4", "3: running"],
    ),
    Scenario(
        given="An answer that names none is the latest's",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 lead_asked says=host_asked",
            "2026-11-21 11:00 lead_asked says=host_asked",
            "2026-11-21 15:00 lead_answered",
        ],
        now="2026-11-22 09:00",
        owed=["2: running", "3: met by 4"],
    ),
    Scenario(
        given="The asking was an error",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 lead_asked says=host_asked",
            "2026-11-21 10:30 entered_in_error corrects=2",
        ],
        now="2026-11-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Back, and who leads is still not settled",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 07:00 lead_asked says=host_asked",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Another authority is asked",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 10:00 lead_asked says=responsible_asked"],
        now="2026-11-22 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_lead_answered_by_host(scenario: Scenario) -> None:
    scenario.check("lead-answered-by-host")
