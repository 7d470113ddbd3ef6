"""Which events still stand. One rule, used by the clocks and by the fold of an episode alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused


class Correctable(Protocol):
    """Anything recorded once and put right only by a later record."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def corrects(self) -> int | None: ...


Event = TypeVar("Event", bound=Correctable)


class CorrectsInACircle(Refused):
    """Two records each claim to correct the other."""


def roots(events: Iterable[Correctable]) -> dict[int, int]:
    """Give, for each event's id, the id of the first event of its thread of corrections."""
    corrects = {event.id: event.corrects for event in events}
    return {event_id: _root(event_id, corrects) for event_id in corrects}


def _root(event_id: int, corrects: Mapping[int, int | None]) -> int:
    seen = {event_id}
    while (earlier := corrects.get(event_id)) is not None:
        if earlier in seen:
            raise CorrectsInACircle(f"Event {event_id} corrects event {earlier}, which corrects it in turn.")
        seen.add(earlier)
        event_id = earlier
    return event_id


def standing(events: Sequence[Event]) -> list[Event]:
    """Give the events that stand, in the order they came in: at most one for each thread of corrections.

    A correction takes the place of what it corrects and of all that went before it. A withdrawal strikes only
    what it names, so that withdrawing a correction lets the earlier word stand again. Withdrawals are not
    themselves listed.
    """
    corrected = {event.corrects for event in events if event.corrects is not None}
    # Nearly every event is a thread of its own: only what corrects or is corrected is reckoned.
    tied = [event for event in events if event.corrects is not None or event.id in corrected]
    root_of = roots(tied)
    threads: dict[int, list[Event]] = {}
    for event in tied:
        threads.setdefault(root_of[event.id], []).append(event)
    kept = {stands.id for thread in threads.values() if (stands := _standing_in(thread)) is not None}
    return [
        event
        for event in events
        if (event.id in kept if event.id in root_of else event.kind is not EventKind.ENTERED_IN_ERROR)
    ]


def _standing_in(thread: Sequence[Event]) -> Event | None:
    struck: set[int | None] = set()
    for event in sorted(thread, key=lambda e: (e.recorded_at, e.id), reverse=True):
        if event.id in struck:
            continue
        if event.kind is not EventKind.ENTERED_IN_ERROR:
            return event
        struck.add(event.corrects)
    return None
