"""Open a child's chronology: reading it, and taking it away on paper, are acts, and audited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.queries.child_chronology import ChildChronology, Narrowing, chronology_of
from lantern.queries.duplicates import joined
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
    """Give all that was asked for of a child's chronology, and of other records of the child, to be put on paper."""
    opened = chronology_of(reference=reference, asked=asked, page=None, by=by, now=now)
    audit(action="chronologies.print_chronology", about=reference, by=by, now=now)
    return opened if asked.episode else with_others(opened, by=by, now=now)


def with_others(
    opened: ChildChronology, *, with_sealed: bool = False, by: Actor, now: datetime
) -> ChildChronology:
    """Put to a chronology what was asked for of the other records of this child; each reading is audited."""
    others = []
    for reference in joined(reference=opened.child, by=by, now=now):
        others.append(
            chronology_of(
                reference=reference, asked=opened.asked, page=None, with_sealed=with_sealed, by=by, now=now
            )
        )
        audit(action="chronologies.print_chronology", about=reference, by=by, now=now)
    return replace(opened, others=tuple(others))


@acts
def copy_entries(
    *, reference: str, episode: str, number: int | None, by: Actor, now: datetime
) -> ChildChronology:
    """Give the entries of one episode, or one entry of a child, to be copied into another system as text."""
    asked = Narrowing(episode=episode, number=number)
    opened = chronology_of(reference=reference, asked=asked, page=None, by=by, now=now)
    audit(action="chronologies.copy_entries", about=episode or reference, by=by, now=now)
    return opened
