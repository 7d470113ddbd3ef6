from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Accepted on 2 March: over Easter and the bank holiday in May",
        when=["2026-03-02 referral_accepted"],
        now="2026-04-10 09:00",
        owed=["1: running, due 2026-05-07 23:59"],
    ),
    Scenario(
        given="Not complete",
        when=["2026-03-02 referral_accepted"],
        now="2026-05-08 00:00",
        owed=["1: overdue, due 2026-05-07 23:59"],
    ),
    Scenario(
        given="Complete in time",
        when=["2026-03-02 referral_accepted", "2026-05-07 assessment_completed"],
        now="2026-05-10 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Complete late",
        when=["2026-03-02 referral_accepted", "2026-05-08 assessment_completed"],
        now="2026-05-10 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="An assessment before the referral is another one",
        when=["2026-02-02 assessment_completed", "2026-03-02 referral_accepted"],
        now="2026-04-10 09:00",
        owed=["2: running, due 2026-05-07 23:59"],
    ),
    Scenario(
        given="The referral was entered in error",
        when=["2026-03-02 referral_accepted", "2026-03-03 entered_in_error episode=case corrects=1"],
        now="2026-05-10 09:00",
        owed=[],
    ),
    Scenario(
        given="Turned 18 before it was due",
        when=["2026-03-02 referral_accepted"],
        now="2026-05-26 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-03-10"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_assessment_is_owed_within_forty_five_working_days(scenario: Scenario) -> None:
    scenario.check("assessment-complete")
