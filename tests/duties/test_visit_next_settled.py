from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SETTLED = "2026-03-05 child_visited says=child_seen,settled"
SCENARIOS = (
    Scenario(
        given="Three months from the last visit",
        when=[SETTLED],
        now="2026-04-20 09:00",
        owed=["1: running, due 2026-06-05 23:59"],
    ),
    Scenario(
        given="Nobody came in three months",
        when=[SETTLED],
        now="2026-06-06 00:00",
        owed=["1: overdue, due 2026-06-05 23:59"],
    ),
    Scenario(
        given="Three months from the last day of November end with the last of February",
        when=["2026-11-30 child_visited says=child_seen,settled"],
        now="2026-12-01 09:00",
        owed=["1: running, due 2027-02-28 23:59"],
    ),
    Scenario(
        given="Each visit begins the next",
        when=[SETTLED, "2026-05-20 child_visited says=child_seen,settled"],
        now="2026-05-21 09:00",
        owed=["1: met by 2", "2: running, due 2026-08-20 23:59"],
    ),
    Scenario(
        given="A visit that came late begins the next from its own day",
        when=[SETTLED, "2026-06-10 child_visited says=child_seen,settled"],
        now="2026-06-11 09:00",
        owed=["1: met_late by 2", "2: running, due 2026-09-10 23:59"],
    ),
    Scenario(
        given="No longer intended to last: the visit meets it, and six weeks run by another duty",
        when=[SETTLED, "2026-05-20 child_visited says=child_seen"],
        now="2026-05-21 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A visit of which nobody said that it is so begins nothing here",
        when=["2026-03-05 child_visited says=child_seen"],
        now="2026-03-06 09:00",
        owed=[],
    ),
    Scenario(
        given="The child was not seen",
        when=[SETTLED, "2026-05-20 child_visited says=settled"],
        now="2026-05-21 09:00",
        owed=["1: running, due 2026-06-05 23:59"],
    ),
    Scenario(
        given="Care ended",
        when=[SETTLED, "2026-05-01 care_plan_recorded says=placement_ended,care_ended"],
        now="2026-07-01 09:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="The child turned 18 in time",
        when=[SETTLED],
        facts=["date_of_birth=2008-05-01"],
        now="2026-07-01 09:00",
        owed=["1: excused by turned_18"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_visit_next_settled(scenario: Scenario) -> None:
    scenario.check("visit-next-settled")
