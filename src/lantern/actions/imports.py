"""Settle a row that an import could not take: set it aside with a reason; correcting it is the exchange's."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.policies import access
from lantern.queries.imports import find_row
from lantern.record.models import ImportRow
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission


@acts
def set_aside(*, reference: str, number: int, reason: str, by: Actor, now: datetime) -> int:
    """Say that a row will not be corrected, and why. It stays readable; it waits no longer."""
    if not access.may(role=by.role, relation=None, permission=Permission.CORRECT_IMPORTS):
        raise NotPermitted("Your role does not settle the rows of an import. Nothing was changed.")
    row = find_row(reference=reference, number=number, by=by, lock=True)
    if row.state != ImportRow.OPEN:
        raise Refused(f"This row was settled already, by {row.settled_by}. Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why this row is set aside. The next person will ask.", field="reason")
    row.state, row.settled_at = ImportRow.SET_ASIDE, now
    row.settled_by, row.settled_reason = by.name[:200], reason.strip()[:400]
    row.save(update_fields=["state", "settled_at", "settled_by", "settled_reason"])
    audit(action="imports.set_aside", about=reference, by=by, now=now)
    return number
