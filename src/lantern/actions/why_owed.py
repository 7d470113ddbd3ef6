"""Why something is owed to one child: reckoned anew, and told to who may read it; that it was opened is audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantern.actions import reckoning
from lantern.actions.acting import acts, audit
from lantern.procedures import explaining
from lantern.procedures.in_force import duties_in_force
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.owed import OwedInCase, all_in_case
from lantern.queries.seeing import may, require
from lantern.record.context import read_as
from lantern.record.models import Event, OwedDuty
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Why:
    """What is owed to a child and why, in the form of `lantern duties explain`, as far as this reader may read it."""

    child: str
    name: str
    said: dict[str, Any]
    left_out: int  # what is owed, and arises from what this reader may not read
    case: OwedInCase  # what of it is of the case, with who was told
    may_ring: bool


@acts
def open_why(*, child: str, by: Actor, now: datetime) -> Why:
    """Explain everything that is owed to one child. An event that the reader may not read is not named to them."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    mine = OwedDuty.objects.filter(child=row) | OwedDuty.objects.filter(episode__child=row)
    shown = set(mine.values_list("code", "arises_from"))
    with read_as(SYSTEM):
        owed, history = reckoning.owed_with_history(row.pk, now=now)
    kept = [each for each in owed if (each.duty_code, each.arises_from) in shown]
    said = explaining.explained(kept, duties=duties_in_force(), history=history, now=now)
    settling = {each.met_by_event for each in kept if each.met_by_event is not None}
    read = set(Event.objects.filter(pk__in=settling).values_list("pk", flat=True))
    for one in said["owed"]:
        done = one["discharged_by"]
        if done and done["event"] is not None and done["event"] not in read:
            one["discharged_by"] = {"event": None, "kind": None, "words": _NOT_SHOWN, "when": done["when"]}
    audit(action="why_owed.open_why", about=child, by=by, now=now)
    return Why(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        said=said,
        left_out=len(owed) - len(kept),
        case=all_in_case(row, now=now),
        may_ring=may(permission=Permission.RING, row=row, by=by),
    )


_NOT_SHOWN = "an entry that your role does not see"
