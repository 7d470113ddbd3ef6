"""The relatives and friends of a child who is not missing, and what is decided of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries.children import display_names
from lantern.queries.involved import PersonLine, person_line
from lantern.queries.ladder import newest_decisions
from lantern.queries.missing import find_child
from lantern.queries.seeing import reads, require
from lantern.record.models import PrivatePerson
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class RelativesPage:
    """The relatives and friends of one child, those undecided first."""

    child: str
    name: str
    people: tuple[PersonLine, ...]


@reads
def relatives(*, child: str, by: Actor, now: datetime) -> RelativesPage:
    """Give the relatives and friends on a child's record, to who decides on them."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.TELL_PRIVATE_PERSON, row=row, by=by)
    people = list(PrivatePerson.objects.filter(child=row).order_by("pk"))
    newest = newest_decisions([person.pk for person in people])
    lines = [person_line(person, newest.get(person.pk), []) for person in people]
    order = (MayBeTold.UNDECIDED, MayBeTold.YES, MayBeTold.NO)
    return RelativesPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        people=tuple(sorted(lines, key=lambda line: order.index(line.decided))),
    )
