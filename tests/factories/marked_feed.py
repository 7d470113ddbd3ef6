"""The marks of what a nightly feed brings."""

from __future__ import annotations

from lantern.record.models import Child
from tests.factories.feed import make_fed_thing, make_legal_status_period
from tests.factories.marks import MARKS


def fed(child: Child) -> None:
    """Store a legal status and what the feed said last."""
    make_legal_status_period(child=child, status=MARKS["LegalStatusPeriod.status"])
    make_fed_thing(child=child)
