from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Referred, and nothing of it in the care plan",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The authority thinks that the child may be a victim, and nobody referred",
        when=["2026-11-20 10:00 concern_viewed says=potential_victim", "2026-11-21 not_referred"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="It thinks that a factor is there, and no more",
        when=["2026-11-20 10:00 concern_viewed"],
        now="2026-11-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Nobody knows what it thinks: it counts as thinking so",
        when=["2026-11-20 10:00 concern_viewed says=unknown"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="A sign alone is not yet reason to believe",
        when=["2026-11-20 10:00 concern_recorded"],
        now="2026-11-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Thought so, and then referred: one entry answers both",
        when=[
            "2026-11-20 10:00 concern_viewed says=potential_victim",
            "2026-11-21 10:00 nrm_referred",
            "2026-11-22 care_plan_recorded says=trafficking_status",
        ],
        now="2026-11-24 09:00",
        owed=["1: met by 3", "2: met by 3"],
    ),
    Scenario(
        given="Recorded in the care plan before the referral",
        when=["2026-11-19 care_plan_recorded says=trafficking_status", "2026-11-20 10:00 nrm_referred"],
        now="2026-11-22 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Something else was recorded in it",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-21 care_plan_recorded"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Known not to be looked after",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-22 09:00",
        owed=[],
        facts=["is_looked_after=false"],
    ),
    Scenario(
        given="Looked after no longer since",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-12-02 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=["is_looked_after=true until=2026-11-30", "is_looked_after=false since=2026-12-01"],
    ),
    Scenario(
        given="Looked after again: that the child once was not, with no end recorded, ends nothing",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-12-02 09:00",
        owed=["1: running"],
        facts=["is_looked_after=false since=2020-01-01", "is_looked_after=true since=2024-01-01"],
    ),
    Scenario(
        given="Eighteen since",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="Recorded on the 18th birthday: it was met",
        when=["2026-11-20 10:00 nrm_referred", "2026-12-01 10:00 care_plan_recorded says=trafficking_status"],
        now="2026-12-02 09:00",
        owed=["1: met by 2"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="Recorded on the day after it: it had ended",
        when=["2026-11-20 10:00 nrm_referred", "2026-12-02 00:30 care_plan_recorded says=trafficking_status"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="Eighteen since, if the age were sure: a presumed age ends nothing",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-12-02 09:00",
        owed=["1: running"],
        facts=["date_of_birth=2008-12-01", "age_standing=presumed"],
    ),
    Scenario(
        given="Referred before the regulation was in force",
        when=["2014-08-17 nrm_referred"],
        now="2014-09-01 09:00",
        owed=[],
    ),
    Scenario(
        given="The authority thinks otherwise now",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-25 concern_viewed says=no_victim",
        ],
        now="2026-12-22 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="It thought otherwise before, and that ends nothing",
        when=[
            "2026-11-15 concern_viewed says=no_victim",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-12-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="A view ends what a view began, and not what a referral did",
        when=["2026-11-18 nrm_referred", "2026-11-25 concern_viewed says=no_victim"],
        now="2026-12-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="It thinks so again",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-25 concern_viewed says=no_victim",
            "2026-11-27 concern_viewed says=potential_victim",
        ],
        now="2026-12-22 09:00",
        owed=["1: excused by 2", "3: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_trafficking_in_care_plan(scenario: Scenario) -> None:
    scenario.check("trafficking-in-care-plan")
