from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="With an agency's carers, and not told yet",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=["1: running"],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="Told",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 22:30 organisation_told says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="Told before the call that opened the record",
        when=["2026-11-20 22:00 missing_reported", "2026-11-20 21:30 organisation_told says=host_authority"],
        now="2026-11-21 09:00",
        owed=["1: met by 2"],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="Somebody else told, and not this body",
        when=[
            "2026-11-20 22:00 missing_reported",
            "2026-11-20 22:30 organisation_told says=responsible_authority",
        ],
        now="2026-11-21 09:00",
        owed=["1: running"],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="Back before it was told: it is told all the same",
        when=["2026-11-20 22:00 missing_reported", "2026-11-21 08:00 child_returned"],
        now="2026-11-22 09:00",
        owed=["1: running"],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="With the authority's own carers",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        facts=["placed_with=own_fostering"],
    ),
    Scenario(
        given="Nobody knows with whom the child is placed: of nobody it is asked",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
    ),
    Scenario(
        given="Known to be away and not missing",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
        away=True,
    ),
    Scenario(
        given="Before the agency had to",
        when=["2014-01-26 22:00 missing_reported"],
        now="2014-02-01 09:00",
        owed=[],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="In the responsible authority's own area the two are one",
        when=["2026-11-20 22:00 missing_reported"],
        now="2026-11-20 23:00",
        owed=[],
        facts=["placed_with=fostering_agency", "distance=own"],
    ),
    Scenario(
        given="That authority's own desk wrote down the report: it knows",
        when=["2026-11-20 22:00 missing_reported says=host_authority"],
        now="2026-11-21 09:00",
        owed=[],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
    Scenario(
        given="An absence taken over from an older return",
        when=["2026-11-20 22:00 missing_reported taken_over=yes"],
        now="2026-11-21 09:00",
        owed=[],
        facts=["placed_with=fostering_agency", "distance=adjoining"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_fostering_told_area(scenario: Scenario) -> None:
    scenario.check("fostering-told-area")
