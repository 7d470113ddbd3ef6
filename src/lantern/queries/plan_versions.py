"""Which version of a going-missing plan is in force, and which were withdrawn: the entry that made them was struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.queries.chronology import may_correct
from lantern.queries.corrected import struck_by
from lantern.queries.seeing import may, relations_to
from lantern.record.context import hand_on
from lantern.record.models import Child, Event, GoingMissingPlan
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """That a version was withdrawn, by whom and when. `reasons` is empty for who does not read the record."""

    by_name: str
    at: datetime
    reasons: str = ""


def struck_of(child: Child) -> dict[int, Event]:
    """Give each entry of the child's case that is withdrawn, by number, with the withdrawal that struck it.

    A home has the plan and reads no entry of the chronology, so the database is let see them here.
    """
    with hand_on(child_id=child.pk):
        return struck_by(Event.objects.filter(child=child, kind=EventKind.ENTERED_IN_ERROR.value))


def versions_of(child: Child) -> list[GoingMissingPlan]:
    """Give every version, withdrawn ones too, the newest first."""
    rows = GoingMissingPlan.objects.filter(child=child).select_related("by_organisation", "return_plan")
    return list(rows.order_by("-number"))


def in_force_among(
    versions: Sequence[GoingMissingPlan], struck: Mapping[int, Event]
) -> GoingMissingPlan | None:
    """Give the newest of these, which stand newest first, that was not withdrawn."""
    return next((row for row in versions if row.event_id not in struck), None)


def in_force_of(child: Child) -> GoingMissingPlan | None:
    """Give the version in force; None where none was written or stands, or this reader may not see it."""
    versions = versions_of(child)
    return in_force_among(versions, struck_of(child)) if versions else None


def withdrawn_of(
    row: GoingMissingPlan, struck: Mapping[int, Event], *, child: Child, by: Actor
) -> Withdrawn | None:
    """Say that a version was withdrawn, as this reader may see it; None where it stands."""
    event = struck.get(row.event_id)
    if event is None:
        return None
    sees_why = may(permission=Permission.SEE_RECORD, row=child, by=by)
    return Withdrawn(by_name=event.by_name, at=event.recorded_at, reasons=event.words if sees_why else "")


def may_withdraw(row: GoingMissingPlan, *, child: Child, by: Actor) -> bool:
    """Say whether this reader may withdraw the entry that made a version: they must be able to read it, too."""
    if not may(permission=Permission.SEE_RECORD, row=child, by=by):
        return False
    return may_correct(row.event, relations_to(row=child, by=by), by=by)
