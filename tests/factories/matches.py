"""Matches of a child nobody knew with one who is known, and who a child was said to be, as bare rows."""

from __future__ import annotations

from typing import Any

from lantern.record.models import Child, ChildMatch, Identification, MatchMoved
from tests.factories.children import RECORDED_AT, make_child
from tests.factories.missing import make_missing_episode
from tests.factories.sight import invented


@invented
def make_child_match(
    *, known: Child | None = None, unknown: Child | None = None, **fields: Any
) -> ChildMatch:
    fields.setdefault("recorded_at", RECORDED_AT)
    return ChildMatch.objects.create(
        known=known or make_child(), unknown=unknown or make_child(is_unidentified=True), **fields
    )


@invented
def make_match_moved(*, match: ChildMatch | None = None, **fields: Any) -> MatchMoved:
    """Make the episode that a match moved, unless another thing is named."""
    match = match or make_child_match()
    if not fields:
        fields["episode"] = make_missing_episode(child=match.known)
    return MatchMoved.objects.create(match=match, **fields)


@invented
def make_identification(*, child: Child | None = None, **fields: Any) -> Identification:
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("name", "Testa Wasnamed")
    fields.setdefault("certainty_before", "estimated")
    return Identification.objects.create(child=child or make_child(), **fields)
