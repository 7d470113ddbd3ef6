"""Matches of a child nobody knew with one who is known: which there were, and what taking one back would mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.policies.matching import TURNS
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.seeing import may, reads, seen_as, visible_to
from lantern.queries.values import MatchLine
from lantern.record.models import Child, ChildMatch, Event, Identification, MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission

_NOT_FOUND = (
    "There is no match by that reference that you may see. Open the child's page again, or ring the duty team. "
    "This attempt has been recorded."
)
_NOT_YOURS = (
    "Only the authority that looks after one of the two children takes a match back. Nothing was changed. "
    "Ring its duty team."
)


@dataclass(frozen=True, kw_only=True)
class MatchedSide:
    """One of the two children of a match, as far as this reader may see them."""

    reference: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Something recorded since the match that is true of only one of the two."""

    kind: EventKind
    happened: When


@dataclass(frozen=True, kw_only=True)
class MatchPage:
    """A match as it is shown before it is taken back."""

    reference: str
    made_at: datetime
    undone_at: datetime | None
    version: int
    unknown: MatchedSide
    known: MatchedSide
    turns: tuple[Turn, ...]


def find_match(*, reference: str, by: Actor) -> ChildMatch:
    """Give a match of which this actor may see one of the two children; raise NotFound where there is none."""
    seen = visible_to(by)
    found = ChildMatch.objects.filter(Q(unknown__in=seen) | Q(known__in=seen), reference=reference).first()
    if found is None:
        raise NotFound(_NOT_FOUND)
    return found


def require_may_undo(*, unknown: Child, known: Child, by: Actor) -> None:
    """Refuse whoever may say of neither child who they are."""
    if not any(may(permission=Permission.MATCH_CHILD, row=row, by=by) for row in (unknown, known)):
        raise NotPermitted(_NOT_YOURS)


def lines_of(child: Child, *, by: Actor) -> tuple[MatchLine, ...]:
    """Give the matches of a child whose record this reader may open, the newest first."""
    rows = ChildMatch.objects.filter(Q(unknown=child) | Q(known=child)).order_by("-recorded_at", "-pk")
    decides = may(permission=Permission.MATCH_CHILD, row=child, by=by)
    return tuple(
        MatchLine(
            reference=row.reference,
            made_at=row.recorded_at,
            undone_at=row.undone_at,
            was_unknown=row.unknown_id == child.pk,
            may_undo=decides and row.undone_at is None,
        )
        for row in rows
    )


def standing_since(
    match: ChildMatch | Identification, episode: MissingEpisode, kinds: Collection[EventKind]
) -> list[Event]:
    """Give what was recorded on an episode since it was said who the child is, is of these kinds and stands."""
    rows = Event.objects.filter(episode=episode).order_by("recorded_at", "pk")
    made = [row.pk for row in rows if _is_of(match, row)]
    return [row for row in standing(rows) if made and row.pk > made[0] and row.kind in kinds]


def event_of(match: ChildMatch | Identification, episode: MissingEpisode) -> Event:
    """Give the entry of an episode's chronology that says that it was said who the child is."""
    return next(row for row in Event.objects.filter(episode=episode).order_by("pk") if _is_of(match, row))


def _is_of(match: ChildMatch | Identification, row: Event) -> bool:
    return row.kind == EventKind.CHILD_MATCHED.value and row.recorded_at == match.recorded_at


@reads
def match_page(*, reference: str, by: Actor, now: datetime) -> MatchPage:
    """Give a match to whoever may take it back; raise NotFound or NotPermitted where that is not this reader."""
    match = find_match(reference=reference, by=by)
    seen = {row.pk: row for row in visible_to(by).filter(pk__in=[match.unknown_id, match.known_id])}
    if not any(may(permission=Permission.MATCH_CHILD, row=row, by=by) for row in seen.values()):
        raise NotPermitted(_NOT_YOURS)
    names = display_names(seen)
    sides = {key: MatchedSide(reference=row.reference, name=names[key]) for key, row in seen.items()}
    episodes = _episodes(match)
    return MatchPage(
        reference=match.reference,
        made_at=match.recorded_at,
        undone_at=match.undone_at,
        version=version_of(episodes),
        unknown=sides.get(match.unknown_id, MatchedSide()),
        known=sides.get(match.known_id, MatchedSide()),
        turns=_turns(match, episodes),
    )


def version_of(episodes: Iterable[MissingEpisode]) -> int:
    """Give what moves on with each thing that is recorded on what a match moved."""
    return sum(episode.version for episode in episodes)


def _episodes(match: ChildMatch) -> list[MissingEpisode]:
    with seen_as(SYSTEM):
        return list(MissingEpisode.objects.filter(matchmoved__match=match).order_by("pk"))


def _turns(match: ChildMatch, episodes: Iterable[MissingEpisode]) -> tuple[Turn, ...]:
    """Give the turns since, whichever desk recorded them: whose they are decides who is missing still."""
    with seen_as(SYSTEM):
        rows = [row for episode in episodes for row in standing_since(match, episode, TURNS)]
    return tuple(
        Turn(kind=EventKind(row.kind), happened=When(on=row.happened_on, at=row.happened_at)) for row in rows
    )
