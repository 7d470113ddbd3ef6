from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Back, and the Home Office knows only that the child was missing",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-21 09:00",
        owed=["3: running"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Told that the child is back",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 10:00 organisation_told says=home_office,is_over",
        ],
        now="2026-11-22 09:00",
        owed=["3: met by 4"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Never told that the child was missing",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Another organisation was told that the child was missing",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=police",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Answered after the return the news that the child was missing, once more",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 08:30 organisation_told says=home_office",
        ],
        now="2026-11-22 09:00",
        owed=["3: running"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Found, and then back: once is enough",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 06:00 child_located",
            "2026-11-21 07:00 organisation_told says=home_office,is_over",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=["3: met by 4"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Told of the absence only once the child was found: the return is news",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 06:00 child_located",
            "2026-11-21 07:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=["4: running"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Missing twice, and told of the first",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 10:00 organisation_told says=home_office,is_over",
            "2026-11-25 22:00 missing_reported episode=2",
            "2026-11-26 child_returned episode=2",
        ],
        now="2026-11-26 12:00",
        owed=["3: met by 4"],
        facts=["is_unaccompanied=true"],
    ),
    Scenario(
        given="Known not to be unaccompanied",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_unaccompanied=false"],
    ),
    Scenario(
        given="The finding was an error: the return is the first",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 23:00 organisation_told says=home_office",
            "2026-11-21 06:00 child_located",
            "2026-11-21 06:30 entered_in_error corrects=3",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-22 09:00",
        owed=["5: running"],
        facts=["is_unaccompanied=true"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_home_office_told_found(scenario: Scenario) -> None:
    scenario.check("home-office-told-found")
