from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The child did not want to talk",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
        ],
        now="2026-11-23 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="The carer said what they know",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
            "2026-11-22 16:00 carer_told_instead answers=2",
        ],
        now="2026-11-23 09:00",
        owed=["3: met by 4"],
    ),
    Scenario(
        given="The carer had said it before",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 16:00 carer_told_instead answers=2",
            "2026-11-22 10:00 return_interview_declined answers=2",
        ],
        now="2026-11-23 09:00",
        owed=["4: met by 3"],
    ),
    Scenario(
        given="The child talked after all",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
            "2026-11-24 16:00 return_interview_held answers=2",
        ],
        now="2026-11-25 09:00",
        owed=["3: excused by 4"],
    ),
    Scenario(
        given="That the child declined was an error",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
            "2026-11-22 11:00 entered_in_error corrects=3",
        ],
        now="2026-11-23 09:00",
        owed=[],
    ),
    Scenario(
        given="Nobody declined",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-23 09:00",
        owed=[],
    ),
    Scenario(
        given="Declined of the first return, and what a carer said is of the second",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
            "2026-11-25 missing_reported episode=2",
            "2026-11-26 child_returned episode=2",
            "2026-11-27 carer_told_instead answers=5 episode=2",
        ],
        now="2026-11-28 09:00",
        owed=["3: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_carer_asked_instead(scenario: Scenario) -> None:
    scenario.check("carer-asked-instead")
