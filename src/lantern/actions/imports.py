"""Settle a row that an import could not take: set aside with a reason, or put right and brought in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.policies import access
from lantern.queries.imports import find_row
from lantern.record.models import ImportRow
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission


@acts
def mark_corrected(
    *, reference: str, number: int, corrected: Mapping[str, str], by: Actor, now: datetime
) -> int:
    """Say that a row was put right, and how. Called by the exchange, in the transaction in which the row goes in."""
    row = _open_row(reference=reference, number=number, by=by)
    row.corrected_text = dict(corrected)
    row.save(update_fields=["corrected_text"])
    _settle(row, state=ImportRow.CORRECTED, reason="", by=by, now=now)
    audit(action="imports.mark_corrected", about=reference, by=by, now=now)
    return number


@acts
def set_aside(*, reference: str, number: int, reason: str, by: Actor, now: datetime) -> int:
    """Say that a row will not be corrected, and why. It stays readable; it waits no longer."""
    row = _open_row(reference=reference, number=number, by=by)
    if not reason.strip():
        raise Refused("Say why this row is set aside. The next person will ask.", field="reason")
    _settle(row, state=ImportRow.SET_ASIDE, reason=reason, by=by, now=now)
    audit(action="imports.set_aside", about=reference, by=by, now=now)
    return number


def _open_row(*, reference: str, number: int, by: Actor) -> ImportRow:
    if not access.may(role=by.role, relation=None, permission=Permission.CORRECT_IMPORTS):
        raise NotPermitted("Your role does not settle the rows of an import. Nothing was changed.")
    row = find_row(reference=reference, number=number, by=by, lock=True)
    if row.state != ImportRow.OPEN:
        raise Refused(f"This row was settled already, by {row.settled_by}. Nothing was changed.")
    return row


def _settle(row: ImportRow, *, state: str, reason: str, by: Actor, now: datetime) -> None:
    row.state, row.settled_at = state, now
    row.settled_by, row.settled_reason = by.name[:200], reason.strip()[:400]
    row.save(update_fields=["state", "settled_at", "settled_by", "settled_reason"])
