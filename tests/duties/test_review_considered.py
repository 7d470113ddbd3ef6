from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The officer is told of an absence",
        when=[
            "2026-03-02 09:00 missing_reported",
            "2026-03-02 10:00 organisation_told says=reviewing_officer",
        ],
        now="2026-03-20 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Considered",
        when=[
            "2026-03-02 09:00 missing_reported",
            "2026-03-02 10:00 organisation_told says=reviewing_officer",
            "2026-03-03 review_considered",
        ],
        now="2026-03-20 09:00",
        owed=["2: met by 3"],
    ),
    Scenario(
        given="Told twice, considered once after both",
        when=[
            "2026-03-02 09:00 missing_reported",
            "2026-03-02 10:00 organisation_told says=reviewing_officer",
            "2026-03-03 10:00 organisation_told says=reviewing_officer",
            "2026-03-04 review_considered",
        ],
        now="2026-03-20 09:00",
        owed=["2: met by 4", "3: met by 4"],
    ),
    Scenario(
        given="Told after a return, so as to consider it",
        when=[
            "2026-03-01 missing_reported",
            "2026-03-02 child_returned",
            "2026-03-03 changed_after says=reviewing_officer",
        ],
        now="2026-03-20 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="Somebody else was told",
        when=["2026-03-02 09:00 missing_reported", "2026-03-02 10:00 organisation_told says=police"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Told years ago, taken over",
        when=[
            "2020-03-02 09:00 missing_reported taken_over=yes",
            "2020-03-02 10:00 organisation_told says=reviewing_officer taken_over=yes",
        ],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Care ended before it was considered",
        when=[
            "2026-03-02 09:00 missing_reported",
            "2026-03-02 10:00 organisation_told says=reviewing_officer",
        ],
        now="2026-03-20 09:00",
        owed=["2: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-01-02 until=2026-03-14",
            "is_looked_after=false since=2026-03-15",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_reviewing_officer_considers_a_review(scenario: Scenario) -> None:
    scenario.check("review-considered")
