"""What the care plan says of trafficking and of being unaccompanied: the record under regulation 5(1)(f)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.queries.corrected import standing
from lantern.record.models import Child, Event
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.events import EventKind


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """One record under regulation 5(1)(f), with its basis, its day, and who wrote it."""

    trafficking: Answer
    unaccompanied: Answer
    basis: str
    in_care_plan_on: date
    by_name: str
    recorded_at: datetime


def statuses_of(child: Child) -> tuple[StatusLine, ...]:
    """Give every record under regulation 5(1)(f) that stands, the newest first. Read under the child's own rule."""
    rows = Event.objects.filter(
        child=child, kind=EventKind.CARE_PLAN_RECORDED.value, care_status__isnull=False
    )
    told = list(rows.select_related("care_status").order_by("recorded_at", "pk"))
    struck = Event.objects.filter(child=child, corrects__in=told)
    stand = {row.pk for row in standing([*told, *struck])}
    return tuple(_status(row) for row in reversed(told) if row.pk in stand)


def _status(row: Event) -> StatusLine:
    said = row.care_status
    return StatusLine(
        trafficking=Answer(said.trafficking),
        unaccompanied=Answer(said.unaccompanied),
        basis=said.basis,
        in_care_plan_on=said.in_care_plan_on,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )
