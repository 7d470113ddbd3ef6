"""Which rows of a chronology stand: neither withdrawn nor put right by a later one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BooleanField, Exists, F, Func, OuterRef

from lantern.record.models import Event
from lantern.vocabulary import corrections
from lantern.vocabulary.events import EventKind


class _Correctable:
    """An event row as the rule of corrections reads it."""

    def __init__(self, row: Event) -> None:
        self.row = row
        self.id = row.pk
        self.kind = EventKind(row.kind)
        self.recorded_at = row.recorded_at
        self.corrects = row.corrects_id


def standing(rows: Iterable[Event]) -> list[Event]:
    """Give those of these events that stand, in the order in which they are given."""
    return [one.row for one in corrections.standing([_Correctable(row) for row in rows])]


def is_struck(of: str = "pk") -> Exists:
    """Say, inside a query, that an event is struck: by a correction that was not struck in its turn.

    `of` is the column that holds the event's number. However long the thread is, the database follows it, and asks
    only about the few entries that were corrected at all.
    """
    undone = Func(F("pk"), function="lantern_is_struck", output_field=BooleanField())
    return Exists(Event.objects.filter(corrects=OuterRef(of)).exclude(undone))


def struck_by(withdrawals: Iterable[Event]) -> dict[int, Event]:
    """Give what these withdrawals strike, by number; a withdrawal that was withdrawn itself strikes nothing."""
    found: dict[int, Event] = {}
    for row in sorted(withdrawals, key=lambda each: (each.recorded_at, each.pk), reverse=True):
        if row.pk not in found and row.corrects_id is not None:
            found.setdefault(row.corrects_id, row)
    return found


def roots_of(events: Iterable[int]) -> dict[int, int]:
    """Give, for each of these events, the first of its thread of corrections; one question, and one a correction."""
    root_of = {key: key for key in events}
    while root_of:
        above = Event.objects.filter(pk__in=set(root_of.values()), corrects__isnull=False)
        found = dict(above.values_list("pk", "corrects"))
        if not found:
            break
        root_of = {key: found.get(root, root) or root for key, root in root_of.items()}
    return root_of
