"""Open a child's chronology: reading it, and taking it away on paper, are acts, and audited."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.queries.child_chronology import ChildChronology, Narrowing, chronology_of
from lantern.vocabulary.actors import Actor


@acts
def open_chronology(
    *, reference: str, asked: Narrowing, page: int, by: Actor, now: datetime
) -> ChildChronology:
    """Open one page of a child's chronology. It is audited in the same transaction, refusals too."""
    opened = chronology_of(reference=reference, asked=asked, page=page, by=by, now=now)
    audit(action="chronologies.open_chronology", about=reference, by=by, now=now)
    return opened


@acts
def print_chronology(*, reference: str, asked: Narrowing, by: Actor, now: datetime) -> ChildChronology:
    """Give all that was asked for of a child's chronology, to be put on paper."""
    opened = chronology_of(reference=reference, asked=asked, page=None, by=by, now=now)
    audit(action="chronologies.print_chronology", about=reference, by=by, now=now)
    return opened


@acts
def copy_entries(
    *, reference: str, episode: str, number: int | None, by: Actor, now: datetime
) -> ChildChronology:
    """Give the entries of one episode, or one entry of a child, to be copied into another system as text."""
    asked = Narrowing(episode=episode, number=number)
    opened = chronology_of(reference=reference, asked=asked, page=None, by=by, now=now)
    audit(action="chronologies.copy_entries", about=episode or reference, by=by, now=now)
    return opened
