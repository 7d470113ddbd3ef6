from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Decided on 1 March: no end is shown before the decision on conclusive grounds",
        when=["2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive"],
        now="2026-03-20 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Conclusive grounds on day ten: the period ends with 30 March, the thirtieth day",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-03-10 09:00 nrm_decided says=conclusive_grounds,positive",
        ],
        now="2026-03-30 23:59",
        owed=["1: running, due 2026-03-30 23:59"],
    ),
    Scenario(
        given="The day after",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-03-10 09:00 nrm_decided says=conclusive_grounds,positive",
        ],
        now="2026-03-31 00:00",
        owed=["1: ended, due 2026-03-30 23:59"],
    ),
    Scenario(
        given="Conclusive grounds after the thirty days: the period ends with that day",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-06-01 09:00 nrm_decided says=conclusive_grounds,negative",
        ],
        now="2026-06-01 12:00",
        owed=["1: running, due 2026-06-01 23:59"],
    ),
    Scenario(
        given="Never 45 days: on day 40, decided on day 10, it is over",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-03-10 09:00 nrm_decided says=conclusive_grounds,positive",
        ],
        now="2026-04-09 09:00",
        owed=["1: ended, due 2026-03-30 23:59"],
    ),
    Scenario(
        given="A negative first decision begins no period",
        when=["2026-03-01 10:00 nrm_decided says=reasonable_grounds,negative"],
        now="2026-03-20 09:00",
        owed=[],
    ),
    Scenario(
        given="Two referrals, and conclusive grounds of the first: the period of the second goes on",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided answers=1 says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: ended, due 2026-06-01 23:59", "4: running"],
    ),
    Scenario(
        given="Two referrals, and conclusive grounds of the second: the period of the first goes on",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided answers=3 says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: running", "4: ended, due 2026-06-01 23:59"],
    ),
    Scenario(
        given="Two referrals, and it is not said of which: the older period shows no end",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: running", "4: ended, due 2026-06-01 23:59"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_nrm_recovery_period(scenario: Scenario) -> None:
    scenario.check("nrm-recovery-period")
