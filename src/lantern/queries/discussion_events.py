"""The standing events of strategy discussions and of what somebody is to do, read once with their details."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.seeing import require
from lantern.record.models import Child, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

HELD = EventKind.STRATEGY_DISCUSSION_HELD.value
SET, ANSWERED = EventKind.ACTION_SET.value, EventKind.ACTION_ANSWERED.value
WITHDRAWN = EventKind.ENTERED_IN_ERROR.value
NO_DISCUSSION = "There is no such discussion of this child that you may see. Open the child's page and look."


def case_rows(children: Iterable[int]) -> list[Event]:
    """Give what stands of the discussions and actions of these children, in the order of recording, in one question."""
    rows = Event.objects.filter(child__in=list(children), kind__in=[HELD, SET, ANSWERED, WITHDRAWN])
    related = ("discussion", "action__organisation", "action_answer", "by_organisation")
    return standing(rows.select_related(*related).order_by("recorded_at", "pk"))


def discussion_of(rows: Iterable[Event], number: int) -> Event:
    """Give the discussion of this number among these rows; raise NotFound where there is none that stands."""
    event = next((each for each in rows if each.pk == number and each.kind == HELD), None)
    if event is None:
        raise NotFound(NO_DISCUSSION)
    return event


def readable(child: str, *, by: Actor) -> Child:
    """Give the child where this reader may open the record; refuse others."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    return row
