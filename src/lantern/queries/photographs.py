"""Which photographs there are of a child, for who may see them. The pictures themselves are opened by an action."""

from __future__ import annotations

from lantern.queries.seeing import may
from lantern.queries.values import PhotographLine, WithdrawnPhotograph
from lantern.record.models import Child, Photograph
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission


def photographs_of(*, child: Child, by: Actor) -> tuple[PhotographLine, ...] | None:
    """Give a child's photographs, the newest first, without their bytes; None where this reader may not see them."""
    if not may(permission=Permission.SEE_PROTECTED, row=child, by=by):
        return None
    rows = Photograph.objects.filter(child=child, withdrawn_at=None).defer("content").order_by("-pk")
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


def withdrawn_of(*, child: Child, by: Actor) -> tuple[WithdrawnPhotograph, ...]:
    """Give who withdrew which of a child's photographs and why, the newest first; nothing to who sees none of them."""
    if not may(permission=Permission.SEE_PROTECTED, row=child, by=by):
        return ()
    rows = Photograph.objects.filter(child=child, withdrawn_at__isnull=False).defer("content")
    return tuple(
        WithdrawnPhotograph(
            by_name=row.by_name,
            recorded_at=row.recorded_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            because=row.withdrawn_because,
        )
        for row in rows.order_by("-withdrawn_at", "-pk")
        if row.withdrawn_at
    )
