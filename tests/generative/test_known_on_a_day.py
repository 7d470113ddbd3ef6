"""What was known at a moment never changes by what is recorded after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.policies.known import known_at
from lantern.vocabulary.events import EventKind

quickly = settings(deadline=None, database=None, max_examples=200)
BEGAN = datetime(2026, 3, 28, tzinfo=UTC)
KINDS = [EventKind.CHILD_LOCATED, EventKind.CHILD_RETURNED, EventKind.PLAN_WRITTEN]


@dataclass(frozen=True)
class Said:
    id: int
    kind: EventKind
    recorded_at: datetime
    corrects: int | None


@st.composite
def records(draw: st.DrawFn) -> list[Said]:
    """Make a record in the order in which it was made; some of it corrects or withdraws what went before."""
    said: list[Said] = []
    minute = 0
    for number in range(1, draw(st.integers(1, 15)) + 1):
        minute += draw(st.integers(0, 3))  # several may be recorded at one moment
        kind, corrects = draw(st.sampled_from(KINDS)), None
        if said and draw(st.booleans()):
            wrong = draw(st.sampled_from(said))
            kind, corrects = draw(st.sampled_from([wrong.kind, EventKind.ENTERED_IN_ERROR])), wrong.id
            if wrong.kind is EventKind.ENTERED_IN_ERROR:
                kind = EventKind.ENTERED_IN_ERROR
        said.append(Said(number, kind, BEGAN + timedelta(minutes=minute), corrects))
    return said


@quickly
@given(records(), st.integers(0, 45), st.randoms())
def test_what_was_known_is_not_changed_by_what_is_recorded_later(record, minute, chance) -> None:  # type: ignore[no-untyped-def]
    moment = BEGAN + timedelta(minutes=minute)
    by_then = [said for said in record if said.recorded_at <= moment]

    known = known_at(record, moment=moment)

    assert known == known_at(by_then, moment=moment) == known_at(by_then, moment=None)
    shuffled = list(record)
    chance.shuffle(shuffled)
    assert known_at(shuffled, moment=moment).stands == known.stands


@quickly
@given(records(), st.integers(0, 45), st.integers(0, 45))
def test_what_was_known_only_grows(record: list[Said], one: int, other: int) -> None:
    earlier, later = sorted((one, other))
    before = known_at(record, moment=BEGAN + timedelta(minutes=earlier)).events
    after = known_at(record, moment=BEGAN + timedelta(minutes=later)).events
    assert [said for said in after if said in before] == list(before)
