from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Forty-five days from the referral, every day counted",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=["1: running, due 2027-01-04 23:59"],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01"],
    ),
    Scenario(
        given="The panel has not decided in time",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2027-01-05 00:00",
        owed=["1: overdue, due 2027-01-04 23:59"],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01"],
    ),
    Scenario(
        given="Decided on the last day",
        when=[
            "2026-11-20 10:00 nrm_referred",
            "2027-01-04 nrm_decided answers=1 says=reasonable_grounds,negative",
        ],
        now="2027-01-06 09:00",
        owed=["1: met by 2"],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01"],
    ),
    Scenario(
        given="Decided a day late",
        when=["2026-11-20 10:00 nrm_referred", "2027-01-05 nrm_decided answers=1 says=reasonable_grounds"],
        now="2027-01-06 09:00",
        owed=["1: met_late by 2"],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01"],
    ),
    Scenario(
        given="Exactly 100 days from 18: the panel does not decide",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=[],
        facts=["in_pilot_area=true", "date_of_birth=2009-02-28"],
    ),
    Scenario(
        given="101 days from 18: it does",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=["1: running, due 2027-01-04 23:59"],
        facts=["in_pilot_area=true", "date_of_birth=2009-03-01"],
    ),
    Scenario(
        given="Known not to be a pilot area",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=[],
        facts=["in_pilot_area=false"],
    ),
    Scenario(
        given="Nobody knows whether the area is in the pilot: it is shown",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=["1: running, due 2027-01-04 23:59"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_nrm_pilot_panel(scenario: Scenario) -> None:
    scenario.check("nrm-pilot-panel")
