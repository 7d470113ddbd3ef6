"""Of which beginning a plan for what is to begin, and one of what is over, can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.policies.casework import PLANNED_AHEAD, RECORDED_LATE, Beginning, is_of_next, is_of_past

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
        (begins(-7), True),
        (begins(-8), False),  # nobody writes down so late what the plan was still for
        (begins(-730), False),  # an import brought what has run for two years
        (begins(-3, ended=-1), False),  # an old one, written down late
        (begins(-3, ended=0), True),
        (begins(-3, recorded_at=BEFORE), False),  # it ran, and was known: the plan is of another
        (begins(0, recorded_at=BEFORE), False),
        (begins(2, recorded_at=BEFORE), True),  # recorded ahead
    ],
)
def test_a_plan_is_of_what_was_still_to_come_and_came_soon(beginning: Beginning, can_be: bool) -> None:
    assert is_of_next(planned_on=PLANNED_ON, recorded_at=RECORDED_AT, begins=beginning) is can_be


def test_a_plan_that_is_recorded_days_later_is_not_of_what_had_begun_by_then() -> None:
    began = begins(2, recorded_at=RECORDED_AT + timedelta(days=2))
    later = RECORDED_AT + timedelta(days=4)
    assert not is_of_next(planned_on=PLANNED_ON, recorded_at=later, begins=began)
    assert is_of_next(planned_on=PLANNED_ON, recorded_at=later, begins=begins(9, recorded_at=later))


@given(days=st.integers(-60, 60), was_known=st.booleans())
def test_a_plan_is_of_what_begins_in_its_time_and_was_not_known_to_run(days: int, was_known: bool) -> None:
    beginning = begins(days, recorded_at=BEFORE if was_known else AFTER)
    is_in_time = -RECORDED_LATE <= timedelta(days=days) <= PLANNED_AHEAD
    expected = is_in_time and (days > 0 or not was_known)
    assert is_of_next(planned_on=PLANNED_ON, recorded_at=RECORDED_AT, begins=beginning) is expected


@pytest.mark.parametrize(
    ("beginning", "can_be"),
    [
        (begins(-30, ended=-1), False),  # the plan was made after it
        (begins(-30, ended=0), True),
        (begins(28, ended=40), True),
        (begins(29, ended=40), False),
        (begins(-30), False),  # it runs still
    ],
)
def test_a_plan_of_what_is_over_was_made_while_it_ran_or_shortly_before(
    beginning: Beginning, can_be: bool
) -> None:
    assert is_of_past(planned_on=PLANNED_ON, begins=beginning) is can_be
