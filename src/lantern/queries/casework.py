"""What was done in one child's case: visits, reviews, who asked for one, and the other steps, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries import chronology
from lantern.queries.casework_events import PLAN_OF, has_what_runs
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.discussion_events import readable
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, reads, relations_to, require
from lantern.queries.values import Entry
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import CASEWORK, EventKind
from lantern.vocabulary.roles import Permission

_KINDS = [kind.value for kind in CASEWORK]


@dataclass(frozen=True, kw_only=True)
class CaseworkPage:
    """The steps of one child's case, struck ones too, as one reader may see them."""

    child: str
    name: str
    entries: tuple[Entry, ...]
    may_record: bool
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class OfChild:
    """Whose case a form is about, for somebody who may record in it."""

    child: str
    name: str
    # the kinds of plan of which something runs that they could be of
    plans_of_what_runs: frozenset[EventKind]


@reads
def casework(*, child: str, by: Actor, now: datetime) -> CaseworkPage:
    """Give what was done in a child's case, to whoever reads the record."""
    row = readable(child, by=by)
    done = Event.objects.filter(child=row, kind__in=_KINDS)
    keys = list(done.order_by("-happened_on", "-recorded_at", "-pk").values_list("pk", flat=True))
    struck = Event.objects.filter(child=row, kind=EventKind.ENTERED_IN_ERROR.value)
    whole = chronology.whole_rows(keys)
    stands = {each.pk for each in standing([*whole.values(), *struck])}
    entries = chronology.entries_among(
        [whole[key] for key in keys], stands=stands, relations={None: relations_to(row=row, by=by)}, by=by
    )
    return CaseworkPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        entries=entries,
        may_record=row.matched_to_id is None and may(permission=Permission.DECIDE_CONCERN, row=row, by=by),
        as_of=now,
    )


@reads
def child_of(*, child: str, by: Actor, now: datetime) -> OfChild:
    """Give whose case it is, to somebody who may record in it."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    runs = frozenset(kind for kind, says in PLAN_OF.items() if has_what_runs(row, says=says))
    return OfChild(child=row.reference, name=display_names([row.pk])[row.pk], plans_of_what_runs=runs)
