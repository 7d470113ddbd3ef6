"""What was known at a moment: what was recorded by then, and what of it stood then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from lantern.vocabulary import corrections
from lantern.vocabulary.corrections import Correctable
from lantern.vocabulary.days import day_of, start_of
from lantern.vocabulary.refusals import Refused

Event = TypeVar("Event", bound=Correctable)


@dataclass(frozen=True, kw_only=True)
class Known(Generic[Event]):
    """The events recorded by a moment, in the order they came in, and the ids of those that stood at it."""

    events: tuple[Event, ...]
    stands: frozenset[int]


def known_at(events: Sequence[Event], *, moment: datetime | None) -> Known[Event]:
    """Give what was known at a moment (UTC, itself included), or all that is known now where it is None.

    A later correction or withdrawal does not reach back: what was known at a moment never changes by what is
    recorded after it.
    """
    held = [event for event in events if moment is None or event.recorded_at <= moment]
    return Known(events=tuple(held), stands=frozenset(event.id for event in corrections.standing(held)))


def end_of(day: date, *, now: datetime) -> datetime:
    """Give the last moment of a day in London as UTC, or now where the day is not over; refuse a day to come."""
    if day > day_of(now):
        raise Refused("This day is still to come. Enter a day that has begun.", field="known_on")
    return min(start_of(day + timedelta(days=1)) - timedelta(microseconds=1), now)
