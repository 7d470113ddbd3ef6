from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Not told yet",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Told",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 22:30 organisation_told says=responsible_authority",
        ],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Told before the call that opened the record",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 21:30 organisation_told says=responsible_authority",
        ],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Somebody else told",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 22:30 organisation_told says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Rang, and nobody answered",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 22:30 organisation_call_tried"],
        now="2026-11-21 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="Known to be away and not missing",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        away=True,
        by_protocol=True,
    ),
    Scenario(
        given="Known not to be looked after",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        facts=["is_looked_after=false"],
        by_protocol=True,
    ),
    Scenario(
        given="Its own desk wrote down the report: it knows",
        when=["2026-11-20 22:00 missing_reported says=responsible_authority"],
        now="2026-11-21 09:00",
        owed=[],
        by_protocol=True,
    ),
    Scenario(
        given="Its own desk joined a second report: it knows",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 22:40 report_joined says=responsible_authority",
        ],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="The desk of the area wrote down the report: the authority is still to hear of it",
        when=["2026-11-20 22:00 missing_reported says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: running"],
        by_protocol=True,
    ),
    Scenario(
        given="An absence taken over from an older return",
        when=["2026-11-20 22:00 missing_reported taken_over=yes"],
        now="2026-11-21 09:00",
        owed=[],
        by_protocol=True,
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_authority_told_missing(scenario: Scenario) -> None:
    scenario.check("authority-told-missing")
