"""Events of a child's case, beside any one episode."""

from __future__ import annotations

from typing import Any

from lantern.record.models import Child, Event
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.missing import RECORDED_AT
from tests.factories.sight import invented


@invented
def make_case_event(
    *, child: Child | None = None, kind: EventKind = EventKind.CONCERN_RECORDED, **fields: Any
) -> Event:
    """Make an event of a child's case, on the day on which it is recorded unless another is given."""
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("happened_on", day_of(fields.get("happened_at") or fields["recorded_at"]))
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    return Event.objects.create(child=child or make_child(), kind=kind.value, **fields)
