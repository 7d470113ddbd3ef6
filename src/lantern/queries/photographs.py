"""Which photographs there are of a child, for who may see them. The pictures themselves are opened by an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lantern.queries.seeing import may
from lantern.queries.values import PhotographLine, WithdrawnPhotograph
from lantern.record.models import Child, Photograph
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission


class Photographs(NamedTuple):
    """A child's photographs, and who withdrew which; `lines` is None for a reader who may not see any."""

    lines: tuple[PhotographLine, ...] | None = None
    withdrawn: tuple[WithdrawnPhotograph, ...] = ()


def photographs_of(*, child: Child, by: Actor) -> Photographs:
    """Give a child's photographs without their bytes, the newest first, and those that were withdrawn."""
    if not may(permission=Permission.SEE_PROTECTED, row=child, by=by):
        return Photographs()
    rows = list(Photograph.objects.filter(child=child).defer("content").order_by("-pk"))
    return Photographs(_lines(row for row in rows if row.withdrawn_at is None), _withdrawn(rows))


def _lines(rows: Iterable[Photograph]) -> tuple[PhotographLine, ...]:
    return tuple(
        PhotographLine(
            reference=row.reference,
            width=row.width,
            height=row.height,
            words=row.words,
            by_name=row.by_name,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def _withdrawn(rows: Iterable[Photograph]) -> tuple[WithdrawnPhotograph, ...]:
    found = [
        WithdrawnPhotograph(
            by_name=row.by_name,
            recorded_at=row.recorded_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            because=row.withdrawn_because,
        )
        for row in rows
        if row.withdrawn_at
    ]
    return tuple(sorted(found, key=lambda line: line.withdrawn_at, reverse=True))
