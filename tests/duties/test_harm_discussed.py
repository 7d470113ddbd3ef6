from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The authority thinks that the child may be a victim",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Discussed with the police",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-21 strategy_discussion_held says=police_took_part",
        ],
        now="2026-11-22 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Discussed without the police",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim", "2026-11-21 strategy_discussion_held"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="A discussion before the authority thought so",
        when=[
            "2026-11-10 strategy_discussion_held says=police_took_part",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="It thinks that a factor is there, and no more",
        when=["2026-11-20 12:00 concern_viewed"],
        now="2026-11-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Nobody knows what it thinks: it counts as thinking so",
        when=["2026-11-20 12:00 concern_viewed says=unknown"],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Eighteen since",
        when=["2026-11-20 12:00 concern_viewed says=potential_victim"],
        now="2026-12-02 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-12-01"],
    ),
    Scenario(
        given="The view was formed at the discussion",
        when=[
            "2026-11-20 10:00 strategy_discussion_held says=police_took_part",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-11-22 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Seven days before still counts",
        when=[
            "2026-11-13 strategy_discussion_held says=police_took_part",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-11-22 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Eight days before does not",
        when=[
            "2026-11-12 strategy_discussion_held says=police_took_part",
            "2026-11-20 12:00 concern_viewed says=potential_victim",
        ],
        now="2026-11-22 09:00",
        owed=["2: running"],
    ),
    Scenario(
        given="It thinks otherwise now: the police are still to be asked",
        when=[
            "2026-11-20 12:00 concern_viewed says=potential_victim",
            "2026-11-21 concern_viewed says=no_victim",
        ],
        now="2026-11-22 09:00",
        owed=["1: running"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_harm_discussed(scenario: Scenario) -> None:
    scenario.check("harm-discussed")
