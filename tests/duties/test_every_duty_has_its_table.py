from __future__ import annotations

from importlib import import_module

import pytest

from lantern.procedures import protocol
from lantern.procedures.calendar import Clock
from lantern.procedures.duty import Duty, Standing

HAS_A_TIME = {clock for clock in Clock if clock is not Clock.NO_NUMBER}


def standings_of(duty: Duty) -> set[str]:
    """Give every way in which this duty can stand."""
    excused = {Standing.EXCUSED} if duty.excused_by or duty.excused_if else set()
    if duty.is_period:
        return {Standing.RUNNING, Standing.ENDED} | excused
    if duty.is_target:
        return {Standing.EXPECTED, Standing.MET} | excused
    late = {Standing.OVERDUE, Standing.MET_LATE} if duty.counted_in in HAS_A_TIME else set()
    return {Standing.RUNNING, Standing.MET} | late | excused


@pytest.mark.parametrize("duty", protocol.example(), ids=lambda duty: duty.code)
def test_every_duty_has_a_table_that_shows_each_way_it_can_stand(duty: Duty) -> None:
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS

    shown = {line.split()[1].rstrip(",") for scenario in table for line in scenario.owed}

    assert shown == standings_of(duty)


@pytest.mark.parametrize("duty", protocol.example(), ids=lambda duty: duty.code)
def test_every_duty_has_at_least_five_different_scenarios(duty: Duty) -> None:
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS

    assert len({scenario.given for scenario in table}) == len(table) >= 5
