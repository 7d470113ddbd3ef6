"""Placements that had to end at once: what was arranged, who was told, and who is still to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.ended_at_once import WORKING_DAYS
from lantern.procedures.calendar import ENGLAND_AND_WALES
from lantern.queries.corrected import standing
from lantern.queries.working_days import calendars
from lantern.record.models import Child, EndedAtOnce, Event
from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound

_KINDS = (EventKind.CARE_PLAN_RECORDED.value, EventKind.ENTERED_IN_ERROR.value)


@dataclass(frozen=True, kw_only=True)
class AtOnceLine:
    """One placement that had to end at once. `told` are the days, None for those of whom nobody has said one."""

    number: int
    provider: str
    ended_on: date
    because: AtOnceBecause
    arrangements: str
    told: tuple[tuple[EndHeard, date | None], ...]
    due_on: date  # the last day for those who were not told beforehand
    by_name: str
    recorded_at: datetime

    @property
    def left(self) -> tuple[EndHeard, ...]:
        """Those who are still to be told."""
        return tuple(whom for whom, on in self.told if on is None)


def ended_at_once(child: Child) -> tuple[AtOnceLine, ...]:
    """Give the placements of a child that had to end at once, the newest first, for a reader of the case."""
    return ended_among([child.pk]).get(child.pk, ())


def ended_among(children: Collection[int]) -> dict[int, tuple[AtOnceLine, ...]]:
    """Give them for many children, in the same number of questions as for one."""
    ends = list(
        EndedAtOnce.objects.filter(event__child__in=children).values_list("event__child_id", flat=True)
    )
    if not ends:
        return {}
    rows = Event.objects.filter(child__in=ends, kind__in=_KINDS)
    related = rows.select_related("placement_turn__placement__provider", "ended_at_once")
    stand = standing(related.prefetch_related("end_notices").order_by("recorded_at", "pk"))
    found: dict[int, list[AtOnceLine]] = {}
    for row in reversed(stand):
        if hasattr(row, "ended_at_once") and row.child_id is not None:
            found.setdefault(row.child_id, []).append(_line(row, stand))
    return {child: tuple(lines) for child, lines in found.items()}


def end_that_stands(child: Child, number: int) -> Event:
    """Give the event of an end at once; raise NotFound where this child has none by that number that stands."""
    if not any(line.number == number for line in ended_at_once(child)):
        raise NotFound(
            "There is no such end of a placement that stands. Open the page of the placements again."
        )
    return Event.objects.get(pk=number)


def _line(row: Event, stand: Iterable[Event]) -> AtOnceLine:
    turn, said = row.placement_turn, row.ended_at_once
    told = {
        notice.whom: notice.told_on
        for each in stand
        if each.answers_id == row.pk
        for notice in each.end_notices.all()
    }
    return AtOnceLine(
        number=row.pk,
        provider=turn.placement.provider.name if turn.placement else "",
        ended_on=turn.on_day,
        because=AtOnceBecause(said.because),
        arrangements=said.arrangements,
        told=tuple((whom, told.get(whom.value)) for whom in EndHeard),
        due_on=calendars()[ENGLAND_AND_WALES].working_day_after(turn.on_day, WORKING_DAYS),
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )
