from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="The desk is told and nobody has rung the police: no number of hours, so never overdue",
        when=["2026-11-22 02:10 missing_reported"],
        now="2026-11-24 02:10",
        owed=["1: running"],
    ),
    Scenario(
        given="The desk rings the police and gets a log number",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 02:20 police_reported"],
        now="2026-11-22 03:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The home had rung the police before it rang the desk",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 01:40 police_reported"],
        now="2026-11-22 03:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="A call that nobody answered is not a report",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 02:20 police_call_tried"],
        now="2026-11-22 03:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The child is back before anybody rang",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 02:40 child_returned"],
        now="2026-11-22 03:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Found is not yet back",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 02:40 child_located"],
        now="2026-11-22 03:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The wrong 'back' is withdrawn, and the police are still not rung",
        when=[
            "2026-11-22 02:10 missing_reported",
            "2026-11-22 02:40 child_returned",
            "2026-11-22 02:41 entered_in_error corrects=2",
        ],
        now="2026-11-22 03:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The call that met it turns out to be another child's",
        when=[
            "2026-11-22 02:10 missing_reported",
            "2026-11-22 02:20 police_reported",
            "2026-11-22 02:50 entered_in_error corrects=2",
        ],
        now="2026-11-22 03:00",
        owed=["1: running"],
    ),
    Scenario(
        given="The authority knows where the child is: away, and no report is owed under this duty",
        when=["2026-11-22 02:10 missing_reported"],
        now="2026-11-22 03:00",
        owed=[],
        away=True,
    ),
    Scenario(
        given="The report itself was a mistake",
        when=["2026-11-22 02:10 missing_reported", "2026-11-22 02:15 entered_in_error corrects=1"],
        now="2026-11-22 03:00",
        owed=[],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_police_reported(scenario: Scenario) -> None:
    scenario.check("police-reported")
