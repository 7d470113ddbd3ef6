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
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_trafficking_referred(scenario: Scenario) -> None:
    scenario.check("trafficking-referred")
