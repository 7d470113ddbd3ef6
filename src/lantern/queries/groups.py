"""Who went with a missing child: how many, and by name only where the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries.missing import ORGANISATIONS, heads_of
from lantern.queries.seeing import episodes_visible_to, permissions_among, reads, seen_as, those_on_which
from lantern.queries.values import EpisodeHead
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

MOST_OFFERED = 100


@dataclass(frozen=True, kw_only=True)
class Companion:
    """One child's episode in a group, as this reader may see it."""

    head: EpisodeHead
    may_record_call: bool
    may_read_sheet: bool
    is_asked_for: bool  # the episode whose companions were asked for


@dataclass(frozen=True, kw_only=True)
class Together:
    """Children who went together. `unnamed` is a number and nothing else: they are another authority's."""

    seen: tuple[Companion, ...]
    unnamed: int

    @property
    def number(self) -> int:
        return len(self.seen) + self.unnamed

    @property
    def others(self) -> tuple[Companion, ...]:
        """Those who went with the child of the episode that was asked for."""
        return tuple(one for one in self.seen if not one.is_asked_for)


@reads
def together(*, reference: str, by: Actor, now: datetime) -> Together:
    """Give the child of this episode with those who went along; raise NotFound where it may not be seen."""
    visible = episodes_visible_to(by).select_related(*ORGANISATIONS)
    asked_for = visible.filter(reference=reference).first()
    if asked_for is None:
        raise NotFound(
            "There is nothing by that reference that you may see. Check it, or ring the duty team."
        )
    rows, number = [asked_for], 1
    if asked_for.group_id is not None:
        rows += (
            visible.filter(group=asked_for.group_id, is_void=False).exclude(pk=asked_for.pk).order_by("pk")
        )
        number = 1 + _others(asked_for)
    heads = heads_of(rows, by=by, now=now)
    allowed = permissions_among(rows, by=by)
    return Together(
        seen=tuple(
            _companion(row, head, asked_for, allowed[row.pk]) for row, head in zip(rows, heads, strict=True)
        ),
        unnamed=number - len(rows),
    )


@reads
def first_seen(*, reference: str, by: Actor, now: datetime) -> str:
    """Give this episode, or of those who went along the first that the reader may open; empty where there is none."""
    visible = episodes_visible_to(by).filter(is_void=False)
    if visible.filter(reference=reference).exists():
        return reference
    with seen_as(SYSTEM):  # which group it is: who is in it is then asked as the reader
        group = MissingEpisode.objects.filter(reference=reference).values_list("group", flat=True).first()
    along = visible.filter(group=group or 0).order_by("pk")
    return along.values_list("reference", flat=True).first() or ""


def _others(episode: MissingEpisode) -> int:
    with seen_as(SYSTEM):  # a number only: whose they are stays unsaid
        group = MissingEpisode.objects.filter(group=episode.group_id, is_void=False)
        return group.exclude(pk=episode.pk).count()


def _companion(
    row: MissingEpisode, head: EpisodeHead, asked_for: MissingEpisode, allowed: frozenset[Permission]
) -> Companion:
    return Companion(
        head=head,
        may_record_call=Permission.RECORD_POLICE_CALL in allowed,
        may_read_sheet=not row.is_void and Permission.SEE_RECORD in allowed,
        is_asked_for=row.pk == asked_for.pk,
    )


@reads
def could_have_gone_along(*, reference: str, by: Actor, now: datetime) -> tuple[EpisodeHead, ...]:
    """Give the open episodes whose child may have gone with this one, those last seen nearest in time first.

    Only those on which this reader may record; who is recorded together with this child already is left out.
    """
    visible = episodes_visible_to(by).filter(returned_on=None, is_void=False)
    asked_for = visible.filter(reference=reference).first()
    if asked_for is None:
        return ()
    apart = visible.exclude(pk=asked_for.pk)
    if asked_for.group_id is not None:
        apart = apart.exclude(group=asked_for.group_id)
    days = {
        key: abs((on - asked_for.last_seen_on).days) for key, on in apart.values_list("pk", "last_seen_on")
    }
    nearest = sorted(days, key=lambda key: (days[key], -key))[:MOST_OFFERED]
    rows = {row.pk: row for row in apart.filter(pk__in=nearest).select_related(*ORGANISATIONS)}
    offered = [rows[key] for key in nearest if key in rows]
    allowed = those_on_which(Permission.RECORD_INFORMATION, offered, by=by)
    return tuple(heads_of(allowed, by=by, now=now))
