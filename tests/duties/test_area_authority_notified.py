from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Placed on the Monday before Christmas: five working days",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
        facts=["distance=adjoining"],
    ),
    Scenario(
        given="Nobody told the authority of the area",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-31 00:00",
        owed=["1: overdue, due 2026-12-30 23:59"],
        facts=["distance=distance"],
    ),
    Scenario(
        given="Told before the child was placed, as it is to be",
        when=[
            "2026-12-18 10:00 care_plan_recorded says=area_notice_given",
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
        ],
        now="2026-12-24 09:00",
        owed=["2: met by 1"],
    ),
    Scenario(
        given="Told within the time of an emergency",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-29 10:00 care_plan_recorded says=area_notice_given",
        ],
        now="2027-01-05 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Told a day too late",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-31 10:00 care_plan_recorded says=area_notice_given",
        ],
        now="2027-01-05 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="Something else of the care plan tells nobody",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-22 care_plan_recorded says=trafficking_status",
        ],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Known to be in the authority's own area",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=[],
        facts=["distance=own"],
    ),
    Scenario(
        given="Nobody knows how far it is: it counts as outside",
        when=["2026-12-21 14:00 care_plan_recorded says=placement_began"],
        now="2026-12-24 09:00",
        owed=["1: running, due 2026-12-30 23:59"],
    ),
    Scenario(
        given="Another fact of the care plan begins no placement",
        when=["2026-12-21 14:00 care_plan_recorded says=end_told"],
        now="2026-12-24 09:00",
        owed=[],
    ),
    Scenario(
        given="A placement that an authority's first feed found",
        when=["2020-12-21 care_plan_recorded says=placement_began taken_over=yes"],
        now="2026-12-22 09:00",
        owed=[],
    ),
    Scenario(
        given="Each answers the placement that it names",
        when=[
            "2026-12-21 14:00 care_plan_recorded says=placement_began",
            "2026-12-28 14:00 care_plan_recorded says=placement_began",
            "2026-12-29 10:00 care_plan_recorded answers=2 says=area_notice_given",
        ],
        now="2026-12-29 12:00",
        owed=["1: running, due 2026-12-30 23:59", "2: met by 3"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_area_authority_notified(scenario: Scenario) -> None:
    scenario.check("area-authority-notified")
