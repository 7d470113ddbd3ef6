"""What is known for saying what changed after a return, and which children were not told yet what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from lantern.policies import access
from lantern.queries.children import display_names
from lantern.queries.corrected import is_struck
from lantern.queries.discussion_events import case_rows
from lantern.queries.heard import Heard, heard_since_return, when_of
from lantern.queries.missing import find_episode
from lantern.queries.paging import Paged, cut
from lantern.queries.seeing import may, reads, require, visible_to
from lantern.queries.tasks import ActionLine, actions_of
from lantern.record.context import read_as
from lantern.record.models import Event, MissingEpisode, Placement
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission, Relation

SIZE = 100  # of one page of the list
_HELD, _ANSWERED = EventKind.RETURN_INTERVIEW_HELD, EventKind.CHILD_ANSWERED


@dataclass(frozen=True, kw_only=True)
class KnownOfChange:
    """What Lantern knows that the form need not ask: where the child lived, and the moves it has seen."""

    lived_with: str
    moves: int | None
    child: str
    actions: tuple[ActionLine, ...]  # set since the return
    may_set_action: bool


@dataclass(frozen=True, kw_only=True)
class NotToldLine:
    """One child who was heard, and of whom nobody recorded that they were told what was done."""

    reference: str
    name: str
    heard: When
    heard_by: str
    who_will: str  # where it was recorded why not yet
    by_on: date | None


@reads
def known(*, reference: str, by: Actor, now: datetime) -> KnownOfChange:
    """Give what is known before a change is recorded, to whoever may record it."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.CLASSIFY, row=episode, by=by)
    child = visible_to(by).filter(pk=episode.child_id).first()
    places = Placement.objects.filter(child=episode.child_id).count() if child else 0
    return KnownOfChange(
        lived_with=episode.placement_provider.name if episode.placement_provider else "",
        moves=places - 1 if places else None,
        child=child.reference if child else "",
        actions=actions_since(episode, by=by),
        may_set_action=child is not None and may(permission=Permission.HOLD_DISCUSSION, row=child, by=by),
    )


def actions_since(episode: MissingEpisode, *, by: Actor) -> tuple[ActionLine, ...]:
    """Give the actions set for the child since the last return of this episode, as this reader sees them."""
    child = visible_to(by).filter(pk=episode.child_id).first()
    with read_as(SYSTEM):
        since = heard_since_return([episode]).get(episode.pk)
    if child is None or since is None:
        return ()
    rows = case_rows([child.pk])
    lines = actions_of(rows, {child.pk: child}, by=by)
    return tuple(line for line in lines if line.set_at >= since.returned.recorded_at)


@reads
def not_told(*, page: int = 1, by: Actor, now: datetime) -> Paged[NotToldLine]:
    """Give the reader's own children who were heard and not told yet what was done, the longest waiting first.

    Nobody leaves this list by silence: why not yet is shown on it, and only telling the child takes them from it.
    """
    allowed = access.relations_that(role=by.role, permission=Permission.RECORD_INTERVIEW_OFFER)
    if Relation.RESPONSIBLE not in allowed or by.organisation_id is None:
        return Paged(lines=(), total=0, page=1, pages=1)
    with read_as(
        SYSTEM
    ):  # an interviewer reads no chronology: only this of it, and of their own authority's alone
        episodes = list(_heard_and_not_told(by.organisation_id))
        known = heard_since_return(episodes)
    of = [row.child_id for row in episodes]
    seen = set(visible_to(by).filter(pk__in=of).values_list("pk", flat=True))
    heard = [
        (when_of(held).earliest, row.reference, row)
        for row in episodes
        if row.child_id in seen and row.pk in known and (held := known[row.pk].held) is not None
    ]
    # In order before it is cut: whoever waits longest is on the first page, whenever they came back.
    listed = cut(
        [row for _at, _reference, row in sorted(heard, key=lambda one: one[:2])], page=page, size=SIZE
    )
    names = display_names({row.child_id for row in listed.lines})
    lines = tuple(_line(row, known[row.pk], name=names[row.child_id]) for row in listed.lines)
    return Paged(lines=lines, total=listed.total, page=listed.page, pages=listed.pages)


def _heard_and_not_told(authority: int) -> QuerySet[MissingEpisode]:
    """Give the episodes to be looked at: what is struck is asked again with its corrections."""
    stands = Event.objects.filter(~is_struck(), episode=OuterRef("pk"))
    # The interview itself is told of once, on the return it was recorded for; others it answers are named there.
    held = stands.filter(kind=_HELD.value, return_interview__isnull=False)
    # The child may have been told on the page of another return that the same interview answers.
    told = Event.objects.filter(
        ~is_struck(), kind=_ANSWERED.value, child_answered__interview__event__episode=OuterRef("pk")
    )
    return MissingEpisode.objects.filter(
        Exists(held),
        ~Exists(told),
        responsible_authority=authority,
        stage=Stage.RETURNED.value,
        is_void=False,
    )


def _line(row: MissingEpisode, heard: Heard, *, name: str) -> NotToldLine:
    held = heard.held
    assert held is not None
    said = heard.of(EventKind.CHILD_NOT_TOLD)
    with read_as(SYSTEM):
        detail = said[-1].not_told if said else None
    return NotToldLine(
        reference=row.reference,
        name=name,
        heard=when_of(held),
        heard_by=held.by_name,
        who_will=detail.who_will if detail else "",
        by_on=detail.by_on if detail else None,
    )
