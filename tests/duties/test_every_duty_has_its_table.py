from __future__ import annotations

from importlib import import_module

import pytest

from lantern.procedures.calendar import Clock
from lantern.procedures.duty import Duty, Standing
from lantern.procedures.loading import england

HAS_A_TIME = {clock for clock in Clock if clock is not Clock.NO_NUMBER}


def standings_of(duty: Duty) -> set[str]:
    """Give every way in which this duty can stand."""
    late = {Standing.OVERDUE, Standing.MET_LATE} if duty.counted_in in HAS_A_TIME else set()
    excused = {Standing.EXCUSED} if duty.excused_by else set()
    return {Standing.RUNNING, Standing.MET} | late | excused


@pytest.mark.parametrize("duty", england(), ids=lambda duty: duty.code)
def test_every_duty_has_a_table_that_shows_each_way_it_can_stand(duty: Duty) -> None:
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS

    shown = {line.split()[1].rstrip(",") for scenario in table for line in scenario.owed}

    assert shown == standings_of(duty)


@pytest.mark.parametrize("duty", england(), ids=lambda duty: duty.code)
def test_every_duty_has_at_least_five_different_scenarios(duty: Duty) -> None:
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS

    assert len({scenario.given for scenario in table}) == len(table) >= 5
