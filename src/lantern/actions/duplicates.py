"""Say that two records are of one child, or of two, and take that back. A link: nothing of either record moves."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit, written_by_role
from lantern.policies import duplicates as policy
from lantern.queries.duplicates import decided_of, find_decision, require_both
from lantern.queries.missing import lock_child
from lantern.record.models import PairDecision
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import Refused


@acts
def decide_pair(*, first: str, second: str, is_same: bool, reasons: str, by: Actor, now: datetime) -> str:
    """Record that two records are of one child, or that they are of two; gives the decision's reference."""
    if first == second:
        raise Refused("These are one and the same record. Nothing was recorded. Choose the other one.")
    rows = [lock_child(reference=each, by=by) for each in sorted((first, second))]
    require_both(*rows, by=by)
    policy.check_may_decide(
        reasons=reasons,
        is_decided=decided_of(*rows) is not None,
        is_open=any(row.is_unidentified or row.matched_to_id is not None for row in rows),
    )
    one, other = sorted(rows, key=lambda row: row.pk)
    made = PairDecision(
        first=one,
        second=other,
        is_same=is_same,
        reasons=reasons.strip(),
        **written_by_role(by=by, now=now),
    )
    check_fits(made)
    made.save(force_insert=True)
    for row in rows:
        audit(action="duplicates.decide_pair", about=row.reference, by=by, now=now)
    return made.reference


@acts
def undo_pair(*, reference: str, reasons: str, by: Actor, now: datetime) -> str:
    """Take back what was decided of two records, with the reason: they may be proposed again."""
    made = find_decision(reference=reference, lock=True)
    require_both(made.first, made.second, by=by)
    if made.undone_at is not None:
        raise Refused("This was taken back already. Nothing was recorded. Open the list again.")
    policy.check_reasons(reasons)
    made.undone_at, made.undone_by_name, made.undone_because = now, by.name, reasons.strip()
    check_fits(made)
    made.save(update_fields=["undone_at", "undone_by_name", "undone_because"])
    for child in (made.first, made.second):
        audit(action="duplicates.undo_pair", about=child.reference, by=by, now=now)
    return reference
