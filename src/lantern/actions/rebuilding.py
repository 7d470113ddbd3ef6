"""Everything that is owed, reckoned from scratch and held against what is stored; a difference is shown, or mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lantern.actions import reckoning
from lantern.actions.acting import acts, audit
from lantern.actions.projection import Difference
from lantern.queries.reckoned import RECKONED, UNDER, Outcome, Share, children_after
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Role

AT_ONCE = 500
MOST_SAID = 200  # differences that are said one by one: beyond them their number is said
Progress = Callable[[int], None]


@dataclass(kw_only=True)
class Rebuilt:
    """What came of reckoning everything anew: how many children, what differed, and what only time had settled."""

    children: int = 0
    differ: int = 0
    by_time: int = 0
    said: list[Difference] = field(default_factory=list)

    def add(self, other: Rebuilt) -> None:
        """Count in what came of other children; beyond the most that are said, differences are only counted."""
        self.children += other.children
        self.differ += other.differ
        self.by_time += other.by_time
        self.said += other.said[: MOST_SAID - len(self.said)]


def rebuild(*, mends: bool, progress: Progress, by: Actor, now: datetime) -> Rebuilt:
    """Reckon every episode and every case from scratch, so many children a transaction, and leave word of it.

    With `mends` what differs is written; what time alone has settled is written then too, and is no difference.
    """
    found = rebuild_share(share=Share(), mends=mends, progress=progress, by=by, now=now)
    leave_word(differ=found.differ > 0, mended=mends, by=by, now=now)
    return found


def rebuild_share(*, share: Share, mends: bool, progress: Progress, by: Actor, now: datetime) -> Rebuilt:
    """Do this for a share of the children; whoever puts the shares together leaves word of it."""
    found, last = Rebuilt(), 0
    while children := children_after(last=last, most=AT_ONCE, share=share, by=by, now=now):
        differences = compare(children=children, mends=mends, by=by, now=now)
        wrong = [each for each in differences if not each.by_time]
        found.add(
            Rebuilt(
                children=len(children),
                differ=len(wrong),
                by_time=len(differences) - len(wrong),
                said=wrong[:MOST_SAID],
            )
        )
        last = children[-1]
        progress(found.children)
    return found


@acts
def leave_word(*, differ: bool, mended: bool, under: str = "", by: Actor, now: datetime) -> None:
    """Leave in the audit chain that all was reckoned, where whoever sets up an installation reads it.

    `under` is the mark of the rules: it is left where everything that is stored now follows from them.
    """
    outcome = Outcome.NONE if not differ else Outcome.MENDED if mended else Outcome.FOUND
    audit(action=RECKONED, about=outcome.value, by=by, now=now)
    if under and outcome is not Outcome.FOUND:
        audit(action=UNDER, about=under, by=by, now=now)


@acts
def compare(*, children: list[int], mends: bool, by: Actor, now: datetime) -> list[Difference]:
    """Compare so many children, and mend where asked; what was mended is audited, by its number alone."""
    if by.role is not Role.SYSTEM:
        raise NotPermitted("Only Lantern itself reckons everything anew.")
    found = reckoning.differences_of(children, mends=mends, now=now)
    wrong = [each for each in found if not each.by_time]
    if mends and wrong:
        audit(action="rebuilding.mended", about=f"{len(wrong)} rows owed", by=by, now=now)
    return found
