from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Back, and not told",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-21 09:00",
        owed=["2: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Told",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 09:00 organisation_told says=police,is_over",
        ],
        now="2026-11-21 12:00",
        owed=["2: met by 3"],
        by_protocol=True,
    ),
    Scenario(
        given="Told that the child was missing, which says nothing of the return",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 22:30 organisation_told says=police",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-21 12:00",
        owed=["3: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Found, told, and then back: once is enough",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 06:00 child_located",
            "2026-11-21 06:30 organisation_told says=police,is_over",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-21 12:00",
        owed=["2: met by 3"],
        by_protocol=True,
    ),
    Scenario(
        given="Still missing",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-21 12:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="The police spoke with the child: they know",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 10:00 prevention_interview_held answers=2",
        ],
        now="2026-11-21 12:00",
        owed=["2: met by 3"],
        by_protocol=True,
    ),
    Scenario(
        given="Answered after the return the news that the child was missing",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 08:30 organisation_told says=police",
        ],
        now="2026-11-21 12:00",
        owed=["2: running"],
        by_protocol=True,
    ),
    Scenario(
        given="They wrote down the return themselves: they know",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned says=police"],
        now="2026-11-21 12:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="They wrote down that the child is found; the return after it is no news",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 06:00 child_located says=police",
            "2026-11-21 08:00 child_returned",
        ],
        now="2026-11-21 12:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="A carer wrote down that the child is found, they the return",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 06:00 child_located",
            "2026-11-21 08:00 child_returned says=police",
        ],
        now="2026-11-21 12:00",
        owed=["2: met by 3"],
        by_protocol=True,
    ),
    Scenario(
        given="A return taken over from an older absence",
        when=[
            "2026-11-20 22:00 missing_reported taken_over=yes",
            "2026-11-21 08:00 child_returned taken_over=yes",
        ],
        now="2026-11-21 12:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="First rung once the child was back",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 08:30 police_reported",
        ],
        now="2026-11-21 12:00",
        owed=["2: met by 3"],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_police_told_found(scenario: Scenario) -> None:
    scenario.check("police-told-found")
