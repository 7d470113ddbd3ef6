from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Back, and the police have not spoken with the child",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-25 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="The police spoke with the child",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 12:00 prevention_interview_held answers=2",
        ],
        now="2026-11-25 09:00",
        owed=["2: met by 3"],
    ),
    Scenario(
        given="They spoke where the child was found, before the child was back",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 06:00 child_located",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 07:00 prevention_interview_held answers=3",
        ],
        now="2026-11-25 09:00",
        owed=["3: met by 4"],
    ),
    Scenario(
        given="A return interview is another conversation",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 12:00 return_interview_held answers=2",
        ],
        now="2026-11-25 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Missing again: each return asks for its own",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-21 08:00 child_returned",
            "2026-11-21 12:00 prevention_interview_held answers=2",
            "2026-11-23 22:00 missing_reported episode=2",
            "2026-11-24 child_returned episode=2",
        ],
        now="2026-11-25 09:00",
        owed=["2: met by 3", "5: running"],
    ),
    Scenario(
        given="Known to have been away and not missing",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-25 09:00",
        owed=[],
        away=True,
    ),
    Scenario(
        given="A return of years ago, taken over with an older absence",
        when=["2020-11-20 missing_reported taken_over=yes", "2020-11-21 child_returned taken_over=yes"],
        now="2026-11-25 09:00",
        owed=[],
    ),
    Scenario(
        given="Missing since before the record, and back now",
        when=["2026-11-20 missing_reported taken_over=yes", "2026-11-21 08:00 child_returned"],
        now="2026-11-25 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="The hour of a return that was taken over is put right here: it stays taken over",
        when=[
            "2026-11-20 missing_reported taken_over=yes",
            "2026-11-21 child_returned taken_over=yes",
            "2026-11-21 08:00 child_returned corrects=2",
        ],
        now="2026-11-25 09:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_prevention_interview(scenario: Scenario) -> None:
    scenario.check("prevention-interview")
