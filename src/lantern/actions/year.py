"""Open a child's year: reading it is an act, and audited."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.queries.year import Year, year_of
from lantern.vocabulary.actors import Actor


@acts
def open_year(
    *, reference: str, year: int | None, asked: tuple[str, int] | None, by: Actor, now: datetime
) -> Year:
    """Open one year of a child. It is audited in the same transaction, refusals too."""
    opened = year_of(reference=reference, year=year, asked=asked, by=by, now=now)
    audit(action="year.open_year", about=reference, by=by, now=now)
    return opened
