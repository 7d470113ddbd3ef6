"""What the care plan says of a child, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries.care_status import StatusLine, statuses_of
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.plans import Wish, wish_line
from lantern.queries.seeing import reads, require
from lantern.record.models import ChildWish
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class CarePlanPage:
    """What the care plan says of one child: the newest first."""

    child: str
    name: str
    statuses: tuple[StatusLine, ...]


@dataclass(frozen=True, kw_only=True)
class WishesPage:
    """All that was written down of whom the child trusts and what they want, the newest first."""

    child: str
    name: str
    wishes: tuple[Wish, ...]


@reads
def care_plan(*, child: str, by: Actor, now: datetime) -> CarePlanPage:
    """Give what the care plan says of a child, to who records it."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    return CarePlanPage(child=row.reference, name=display_names([row.pk])[row.pk], statuses=statuses_of(row))


@reads
def wishes(*, child: str, by: Actor, now: datetime) -> WishesPage:
    """Give what a child said of whom they trust and what they want, to who writes it down."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.WRITE_PLAN, row=row, by=by)
    rows = ChildWish.objects.filter(child=row).order_by("-recorded_at", "-pk")
    return WishesPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        wishes=tuple(wish_line(each) for each in rows),
    )
