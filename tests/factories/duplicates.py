"""Decisions on two records, as bare rows."""

from __future__ import annotations

from typing import Any

from lantern.record.models import Child, PairDecision
from lantern.vocabulary.roles import Role
from tests.factories.children import RECORDED_AT, make_child
from tests.factories.sight import invented


@invented
def make_pair_decision(
    *, first: Child | None = None, second: Child | None = None, **fields: Any
) -> PairDecision:
    """Make a decision that two records are of one child; a record that is not given is of the same authority."""
    given = [child for child in (first, second) if child]
    authority = given[0].responsible_authority if given else None
    while len(given) < 2:
        given.append(make_child(**({"responsible_authority": authority} if authority else {})))
    given.sort(key=lambda child: child.pk)
    fields.setdefault("is_same", True)
    fields.setdefault("reasons", "Her worker says so")
    fields.setdefault("by_name", "Invented Lead")
    fields.setdefault("by_role", Role.MISSING_LEAD.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return PairDecision.objects.create(first=given[0], second=given[1], **fields)
