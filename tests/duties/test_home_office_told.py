from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Unaccompanied and missing: the Home Office is to be told",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=["1: running"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Nobody knows whether the child is unaccompanied: it counts as so",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Known not to be",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=[],
        facts=["is_unaccompanied=false"],
    ),
    Scenario(
        given="Another organisation was told: that is not the Home Office",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 23:00 organisation_told"],
        now="2026-11-21 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The Home Office was told",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 23:00 organisation_told says=home_office"],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Back before anybody told it",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 23:00 child_returned"],
        now="2026-11-21 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Away, and the authority knows where",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 09:00",
        owed=[],
        away=True,
    ),
    Scenario(
        given="With a local protocol: a standard of 24 hours beside it, which is no breach when it is over",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-25 09:00",
        owed=["1: running, standard 2026-11-21 22:00"],
        by_protocol=True,
    ),
    Scenario(
        given="Before the protocol: no standard",
        when=["2025-12-31 22:00 missing_reported"],
        now="2026-11-25 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_home_office_told(scenario: Scenario) -> None:
    scenario.check("home-office-told")
