from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Missing, and the reviewing officer not told",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-22 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Told",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 organisation_told says=reviewing_officer",
        ],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Somebody else was told",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 10:00 organisation_told says=home_office"],
        now="2026-11-22 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="The child's return does not end it",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 10:00 child_returned"],
        now="2026-11-22 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Each episode anew",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 10:00 organisation_told says=reviewing_officer",
            "2026-11-24 22:00 missing_reported episode=2",
        ],
        now="2026-11-25 09:00",
        owed=["1: met by 2", "3: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Not looked after",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_looked_after=false"],
        by_protocol=True,
    ),
    Scenario(
        given="An absence of years ago, taken over",
        when=["2020-11-20 missing_reported taken_over=yes"],
        now="2026-11-22 09:00",
        owed=[],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_reviewing_officer_told(scenario: Scenario) -> None:
    scenario.check("reviewing-officer-told")
