from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="A sign, and nobody has said what the authority thinks of it",
        when=["2026-11-20 10:00 concern_recorded"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The authority says what it thinks",
        when=["2026-11-20 10:00 concern_recorded", "2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="It thinks that the child is no victim: it was weighed",
        when=["2026-11-20 10:00 concern_recorded", "2026-11-21 concern_viewed"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Referred at once",
        when=["2026-11-20 10:00 concern_recorded", "2026-11-21 nrm_referred"],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A view from before says nothing of a newer sign",
        when=["2026-11-01 concern_viewed", "2026-11-20 10:00 concern_recorded"],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="One view weighs two signs",
        when=[
            "2026-11-20 10:00 concern_recorded",
            "2026-11-21 concern_recorded",
            "2026-11-22 concern_viewed",
        ],
        now="2026-11-23 09:00",
        owed=["1: met by 3", "2: met by 3"],
    ),
    Scenario(
        given="Why nobody refers is not what the authority thinks",
        when=["2026-11-20 10:00 concern_recorded", "2026-11-21 not_referred"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Eighteen since",
        when=["2026-11-20 10:00 concern_recorded"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_concern_weighed(scenario: Scenario) -> None:
    scenario.check("concern-weighed")
