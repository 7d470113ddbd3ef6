"""The standing events of a child's case about trafficking, read once with all their details."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from lantern.queries.corrected import standing
from lantern.record.models import Child, Event
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind

SIGNS = (EventKind.CONCERN_RECORDED, EventKind.CONCERN_VIEWED, EventKind.NOT_REFERRED)
REFERRALS = (EventKind.NRM_REFERRED, EventKind.NRM_DECIDED, EventKind.NRM_INFORMED)
GUARDIANS = (
    EventKind.GUARDIAN_REFERRED,
    EventKind.GUARDIAN_ALLOCATED,
    EventKind.GUARDIAN_SAID,
    EventKind.GUARDIAN_CHALLENGED,
    EventKind.GUARDIAN_ANSWERED,
    EventKind.GUARDIAN_LEFT,
)
KINDS = (*SIGNS, *REFERRALS, *GUARDIANS)
# Asked by themselves, and only where such entries are: a join of all would be planned anew with every table's guard.
DETAILS = {
    EventKind.CONCERN_RECORDED: ("concern", "signs_seen"),
    EventKind.CONCERN_VIEWED: ("view",),
    EventKind.NOT_REFERRED: ("not_referred",),
    EventKind.NRM_REFERRED: ("nrm_referral__welfare_form",),
    EventKind.NRM_DECIDED: ("nrm_decision",),
    EventKind.NRM_INFORMED: ("nrm_letter",),
    EventKind.GUARDIAN_REFERRED: ("guardian_asked",),
    EventKind.GUARDIAN_ALLOCATED: ("guardian_allocation",),
    EventKind.GUARDIAN_SAID: ("guardian_note",),
    EventKind.GUARDIAN_CHALLENGED: ("guardian_challenge",),
    EventKind.GUARDIAN_ANSWERED: ("guardian_answer",),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What every entry of the case says: its number, when it happened, who recorded it when, and their words."""

    number: int
    happened: When
    recorded_at: datetime
    by_name: str
    by_organisation: str
    words: str


def said_of(row: Event) -> Said:
    """Give what every entry says."""
    return Said(
        number=row.pk,
        happened=When(on=row.happened_on, at=row.happened_at),
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        by_organisation=row.by_organisation.name if row.by_organisation else "",
        words=row.words,
    )


def standing_of(child: Child, *, kinds: Iterable[EventKind] = KINDS) -> list[Event]:
    """Give the standing events of these kinds of one child's case, in the order in which they happened."""
    wanted = {kind.value for kind in kinds}
    asked = [*wanted, EventKind.ENTERED_IN_ERROR.value]
    rows = Event.objects.filter(child=child, kind__in=asked).select_related("by_organisation")
    found = standing(rows.order_by("recorded_at", "pk"))
    for kind, details in DETAILS.items():
        prefetch_related_objects(of_kind(found, kind), *details)
    ordered = sorted(found, key=lambda row: (row.happened_on, row.happened_at or row.recorded_at, row.pk))
    return [row for row in ordered if row.kind in wanted]


def of_kind(rows: Iterable[Event], kind: EventKind) -> list[Event]:
    """Give those of these events that are of one kind."""
    return [row for row in rows if row.kind == kind.value]
