from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Six weeks from the last visit",
        when=["2026-03-05 child_visited says=child_seen"],
        now="2026-04-01 09:00",
        owed=["1: running, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="Nobody came in six weeks",
        when=["2026-03-05 child_visited says=child_seen"],
        now="2026-04-17 00:00",
        owed=["1: overdue, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="Each visit begins the next",
        when=["2026-03-05 child_visited says=child_seen", "2026-04-10 child_visited says=child_seen"],
        now="2026-04-12 09:00",
        owed=["1: met by 2", "2: running, due 2026-05-22 23:59"],
    ),
    Scenario(
        given="A visit that came late begins the next from its own day",
        when=["2026-03-05 child_visited says=child_seen", "2026-04-20 child_visited says=child_seen"],
        now="2026-04-21 09:00",
        owed=["1: met_late by 2", "2: running, due 2026-06-01 23:59"],
    ),
    Scenario(
        given="The child was not there",
        when=["2026-03-05 child_visited says=child_seen", "2026-04-10 child_visited"],
        now="2026-04-12 09:00",
        owed=["1: running, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="Two visits on one day: one is still owed",
        when=["2026-03-05 child_visited says=child_seen", "2026-03-05 child_visited says=child_seen"],
        now="2026-03-06 09:00",
        owed=["1: met by 2", "2: running, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="In the second year too, where nobody says that it lasts until 18",
        when=[
            "2026-03-02 care_plan_recorded says=placement_began",
            "2027-06-01 child_visited says=child_seen",
        ],
        now="2027-06-02 09:00",
        owed=["2: running, due 2027-07-13 23:59"],
    ),
    Scenario(
        given="Settled: the next visit is asked by another duty, and one of six weeks is met",
        when=["2027-06-01 child_visited says=child_seen", "2027-07-01 child_visited says=child_seen,settled"],
        now="2027-08-20 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A placement taken over from older returns: from the first visit recorded here",
        when=[
            "2020-03-02 care_plan_recorded says=placement_began taken_over=yes",
            "2026-03-05 child_visited says=child_seen",
        ],
        now="2026-03-06 09:00",
        owed=["2: running, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="The visit was entered in error",
        when=[
            "2026-03-05 child_visited says=child_seen",
            "2026-03-06 entered_in_error episode=case corrects=1",
        ],
        now="2026-06-06 09:00",
        owed=[],
    ),
    Scenario(
        given="Care is recorded as ended when the visit was late already: nobody is to be visited",
        when=[
            "2026-03-05 child_visited says=child_seen",
            "2026-04-20 care_plan_recorded says=placement_ended,care_ended",
        ],
        now="2026-05-01 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Moved: the placement ended, and care did not",
        when=[
            "2026-03-05 child_visited says=child_seen",
            "2026-03-20 care_plan_recorded says=placement_ended",
        ],
        now="2026-04-01 09:00",
        owed=["1: running, due 2026-04-16 23:59"],
    ),
    Scenario(
        given="Care ended in between",
        when=["2026-03-05 child_visited says=child_seen"],
        now="2026-05-01 09:00",
        owed=["1: excused by no_longer_looked_after"],
        facts=[
            "is_looked_after=true since=2026-01-02 until=2026-03-14",
            "is_looked_after=false since=2026-03-15",
        ],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_the_next_visit_is_owed_within_six_weeks(scenario: Scenario) -> None:
    scenario.check("visit-next")
