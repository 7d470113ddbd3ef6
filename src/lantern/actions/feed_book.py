"""What the record holds of an authority's children, read once for a whole feed, and what the feed said of them last."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lantern.actions.bulk_sets import PUPIL_NUMBER
from lantern.record.models import Child, ChildIdentifier, FedThing, ImportRun
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.feed import FORM, FeedTable

Key = tuple[str, ...]
BY_HAND = (
    "A person changed this in Lantern since the feed brought it, or recorded it before. Nothing was written over it. "
    "Look which is right, and correct the record or the main system."
)


class Unfit(Exception):
    """A line that does not go in: which of its columns it is about, why, and what to do."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(kw_only=True)
class Book:
    """The children of one authority by the number of its main system, and what the feed said last of each thing."""

    authority_id: int
    number_kind: str
    by: Actor
    now: datetime
    children: dict[str, Child] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    fed: dict[tuple[int, str, str], FedThing] = field(default_factory=dict)
    fed_since: date = date.min  # the day of this authority's first feed: what began before it was found so

    @property
    def today(self) -> date:
        """Give the day of the feed, in Europe/London."""
        return day_of(self.now)

    def remembered(self, child: Child, table: FeedTable, key: Key) -> Mapping[str, str]:
        """Give what the feed said last of this thing, as digests; nothing where it never spoke of it."""
        thing = self.fed.get((child.pk, table.value, _key(child, key)))
        return thing.said if thing else {}

    def remember(self, child: Child, table: FeedTable, key: Key, said: Mapping[str, str]) -> None:
        """Keep what the feed says now of this thing; nothing is written where it said the same before."""
        place = (child.pk, table.value, _key(child, key))
        thing = self.fed.get(place)
        digest = digest_of(child)
        now_said = {
            **(thing.said if thing else {}),
            **{column: digest(column, value) for column, value in said.items() if value},
        }
        if thing is None:
            self.fed[place] = FedThing.objects.create(
                child=child, table=table.value, key=place[2], said=now_said, recorded_at=self.now
            )
        elif thing.said != now_said:
            self._write(thing, now_said)

    def forget(self, child: Child, table: FeedTable, key: Key, *columns: str) -> None:
        """Let go of what the feed said of a thing that it ended itself, or of these columns that it emptied itself."""
        thing = self.fed.get((child.pk, table.value, _key(child, key)))
        if thing is not None and thing.said:
            self._write(
                thing, {name: said for name, said in thing.said.items() if columns and name not in columns}
            )

    def _write(self, thing: FedThing, said: dict[str, str]) -> None:
        thing.said, thing.recorded_at = said, self.now
        thing.save(update_fields=["said", "recorded_at"])


def open_book(*, authority_id: int, number_kind: str, by: Actor, now: datetime) -> Book:
    """Read the book of one authority. Called in the transaction of the feed."""
    book = Book(authority_id=authority_id, number_kind=number_kind, by=by, now=now)
    own = ChildIdentifier.objects.filter(child__responsible_authority_id=authority_id)
    for row in own.filter(issued_by_id=authority_id, kind=number_kind).select_related("child"):
        book.children[row.value] = row.child
    book.pupils = dict(own.filter(kind=PUPIL_NUMBER).values_list("value", "child_id"))
    things = FedThing.objects.filter(child__responsible_authority_id=authority_id)
    book.fed = {(row.child_id, row.table, row.key): row for row in things}
    runs = ImportRun.objects.filter(authority_id=authority_id, form__startswith=FORM).order_by("began_at")
    first = runs.values_list("began_at", flat=True).first()
    book.fed_since = day_of(first or now)
    return book


def digest_of(child: Child) -> Callable[[str, str], str]:
    """Give the function that makes the digest of a column's value for this child, and for no other."""

    def digest(column: str, value: str) -> str:
        return hashlib.sha256(f"{child.reference}\n{column}\n{value}".encode()).hexdigest()[:32]

    return digest


def _key(child: Child, key: Key) -> str:
    return hashlib.sha256("\n".join((child.reference, *key)).encode()).hexdigest()
