from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="A positive decision on reasonable grounds: the next is awaited, and no number is shown",
        when=["2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive"],
        now="2026-08-01 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Decided",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-06-01 nrm_decided says=conclusive_grounds,positive",
        ],
        now="2026-08-01 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A negative decision on reasonable grounds: nothing more is awaited",
        when=["2026-03-01 10:00 nrm_decided says=reasonable_grounds,negative"],
        now="2026-08-01 09:00",
        owed=[],
    ),
    Scenario(
        given="Nobody knows what the first decision was: the second is awaited",
        when=["2026-03-01 10:00 nrm_decided says=unknown"],
        now="2026-08-01 09:00",
        owed=["1: running"],
    ),
    Scenario(
        given="Withdrawn, and recorded as negative",
        when=[
            "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
            "2026-03-02 10:00 nrm_decided corrects=1 says=reasonable_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=[],
    ),
    Scenario(
        given="Two referrals, and the last decision is of the first: the second is still awaited",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided answers=1 says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: met by 5", "4: running"],
    ),
    Scenario(
        given="Two referrals, and the last decision is of the second",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided answers=3 says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: running", "4: met by 5"],
    ),
    Scenario(
        given="Two referrals, and the last decision names the first positive decision",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided answers=2 says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: met by 5", "4: running"],
    ),
    Scenario(
        given="Two referrals, and the last decision names none: it is of the latest",
        when=[
            "2026-02-01 10:00 nrm_referred",
            "2026-02-10 10:00 nrm_decided answers=1 says=reasonable_grounds,positive",
            "2026-03-01 10:00 nrm_referred",
            "2026-03-05 10:00 nrm_decided answers=3 says=reasonable_grounds,positive",
            "2026-06-01 10:00 nrm_decided says=conclusive_grounds,negative",
        ],
        now="2026-08-01 09:00",
        owed=["2: running", "4: met by 5"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_nrm_conclusive_grounds(scenario: Scenario) -> None:
    scenario.check("nrm-conclusive-grounds")
