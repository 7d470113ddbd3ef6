"""Records that a match gave up: the child they are of is known now, and what stands on them is that child's."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.record.models import ChildMatch


def given_up_for(children: Iterable[int]) -> dict[int, int]:
    """Give the records that matches gave up for these children, each with the child it turned out to be.

    For readers of the children's own records: row-level security shows a match to them, whichever authority the
    record that was given up belongs to.
    """
    rows = ChildMatch.objects.filter(known__in=list(children), undone_at=None)
    return dict(rows.values_list("unknown_id", "known_id"))


def given_up_to(authority: int) -> dict[int, int]:
    """Give the same for all children whom an authority looks after."""
    rows = ChildMatch.objects.filter(known__responsible_authority=authority, undone_at=None)
    return dict(rows.values_list("unknown_id", "known_id"))
