"""A part of the night board: one authority, home or force, of those that stand on what its reader may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.accounts.models import Organisation
from lantern.queries.board import BoardChoices, Choice, Narrowed, Wanted
from lantern.queries.seeing import episodes_visible_to, reads, visible_to
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import Actor

Episodes = QuerySet[MissingEpisode]


def open_now(by: Actor, *, ended: bool = False) -> Episodes:
    """Give the episodes that stand on this reader's board when nothing is left out.

    Those whose search somebody ended stand in no row of it; with `ended` they, and they alone.
    """
    not_back = episodes_visible_to(by).filter(returned_on=None, is_void=False)
    return not_back.filter(search_ended_at__isnull=not ended)


def narrow(episodes: Episodes, wanted: Wanted, *, by: Actor) -> tuple[Episodes, Narrowed]:
    """Leave out what was not asked for; where any of it stands on none of these episodes, leave out nothing.

    What does not exist and what this reader may not see are one answer.
    """
    part, names, unknown = episodes, [], []
    for kind, reference in wanted.asked():
        found = Organisation.objects.filter(reference=reference).first()
        of_it = _of(episodes, kind, found, by=by) if found else episodes.none()
        if found is None or not of_it.exists():
            unknown.append(kind)
            continue
        part = part.filter(pk__in=of_it.values("pk"))
        names.append(found.name)
    if unknown:
        return episodes, Narrowed(unknown=tuple(unknown))
    return part, Narrowed(wanted=wanted, names=tuple(names))


def _of(episodes: Episodes, kind: str, organisation: Organisation, *, by: Actor) -> Episodes:
    if kind == "authority":
        return episodes.filter(Q(responsible_authority=organisation) | Q(host_authority=organisation))
    if kind == "force":
        return episodes.filter(police_force=organisation)
    return _at_home(episodes, by=by).filter(placement_provider=organisation)


def _at_home(episodes: Episodes, *, by: Actor) -> Episodes:
    """Keep those of whom this reader may know where they live: a small home is as good as a name."""
    return episodes.filter(child__in=visible_to(by).values("pk"))


@reads
def choices(*, by: Actor, now: datetime) -> BoardChoices:
    """Give the authorities, homes and forces that stand on the episodes of this reader's board."""
    episodes = open_now(by).order_by()
    authorities: set[int | None] = set()
    forces: set[int | None] = set()
    keys = episodes.values_list("responsible_authority", "host_authority", "police_force").distinct()
    for responsible, host, force in keys:
        authorities |= {responsible, host}
        forces.add(force)
    homes = set(_at_home(episodes, by=by).values_list("placement_provider", flat=True).distinct())
    known = Organisation.objects.in_bulk((authorities | forces | homes) - {None})
    return BoardChoices(
        authorities=_named(authorities, known), homes=_named(homes, known), forces=_named(forces, known)
    )


def _named(keys: Collection[int | None], known: dict[int, Organisation]) -> tuple[Choice, ...]:
    rows = [known[key] for key in keys if key is not None]
    return tuple(
        Choice(reference=row.reference, name=row.name) for row in sorted(rows, key=lambda row: row.name)
    )
