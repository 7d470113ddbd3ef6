"""What the care plan says of a child, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.plans import Wish, wish_line
from lantern.queries.seeing import reads, require
from lantern.record.models import Child, ChildWish, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """One record under regulation 5(1)(f), with its basis, its day, and who wrote it."""

    trafficking: Answer
    unaccompanied: Answer
    basis: str
    in_care_plan_on: date
    by_name: str
    recorded_at: datetime


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


def statuses_of(child: Child) -> tuple[StatusLine, ...]:
    """Give every record under regulation 5(1)(f) that stands, the newest first. Read under the child's own rule."""
    rows = Event.objects.filter(
        child=child, kind=EventKind.CARE_PLAN_RECORDED.value, care_status__isnull=False
    )
    told = list(rows.select_related("care_status").order_by("recorded_at", "pk"))
    struck = Event.objects.filter(child=child, corrects__in=told)
    stand = {row.pk for row in standing([*told, *struck])}
    return tuple(_status(row) for row in reversed(told) if row.pk in stand)


def _status(row: Event) -> StatusLine:
    said = row.care_status
    return StatusLine(
        trafficking=Answer(said.trafficking),
        unaccompanied=Answer(said.unaccompanied),
        basis=said.basis,
        in_care_plan_on=said.in_care_plan_on,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )


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
