from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The authority thinks that the child may be a victim",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Referred",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim", "2026-11-21 nrm_referred"],
        now="2026-12-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Why nobody refers does not end it",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim", "2026-11-21 not_referred"],
        now="2026-12-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="A sign alone asks for no referral",
        when=["2026-11-20 10:00 concern_recorded"],
        now="2026-12-22 09:00",
        owed=[],
    ),
    Scenario(
        given="A factor, and no more",
        when=["2026-11-20 12:00 concern_viewed"],
        now="2026-12-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Referred before the authority thought so anew",
        when=["2026-11-10 nrm_referred", "2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="Eighteen since",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="Eighteen since, if the age were sure: a presumed age ends nothing",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-02 09:00",
        owed=["1: running"],
        facts=["date_of_birth=2008-12-01", "age_standing=presumed"],
    ),
    Scenario(
        given="Referred before: further information is what is sent",
        when=[
            "2026-11-10 nrm_referred",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-24 nrm_informed answers=1 says=information_sent",
        ],
        now="2026-12-22 09:00",
        owed=["2: met by 3"],
    ),
    Scenario(
        given="Further information of before says nothing of what is thought now",
        when=[
            "2026-10-10 nrm_referred",
            "2026-11-01 nrm_informed answers=1 says=information_sent",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-12-22 09:00",
        owed=["3: running"],
    ),
    Scenario(
        given="Referred the day before the view was written down",
        when=["2026-11-19 nrm_referred", "2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-22 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="It thinks otherwise now: to decide is not its own",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-21 concern_viewed says=no_victim",
        ],
        now="2026-12-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Only the reference of an earlier referral came",
        when=[
            "2026-11-10 nrm_referred",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-24 nrm_informed answers=1",
        ],
        now="2026-12-22 09:00",
        owed=["2: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_trafficking_referred(scenario: Scenario) -> None:
    scenario.check("trafficking-referred")
