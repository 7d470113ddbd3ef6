"""Of whom something may be owed: every child with a history, so many at a time; and when all was last reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F

from lantern.queries.seeing import reads
from lantern.record.models import AuditEntry, Event, MissingEpisode, OwedDuty
from lantern.vocabulary.actors import Actor

RECKONED = "rebuilding.reckoned"
UNDER = "rebuilding.under"


class Outcome(StrEnum):
    """What came of reckoning everything anew, as the audit chain keeps it."""

    NONE = "reckoned: no difference"
    FOUND = "reckoned: differences found"
    MENDED = "reckoned: differences mended"


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """When everything was last reckoned anew, and what came of it."""

    at: datetime
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Share:
    """Which children of all one of several programs reckons: those whose number leaves `which` when divided by `of`."""

    which: int = 0
    of: int = 1


@reads
def last_reckoned(*, by: Actor, now: datetime) -> Reckoned | None:
    """Give when everything was last reckoned anew; None where it never was."""
    rows = AuditEntry.objects.filter(about__in=[each.value for each in Outcome], action=RECKONED)
    row = rows.order_by("-number").first()
    return Reckoned(at=row.at, outcome=Outcome(row.about)) if row else None


@reads
def last_under(*, by: Actor, now: datetime) -> str | None:
    """Give the mark of the rules under which everything was last reckoned and mended; None where it never was."""
    row = AuditEntry.objects.filter(action=UNDER).order_by("-number").first()
    return row.about if row else None


@reads
def children_after(*, last: int, most: int, share: Share, by: Actor, now: datetime) -> list[int]:
    """Give the next children of a share with a missing episode, an event of a case, or something stored as owed.

    Read off the rows that name a child: Lantern itself sees no child's own row.
    """
    found: set[int] = set()
    for rows in (
        MissingEpisode.objects.filter(child__gt=last),
        Event.objects.filter(child__gt=last),
        OwedDuty.objects.filter(child__gt=last),
    ):
        of_share = rows.annotate(left=F("child_id") % share.of).filter(left=share.which)
        keys = of_share.order_by("child_id").values_list("child_id", flat=True).distinct()
        found |= {key for key in keys[:most] if key is not None}
    return sorted(found)[:most]
