"""How old a child is taken to be, as the entries that stand say it. Presumed under 18 is never shown as adult."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.policies.arrivals import Taken
from lantern.queries.corrected import standing
from lantern.record.context import hand_on
from lantern.record.models import Child, Event
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind


@dataclass(frozen=True, kw_only=True)
class AgeLine:
    """What was said of the child's age, when, and by whom it was recorded."""

    number: int
    taken: Taken
    happened: When
    recorded_at: datetime
    by_name: str


def ages_of(child: Child) -> tuple[AgeLine, ...]:
    """Give what was said of a child's age and stands, the newest last; in the order of recording."""
    told = Event.objects.filter(child=child, kind=EventKind.AGE_SAID.value)
    rows = list(told.select_related("age_said").order_by("recorded_at", "pk"))
    struck = Event.objects.filter(child=child, corrects__in=rows) if rows else ()
    stand = {row.pk for row in standing([*rows, *struck])}
    return tuple(_line(row) for row in rows if row.pk in stand)


def taken_to_be(child: Child) -> Taken | None:
    """Say how old a child is taken to be, to whoever may see the child: a presumption binds a home as well."""
    with hand_on(child_id=child.pk):
        lines = ages_of(child)
    return lines[-1].taken if lines else None


def _line(row: Event) -> AgeLine:
    said = row.age_said
    return AgeLine(
        number=row.pk,
        taken=Taken(
            standing=AgeStanding(said.standing),
            basis=AgeBasis(said.basis),
            is_under_18=said.is_under_18,
            born_on=said.born_on,
            source=said.source,
        ),
        happened=When(on=row.happened_on, at=row.happened_at),
        recorded_at=row.recorded_at,
        by_name=row.by_name,
    )
