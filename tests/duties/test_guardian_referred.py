from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Referred, and no guardian asked for",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Asked for after the referral",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-21 guardian_referred"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Asked for before it",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-18 guardian_referred"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Named without having been asked for on this record",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-21 guardian_allocated"],
        now="2026-11-22 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="The referral is withdrawn",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-20 11:00 entered_in_error corrects=1 episode=case"],
        now="2026-11-22 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_guardian_referred(scenario: Scenario) -> None:
    scenario.check("guardian-referred")
