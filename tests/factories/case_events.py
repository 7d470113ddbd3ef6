"""Events of a child's case, beside any one episode."""

from __future__ import annotations

from typing import Any

from lantern.record.models import Child, Event
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Role
from tests.factories.sight import invented


@invented
def make_case_event(
    *, child: Child, kind: EventKind = EventKind.CONCERN_RECORDED, recorded_at: Any, **fields: Any
) -> Event:
    fields.setdefault("happened_on", recorded_at.date())
    fields.setdefault("happened_at", None)
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    return Event.objects.create(child=child, kind=kind.value, recorded_at=recorded_at, **fields)
