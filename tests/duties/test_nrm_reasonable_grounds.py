from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Referred on a Friday: five working days end on the next Friday",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=["1: expected, due 2026-11-27 23:59"],
    ),
    Scenario(
        given="Long past what was expected: an aim of the Home Office is never overdue",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2027-02-01 09:00",
        owed=["1: expected, due 2026-11-27 23:59"],
    ),
    Scenario(
        given="Over Christmas and New Year the bank holidays are not counted",
        when=["2026-12-23 10:00 nrm_referred"],
        now="2026-12-24 09:00",
        owed=["1: expected, due 2027-01-04 23:59"],
    ),
    Scenario(
        given="Decided after what was expected: met, and nobody was late",
        when=[
            "2026-11-20 10:00 nrm_referred",
            "2026-12-10 12:00 nrm_decided answers=1 says=reasonable_grounds,positive",
        ],
        now="2026-12-11 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A negative decision is a decision",
        when=[
            "2026-11-20 10:00 nrm_referred",
            "2026-11-26 12:00 nrm_decided answers=1 says=reasonable_grounds,negative",
        ],
        now="2026-12-11 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="What the decision was about is not known: it meets nothing yet",
        when=["2026-11-20 10:00 nrm_referred", "2026-11-26 12:00 nrm_decided answers=1 says=unknown"],
        now="2026-12-11 09:00",
        owed=["1: expected, due 2026-11-27 23:59"],
    ),
    Scenario(
        given="Two referrals, and a decision that names the first",
        when=[
            "2026-11-20 10:00 nrm_referred",
            "2026-11-23 10:00 nrm_referred",
            "2026-11-25 12:00 nrm_decided answers=1 says=reasonable_grounds,positive",
        ],
        now="2026-11-26 09:00",
        owed=["1: met by 3", "2: expected, due 2026-11-30 23:59"],
    ),
    Scenario(
        given="In a pilot area and far from 18 a panel decides, and nothing is expected of the Home Office",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=[],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01"],
    ),
    Scenario(
        given="In a pilot area, but nobody is sure of the age: both are shown",
        when=["2026-11-20 10:00 nrm_referred"],
        now="2026-11-23 09:00",
        owed=["1: expected, due 2026-11-27 23:59"],
        facts=["in_pilot_area=true", "date_of_birth=2010-05-01", "age_standing=presumed"],
    ),
    Scenario(
        given="Another child's decision changes nothing",
        when=[
            "2026-11-20 10:00 nrm_referred child=1",
            "2026-11-24 10:00 nrm_decided child=2 says=reasonable_grounds",
        ],
        now="2026-11-25 09:00",
        owed=["1: expected, due 2026-11-27 23:59"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_nrm_reasonable_grounds(scenario: Scenario) -> None:
    scenario.check("nrm-reasonable-grounds")
