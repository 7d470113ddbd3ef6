from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Placed on a Monday: by the end of the Monday after",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-05 09:00",
        owed=["1: running, due 2026-03-09 23:59"],
    ),
    Scenario(
        given="Nobody visited in that week",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-10 00:00",
        owed=["1: overdue, due 2026-03-09 23:59"],
    ),
    Scenario(
        given="Visited on the last day",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-09 child_visited says=child_seen",
        ],
        now="2026-03-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Visited a day late",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-10 child_visited says=child_seen",
        ],
        now="2026-03-20 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="The child was not there",
        when=["2026-03-02 care_plan_recorded says=placement_began", "2026-03-06 child_visited"],
        now="2026-03-07 09:00",
        owed=["1: running, due 2026-03-09 23:59"],
    ),
    Scenario(
        given="Nobody kept whether the child was seen",
        when=["2026-03-02 care_plan_recorded says=placement_began", "2026-03-06 child_visited says=unknown"],
        now="2026-03-07 09:00",
        owed=["1: running, due 2026-03-09 23:59"],
    ),
    Scenario(
        given="The social worker came after a return: another visit",
        when=[
            "2026-03-01 missing_reported",
            "2026-03-02 child_returned",
            "2026-03-03 care_plan_recorded says=placement_began",
            "2026-03-04 social_worker_visited",
        ],
        now="2026-03-05 09:00",
        owed=["3: running, due 2026-03-10 23:59"],
    ),
    Scenario(
        given="Moved before anybody visited: the second placement has a week of its own",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-06 care_plan_recorded says=placement_began",
            "2026-03-08 child_visited says=child_seen",
        ],
        now="2026-03-20 09:00",
        owed=["1: met by 3", "2: met by 3"],
    ),
    Scenario(
        given="Visited where the child lived before, and then moved",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-05 child_visited says=child_seen",
            "2026-03-06 care_plan_recorded says=placement_began",
        ],
        now="2026-03-08 09:00",
        owed=["1: met by 2", "3: running, due 2026-03-13 23:59"],
    ),
    Scenario(
        given="Moved before anybody visited, and the first placement is over: only the second is to be visited",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-12 care_plan_recorded says=placement_ended",
            "2026-03-12 care_plan_recorded says=placement_began",
        ],
        now="2026-03-15 09:00",
        owed=["1: excused by 2", "3: running, due 2026-03-19 23:59"],
    ),
    Scenario(
        given="A placement of years ago, taken over from older returns",
        when=["2020-03-02 care_plan_recorded says=placement_began taken_over=yes"],
        now="2026-03-08 09:00",
        owed=[],
    ),
    Scenario(
        given="The placement was entered in error",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-03 entered_in_error episode=case corrects=1",
        ],
        now="2026-03-12 09:00",
        owed=[],
    ),
    Scenario(
        given="The visit was entered in error",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2026-03-05 child_visited says=child_seen",
            "2026-03-06 entered_in_error episode=case corrects=2",
        ],
        now="2026-03-07 09:00",
        owed=["1: running, due 2026-03-09 23:59"],
    ),
    Scenario(
        given="Care ended on the third day",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-12 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-03-02 until=2026-03-04",
            "is_looked_after=false since=2026-03-05",
        ],
    ),
    Scenario(
        given="Turned 18 in that week",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-03-12 09:00",
        owed=["1: excused by turned_18"],
        facts=["date_of_birth=2008-03-05"],
    ),
    Scenario(
        given="Care ended after the week was over: it stays owed",
        when=["2026-03-02 care_plan_recorded says=placement_began"],
        now="2026-04-12 09:00",
        owed=["1: overdue, due 2026-03-09 23:59"],
        facts=[
            "is_looked_after=true since=2026-03-02 until=2026-03-20",
            "is_looked_after=false since=2026-03-21",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_first_visit_is_owed_within_a_week(scenario: Scenario) -> None:
    scenario.check("visit-first")
