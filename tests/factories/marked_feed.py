"""The marks of what a nightly feed brings, and of what was decided of two records of the child."""

from __future__ import annotations

from datetime import timedelta

from lantern.record.models import Child
from tests.factories.children import RECORDED_AT, make_child
from tests.factories.duplicates import make_pair_decision
from tests.factories.feed import make_fed_thing, make_legal_status_period
from tests.factories.marks import MARKS


def fed(child: Child) -> dict[str, str]:
    """Store a legal status, what the feed said last, and two decisions on another record of the child."""
    make_legal_status_period(child=child, status=MARKS["LegalStatusPeriod.status"])
    make_fed_thing(child=child)
    other = make_child(responsible_authority=child.responsible_authority, name="Invented Otherrecord")
    said = {
        "first": child,
        "second": other,
        "reasons": MARKS["PairDecision.reasons"],
        "by_name": MARKS["PairDecision.by_name"],
    }
    make_pair_decision(
        **said,
        undone_at=RECORDED_AT + timedelta(days=1),
        undone_by_name=MARKS["PairDecision.undone_by_name"],
        undone_because=MARKS["PairDecision.undone_because"],
    )
    made = make_pair_decision(**said)
    return {"pair": made.reference, "first": child.reference, "second": other.reference}
