"""Details of entries, which are kept in tables of their own: read for many entries at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lantern.record.models import Event


def by_event(model: Any, rows: Iterable[Event]) -> dict[int, Any]:
    """Give the details of one kind that these events have, by event; asks nothing where there are none."""
    keys = [row.pk for row in rows]
    return {each.event_id: each for each in model.objects.filter(event__among=keys)} if keys else {}
