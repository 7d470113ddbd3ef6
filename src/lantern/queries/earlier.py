"""What the record holds of a child beside what a caller says: earlier times missing, and who holds responsibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lantern.queries.corrected import standing
from lantern.queries.ladder import newest_decisions
from lantern.queries.seeing import episodes_visible_to, may, visible_to
from lantern.record.context import read_as
from lantern.record.models import Child, Event, MissingEpisode, PrivatePerson
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.roles import Permission

LAST = 3  # as many are read out; how many there are is said beside them


@dataclass(frozen=True, kw_only=True)
class EarlierEpisode:
    """One time that the child was missing before, or out where the authority knew."""

    last_seen: When
    returned: When | None
    is_out: bool
    found_at: str | None  # where; None: this reader may not see. Empty: nobody recorded it


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """How often a child was missing before, as far as this reader may see it, and the last of those, newest first."""

    count: int = 0
    last: tuple[EarlierEpisode, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Responsible:
    """A relative who is recorded as holding parental responsibility, and whether it is decided to tell them."""

    name: str
    is_to_the_child: str
    may_be_told: MayBeTold


def earlier_than(episode: MissingEpisode, *, by: Actor) -> OnRecord:
    """Give the child's earlier episodes that this reader may see; what was entered in error is none."""
    rows = list(episodes_before(episode, by=by))
    shown = rows[:LAST]
    places = _places([row for row in shown if may(permission=Permission.SEE_PROTECTED, row=row, by=by)])
    return OnRecord(count=len(rows), last=tuple(_earlier(row, places.get(row.pk)) for row in shown))


def episodes_before(episode: MissingEpisode, *, by: Actor) -> QuerySet[MissingEpisode]:
    """Give the child's earlier episodes that this reader may see, the newest first."""
    before = Q(last_seen_on__lt=episode.last_seen_on) | Q(
        last_seen_on=episode.last_seen_on, recorded_at__lt=episode.recorded_at
    )
    return (
        episodes_visible_to(by)
        .filter(before, child__in=visible_to(by).filter(pk=episode.child_id), is_void=False)
        .exclude(pk=episode.pk)
        .order_by("-last_seen_on", "-last_seen_at", "-pk")
    )


def earlier_of(child: Child, *, by: Actor) -> OnRecord:
    """Give all the times this child was missing, for a reader who was let see the plan; a new home too.

    Where the child was found is only for who may see the addresses of that episode.
    """
    with read_as(SYSTEM):
        rows = list(
            MissingEpisode.objects.filter(child=child, is_void=False).order_by(
                "-last_seen_on", "-last_seen_at", "-pk"
            )
        )
    shown = rows[:LAST]
    places = _places([row for row in shown if may(permission=Permission.SEE_PROTECTED, row=row, by=by)])
    return OnRecord(count=len(rows), last=tuple(_earlier(row, places.get(row.pk)) for row in shown))


def _earlier(row: MissingEpisode, found_at: str | None) -> EarlierEpisode:
    back = When(on=row.returned_on, at=row.returned_at) if row.returned_on else None
    return EarlierEpisode(
        last_seen=When(on=row.last_seen_on, at=row.last_seen_at),
        returned=back,
        is_out=row.authority_kind == MissingKind.AWAY_WITHOUT_AUTHORISATION.value,
        found_at=found_at,
    )


def _places(episodes: Sequence[MissingEpisode]) -> dict[int, str]:
    """Give where the child was found, each place once, of the episodes whose addresses may be read."""
    found: dict[int, list[str]] = {episode.pk: [] for episode in episodes}
    rows = Event.objects.filter(episode__in=list(found)).select_related("located_place")
    for row in standing(rows.order_by("recorded_at", "pk") if found else []):
        place = row.located_place.place if hasattr(row, "located_place") else ""
        if place and place not in found[row.of_episode_id]:
            found[row.of_episode_id].append(place)
    return {key: "; ".join(places) for key, places in found.items()}


def responsible_for(child: Child) -> tuple[Responsible, ...]:
    """Give the relatives on record with parental responsibility. For a reader who may see the child's addresses."""
    rows = list(PrivatePerson.objects.filter(child=child, has_parental_responsibility=True).order_by("pk"))
    newest = newest_decisions([row.pk for row in rows])
    return tuple(
        Responsible(
            name=row.name,
            is_to_the_child=row.is_to_the_child,
            may_be_told=MayBeTold(newest[row.pk].may_be_told) if row.pk in newest else MayBeTold.UNDECIDED,
        )
        for row in rows
    )
