from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Held, and nothing shared",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_held answers=2 says=interview_itself",
        ],
        now="2026-11-23 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="Shared",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_held answers=2 says=interview_itself",
            "2026-11-22 16:00 interview_shared answers=3",
        ],
        now="2026-11-23 09:00",
        owed=["3: met by 4"],
    ),
    Scenario(
        given="Shared some days after: there is no number",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_held answers=2 says=interview_itself",
            "2026-11-29 16:00 interview_shared answers=3",
        ],
        now="2026-11-30 09:00",
        owed=["3: met by 4"],
    ),
    Scenario(
        given="Nothing held, nothing to share",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_declined answers=2",
        ],
        now="2026-11-23 09:00",
        owed=[],
    ),
    Scenario(
        given="The sharing was withdrawn",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_held answers=2 says=interview_itself",
            "2026-11-22 16:00 interview_shared answers=3",
            "2026-11-22 17:00 entered_in_error corrects=4",
        ],
        now="2026-11-23 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="Shared of another absence",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-22 10:00 return_interview_held answers=2 says=interview_itself",
            "2026-11-23 interview_shared episode=2",
        ],
        now="2026-11-24 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="One interview of two returns: it is shared once",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 22:00 missing_reported episode=2",
            "2026-11-24 child_returned episode=2",
            "2026-11-25 10:00 return_interview_held episode=2 answers=4 says=interview_itself",
            "2026-11-25 10:00 return_interview_held answers=2",
        ],
        now="2026-11-26 09:00",
        owed=["5: running"],
    ),
    Scenario(
        given="One interview of two returns, shared on the earlier of the two",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-23 22:00 missing_reported episode=2",
            "2026-11-24 child_returned episode=2",
            "2026-11-25 10:00 return_interview_held episode=2 answers=4 says=interview_itself",
            "2026-11-25 10:00 return_interview_held answers=2",
            "2026-11-25 16:00 interview_shared answers=5",
        ],
        now="2026-11-26 09:00",
        owed=["5: met by 7"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_interview_shared(scenario: Scenario) -> None:
    scenario.check("interview-shared")
