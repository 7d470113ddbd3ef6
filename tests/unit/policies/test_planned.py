"""Of which beginning a plan for what is to begin can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.policies.casework import PLANNED_AHEAD, Beginning, is_planned

PLANNED_ON = date(2026, 3, 16)
RECORDED_AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
BEFORE, AFTER = RECORDED_AT - timedelta(hours=1), RECORDED_AT + timedelta(hours=1)


def begins(days: int, *, recorded_at: datetime = AFTER, ended: int | None = None) -> Beginning:
    """Give a placement that began so many days after the plan, and ended so many after it."""
    until_on = None if ended is None else PLANNED_ON + timedelta(days=ended)
    return Beginning(from_on=PLANNED_ON + timedelta(days=days), until_on=until_on, recorded_at=recorded_at)


@pytest.mark.parametrize(
    ("beginning", "can_be"),
    [
        (begins(0), True),
        (begins(28), True),
        (begins(29), False),  # four weeks are over
        (begins(-3), True),  # a Friday's placement, written down after Monday's plan
        (begins(-3, ended=-1), False),  # an old one, written down late
        (begins(-3, ended=0), True),
        (begins(-3, recorded_at=BEFORE), False),  # it ran, and was known: the plan is of another
        (begins(0, recorded_at=BEFORE), False),
        (begins(2, recorded_at=BEFORE), True),  # recorded ahead
    ],
)
def test_a_plan_is_of_what_was_still_to_come_and_came_soon(beginning: Beginning, can_be: bool) -> None:
    assert is_planned(planned_on=PLANNED_ON, recorded_at=RECORDED_AT, begins=beginning) is can_be


@given(days=st.integers(-400, 400), was_known=st.booleans())
def test_a_plan_is_never_of_what_was_known_to_run_nor_of_what_begins_late(days: int, was_known: bool) -> None:
    beginning = begins(days, recorded_at=BEFORE if was_known else AFTER)
    if is_planned(planned_on=PLANNED_ON, recorded_at=RECORDED_AT, begins=beginning):
        assert timedelta(days=days) <= PLANNED_AHEAD
        assert days > 0 or not was_known
