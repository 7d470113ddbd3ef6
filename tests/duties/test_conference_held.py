from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Enquiries begun on 2 March: the fifteenth working day is 23 March",
        when=["2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part"],
        now="2026-03-10 09:00",
        owed=["1: running, due 2026-03-23 23:59"],
    ),
    Scenario(
        given="A later discussion does not move the day",
        when=[
            "2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part",
            "2026-03-09 10:00 strategy_discussion_held says=police_took_part",
        ],
        now="2026-03-10 09:00",
        owed=["1: running, due 2026-03-23 23:59"],
    ),
    Scenario(
        given="No enquiries were begun",
        when=["2026-03-02 14:00 strategy_discussion_held says=police_took_part"],
        now="2026-03-10 09:00",
        owed=[],
    ),
    Scenario(
        given="None was held",
        when=["2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part"],
        now="2026-03-24 00:00",
        owed=["1: overdue, due 2026-03-23 23:59"],
    ),
    Scenario(
        given="Held in time",
        when=[
            "2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part",
            "2026-03-23 conference_held",
        ],
        now="2026-03-24 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Held late",
        when=[
            "2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part",
            "2026-03-25 conference_held",
        ],
        now="2026-03-26 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="The enquiries bore nothing out",
        when=[
            "2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part",
            "2026-03-12 conference_not_needed",
        ],
        now="2026-03-26 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="The discussion was entered in error",
        when=[
            "2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part",
            "2026-03-03 entered_in_error episode=case corrects=1",
        ],
        now="2026-03-26 09:00",
        owed=[],
    ),
    Scenario(
        given="Turned 18 before it was due",
        when=["2026-03-02 14:00 strategy_discussion_held says=section_47_begun,police_took_part"],
        now="2026-03-26 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-03-10"],
    ),
    Scenario(
        given="Nobody kept whether enquiries were begun",
        when=["2026-03-02 14:00 strategy_discussion_held says=unknown"],
        now="2026-03-10 09:00",
        owed=["1: running, due 2026-03-23 23:59"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_conference_is_owed_within_fifteen_working_days(scenario: Scenario) -> None:
    scenario.check("conference-held")
