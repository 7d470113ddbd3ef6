"""The entries of a child's case, which belong to no missing episode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries import chronology
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.seeing import reads
from lantern.queries.values import Entry
from lantern.record.context import hand_on
from lantern.record.models import Child, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound


@dataclass(frozen=True, kw_only=True)
class CaseEntry:
    """One entry of a child's case, and whose it is."""

    child_reference: str
    child: str
    entry: Entry
    reads_the_case: bool  # no: the reader sees this one because their own organisation made it


@reads
def entry(*, child: str, number: int, by: Actor, now: datetime) -> CaseEntry:
    """Give one entry of a child's case; raise NotFound where this reader may see none by that number.

    Who may not read the case reads what their own organisation made in their own role.
    """
    row = find_child(reference=child, by=by)
    found, reads_the_case = _seen(number, row, by=by)
    if found is None:
        raise NotFound("There is no such entry that you may see. Open the child's record and look again.")
    name = display_names([row.pk])[row.pk]
    return CaseEntry(child_reference=child, child=name, entry=found, reads_the_case=reads_the_case)


def _seen(number: int, child: Child, *, by: Actor) -> tuple[Entry | None, bool]:
    rows = chronology.entries_of_the_case(child, by=by)
    found = next((each for each in rows if each.number == number), None)
    if found is not None or by.organisation_id is None:
        return found, found is not None
    own = Event.objects.filter(
        pk=number, child=child, by_organisation_id=by.organisation_id, by_role=by.role.value
    )
    with hand_on(child_id=child.pk):
        if not own.exists():
            return None, False
        rows = chronology.entries_of_the_case(child, by=by)
        return next(each for each in rows if each.number == number), False
