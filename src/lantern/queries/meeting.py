"""What the morning meeting of an authority goes through: who is missing, who came back, what is owed, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantern.queries.children import display_names
from lantern.queries.corrected import is_struck
from lantern.queries.discussion_events import SET
from lantern.queries.missing import ORGANISATIONS, heads_of
from lantern.queries.narrowing import open_now
from lantern.queries.seeing import episodes_visible_to, reads, visible_to
from lantern.queries.values import EpisodeHead
from lantern.queries.work import What, Whose, WorkLine, answers_for, work_of
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of, start_of
from lantern.vocabulary.discussions import SetIn


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What the morning meeting decided today."""

    name: str
    child: str
    words: str
    owner: str
    due_on: date


# What the meeting goes through beside the children themselves; a late action has a list of its own.
_GONE_THROUGH = frozenset(What) - {What.ACTION, What.ENQUIRY, What.NOTICE}


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What a morning meeting goes through: missing now, back since yesterday, what is owed, what was decided."""

    missing: tuple[EpisodeHead, ...]
    back: tuple[EpisodeHead, ...]
    ours: frozenset[str]  # children, by reference, of whom the reader's own authority decides
    owed: tuple[WorkLine, ...]
    late_actions: tuple[WorkLine, ...]
    decided: tuple[Decided, ...]
    since: date
    as_of: datetime


@reads
def triage(*, by: Actor, now: datetime) -> Triage:
    """Give what the morning meeting of the reader's authority goes through, since yesterday morning in London."""
    since = day_of(now) - timedelta(days=1)
    scope = answers_for("", by)
    missing = list(open_now(by).filter(scope).select_related(*ORGANISATIONS).order_by("last_seen_on", "pk"))
    came = episodes_visible_to(by).filter(scope, is_void=False, returned_on__gte=since)
    back = list(came.select_related(*ORGANISATIONS).order_by("-returned_on", "-pk"))
    heads = heads_of([*missing, *back], by=by, now=now)
    whole = work_of(Whose.AUTHORITY, by=by, now=now).lines
    own = {e.child_id for e in (*missing, *back) if e.responsible_authority_id == by.organisation_id}
    references = visible_to(by).filter(pk__in=own).values_list("reference", flat=True)
    return Triage(
        missing=tuple(heads[: len(missing)]),
        back=tuple(heads[len(missing) :]),
        ours=frozenset(references),
        owed=tuple(line for line in whole if line.what in _GONE_THROUGH),
        late_actions=tuple(line for line in whole if line.what is What.ACTION and line.is_late),
        decided=tuple(_decided(by=by, now=now)),
        since=since,
        as_of=now,
    )


def _decided(*, by: Actor, now: datetime) -> Iterable[Decided]:
    rows = Event.objects.filter(
        kind=SET,
        action__set_in=SetIn.MEETING.value,
        recorded_at__gte=start_of(day_of(now)),
        child__responsible_authority=by.organisation_id,
    )
    held = list(rows.exclude(is_struck()).select_related("action__organisation", "child").order_by("pk"))
    names = display_names({row.child_id for row in held if row.child_id})
    for row in held:
        if row.child is not None:
            yield Decided(
                name=names[row.child.pk],
                child=row.child.reference,
                words=row.words,
                owner=f"{row.action.owner}, {row.action.organisation.name}",
                due_on=row.action.due_on,
            )
