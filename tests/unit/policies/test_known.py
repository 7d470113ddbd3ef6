"""What was known at a moment, and the groups a chronology is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.policies.known import Known, end_of, known_at
from lantern.vocabulary.entries import GROUP_TITLES, GROUPS, KIND_TITLES, EntryGroup
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    id: int
    kind: EventKind
    recorded_at: datetime
    corrects: int | None = None


FOUND = Said(1, EventKind.CHILD_LOCATED, NOON)
BACK = Said(2, EventKind.CHILD_RETURNED, NOON + timedelta(hours=1))
WITHDRAWN = Said(3, EventKind.ENTERED_IN_ERROR, NOON + timedelta(hours=2), corrects=2)
ANEW = Said(4, EventKind.CHILD_LOCATED, NOON + timedelta(hours=3), corrects=1)
ALL = (FOUND, BACK, WITHDRAWN, ANEW)


@pytest.mark.parametrize(
    ("hours", "known"),
    [
        (-1, Known(events=(), stands=frozenset())),
        (0, Known(events=(FOUND,), stands=frozenset({1}))),
        (1.5, Known(events=(FOUND, BACK), stands=frozenset({1, 2}))),
        (2, Known(events=(FOUND, BACK, WITHDRAWN), stands=frozenset({1}))),
        (3, Known(events=ALL, stands=frozenset({4}))),
    ],
)
def test_what_was_known_is_what_was_recorded_by_then_with_its_corrections(
    hours: float, known: Known[Said]
) -> None:
    assert known_at(ALL, moment=NOON + timedelta(hours=hours)) == known


def test_all_that_is_known_now_is_asked_for_without_a_moment() -> None:
    assert known_at(ALL, moment=None) == Known(events=ALL, stands=frozenset({4}))


def test_a_day_that_is_over_is_known_to_its_last_moment_in_london() -> None:
    assert end_of(date(2026, 5, 31), now=NOON) == datetime(2026, 5, 31, 22, 59, 59, 999999, tzinfo=UTC)


def test_today_is_known_until_now() -> None:
    assert end_of(date(2026, 6, 1), now=NOON) == NOON


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(Refused, match="still to come") as refused:
        end_of(date(2026, 6, 2), now=NOON)
    assert refused.value.field == "known_on"


def test_every_kind_stands_in_one_group_and_has_a_title() -> None:
    assert sorted(kind for kinds in GROUPS.values() for kind in kinds) == sorted(EventKind)
    assert set(KIND_TITLES) == set(EventKind)
    assert set(GROUP_TITLES) == set(GROUPS) == set(EntryGroup)
