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
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 22:30 organisation_told says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Told before the call that opened the record",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 21:30 organisation_told says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        by_protocol=True,
    ),
    Scenario(
        given="Somebody else told",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 22:30 organisation_told says=responsible_authority",
        ],
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
        given="In the authority's own area the two are one",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        facts=["distance=own"],
        by_protocol=True,
    ),
    Scenario(
        given="Its own desk wrote down the report: it knows",
        when=["2026-11-20 22:00 missing_reported says=host_authority"],
        now="2026-11-21 09:00",
        owed=[],
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
def test_area_told_missing(scenario: Scenario) -> None:
    scenario.check("area-told-missing")
