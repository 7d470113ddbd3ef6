"""Invented authorities full of invented children, some placed in another's area; the same seed, the same lives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from lantern.actions import bulk, bulk_places
from lantern.actions.bulk_items import BulkItem
from lantern.exchange import simulated_places as places
from lantern.exchange.simulated_lives import Home, Life, World, lives
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Role

CHILDREN_AN_AUTHORITY = 500
FEWEST_AUTHORITIES = 3
SIMULATOR = Actor(role=Role.SIMULATOR, name="Simulator")
_CODES = {OrganisationKind.FOSTERING_SERVICE: "U4", OrganisationKind.CHILDRENS_HOME: "K2"}


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """What was invented and is new on the record."""

    authorities: tuple[str, ...]
    new: dict[str, int]
    clashes: int


def simulate(
    *,
    children: int,
    years: int,
    seed: int,
    authorities: int | None,
    progress: bulk.Progress,
    now: datetime,
) -> Simulated:
    """Invent `children` over the last `years`, spread over several authorities, up to `now`.

    The same seed at the same `now` gives the same children; those that are there already are left as they are.
    """
    if children < 1 or years < 1:
        raise Refused("Ask for one child and one year at least.")
    count = authorities or _authorities_for(children)
    if not 1 <= count <= places.MOST_AUTHORITIES:
        raise Refused(f"Between 1 and {places.MOST_AUTHORITIES} authorities can be invented.")
    towns = places.place_names(count)
    ids = bulk_places.lay_out(places=places.places_of(towns), by=SIMULATOR, now=now)
    homes = {town: _homes(town, ids) for town in towns}
    new: Counter[str] = Counter()
    clashes = 0
    for number, town in enumerate(towns):
        council = places.authority_name(town)
        world = World(
            prefix=f"S{seed}-{number + 1}",
            children=children // count + (number < children % count),
            first_day=(now - timedelta(days=365 * years)).date(),
            until=now,
            authority_id=ids[council],
            own_homes=homes[town],
            other_homes=tuple(home for other in towns if other != town for home in homes[other]),
        )
        progress(f"Inventing {council}", number)
        written = _write(world, Random(f"{seed} {town}"), now=now)  # noqa: S311 - no secret hangs on it
        new.update(written.new)
        clashes += len(written.clashes)
    names = tuple(places.authority_name(town) for town in towns)
    return Simulated(authorities=names, new=dict(new), clashes=clashes)


def _write(world: World, random: Random, *, now: datetime) -> bulk.Written:
    return bulk.write_invented(
        authority_id=world.authority_id,
        items=_items(lives(world, random)),
        progress=_silent,
        by=SIMULATOR,
        now=now,
    )


def _authorities_for(children: int) -> int:
    return min(max(FEWEST_AUTHORITIES, children // CHILDREN_AN_AUTHORITY), places.MOST_AUTHORITIES)


def _silent(what: str, count: int) -> None:
    """Say nothing of one authority's steps: the authority itself is the step."""


def _homes(town: str, ids: dict[str, int]) -> tuple[Home, ...]:
    return tuple(
        Home(
            provider_id=ids[name],
            area_authority_id=ids[places.authority_name(town)],
            placement_code=_CODES[kind],
        )
        for name, kind in places.services_of(town)
    )


def _items(invented: Iterable[Life]) -> Iterator[BulkItem]:
    """Put the children first, then what is said of them, kind by kind."""
    held = list(invented)
    yield from (life.child for life in held)
    yield from (life.unaccompanied for life in held if life.unaccompanied)
    for life in held:
        yield from life.care
    for life in held:
        yield from life.absences
    for life in held:
        yield from life.reviews
