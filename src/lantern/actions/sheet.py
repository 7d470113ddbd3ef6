"""Open the call sheet of a missing child, to read it to the police or to print it: an act, and audited."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.queries.sheet import CallSheet, sheet_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission


@acts
def open_sheet(*, reference: str, by: Actor, now: datetime) -> CallSheet:
    """Open a call sheet. It is audited in the same transaction, and so is a refusal."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.SEE_RECORD, row=episode, by=by)
    sheet = sheet_of(episode, by=by, now=now)
    audit(action="sheet.open_sheet", about=reference, by=by, now=now)
    return sheet
