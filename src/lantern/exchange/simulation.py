"""Invented authorities full of invented children, some placed in another's area; the same seed, the same lives."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lantern.actions import bulk, bulk_places
from lantern.exchange import simulated_places as places
from lantern.exchange import simulated_shape as shape
from lantern.exchange.simulated_lives import Home, World
from lantern.exchange.simulated_together import SIMULATOR, Task, write_each
from lantern.queries import simulated as measures
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind

CHILDREN_AN_AUTHORITY = 500
FEWEST_AUTHORITIES = 3
_CODES = {OrganisationKind.FOSTERING_SERVICE: "U4", OrganisationKind.CHILDRENS_HOME: "K2"}


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """What was invented and is new on the record, and the shape of all that these authorities hold now.

    `shape` is by the names of `queries.simulated`; `were_there` counts authorities that an earlier run had written.
    """

    authorities: tuple[str, ...]
    new: dict[str, int]
    clashes: int
    shape: Mapping[str, float | None]
    were_there: int = 0


@dataclass(kw_only=True)
class _Running:
    """How far it is, and what came of it."""

    progress: bulk.Progress
    of: int  # children
    of_authorities: int
    began: float = field(default_factory=time.monotonic)
    authorities: int = 0
    children: int = 0
    new: Counter[str] = field(default_factory=Counter)
    clashes: int = 0

    def then(self, task: Task, written: bulk.Written) -> None:
        self.authorities += 1
        self.children += task.world.children
        self.new.update(written.new)
        self.clashes += len(written.clashes)
        taken = max(time.monotonic() - self.began, 0.001)
        left = taken * (self.of - self.children) / self.children
        rate = self.children / taken
        self.progress(
            f"{rate:,.0f} children a second, about {left / 60:.1f} minutes left. "
            f"Authorities written, of {self.of_authorities}",
            self.authorities,
        )


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
    sizes = [children // count + (number < children % count) for number in range(count)]
    tasks = _tasks(sizes, letter="S", years=years, seed=seed, now=now)
    return _written(tasks, tasks, at_once=1, progress=progress, now=now)


def simulate_england(
    *,
    looked_after: int = shape.ENGLAND_LOOKED_AFTER,
    authorities: int = shape.ENGLAND_AUTHORITIES,
    years: int,
    seed: int,
    at_once: int,
    progress: bulk.Progress,
    now: datetime,
) -> Simulated:
    """Invent a country: so many looked after in each of the last `years`, in authorities of unequal sizes.

    Authorities that an earlier run with this seed has written are passed over, so that one that was stopped goes on
    where it was.
    """
    if years < 1 or at_once < 1 or looked_after < authorities:
        raise Refused("Ask for one year and one program at least, and one child for each authority.")
    everyone = shape.lives_of(looked_after=looked_after, years=years)
    sizes = shape.sizes_of_authorities(total=everyone, count=authorities)
    tasks = _tasks(sizes, letter="E", years=years, seed=seed, now=now)
    there = measures.numbers_there(prefix=f"E{seed}-", by=SIMULATOR, now=now)
    if any(there.get(each.world.authority_id) not in {None, each.world.children} for each in tasks):
        raise Refused(
            f"Seed {seed} was used here for another number of years. Take another seed, or an empty database."
        )
    missing = [each for each in tasks if each.world.authority_id not in there]
    return _written(tasks, missing, at_once=at_once, progress=progress, now=now)


def _tasks(sizes: Sequence[int], *, letter: str, years: int, seed: int, now: datetime) -> list[Task]:
    """Lay out the places, and say for each authority what is to be invented."""
    _refuse_others(now=now)
    towns = places.place_names(len(sizes))
    ids = bulk_places.lay_out(places=places.places_of(towns), by=SIMULATOR, now=now)
    homes = {town: _homes(town, ids) for town in towns}
    tasks = []
    for number, (town, size) in enumerate(zip(towns, sizes, strict=True), start=1):
        council = places.authority_name(town)
        world = World(
            prefix=f"{letter}{seed}-{number}",
            children=size,
            years=years,
            until=now,
            authority_id=ids[council],
            own_homes=homes[town],
            other_homes=tuple(home for other in towns if other != town for home in homes[other]),
        )
        tasks.append(Task(council=council, world=world, drawn_from=f"{seed} {town}"))
    return tasks


def _refuse_others(*, now: datetime) -> None:
    if measures.holds_others(by=SIMULATOR, now=now):
        raise Refused(
            "This database holds children who may be real: they came from a return, or their authority is not an "
            "invented one. Invented children are never put beside them. Take an empty database."
        )


def _written(
    everything: list[Task], tasks: list[Task], *, at_once: int, progress: bulk.Progress, now: datetime
) -> Simulated:
    running = _Running(
        progress=progress, of=sum(each.world.children for each in tasks), of_authorities=len(tasks)
    )
    progress("Inventing", len(tasks))
    if tasks:
        write_each(tasks, at_once=at_once, then=running.then, now=now)
    progress("Counting what is on the record", 0)
    ids = [each.world.authority_id for each in everything]
    return Simulated(
        authorities=tuple(each.council for each in everything),
        new=dict(running.new),
        clashes=running.clashes,
        shape=measures.shape(authorities=ids, until=now, by=SIMULATOR, now=now),
        were_there=len(everything) - len(tasks),
    )


def _authorities_for(children: int) -> int:
    return min(max(FEWEST_AUTHORITIES, children // CHILDREN_AN_AUTHORITY), places.MOST_AUTHORITIES)


def _homes(town: str, ids: dict[str, int]) -> tuple[Home, ...]:
    return tuple(
        Home(
            provider_id=ids[name],
            area_authority_id=ids[places.authority_name(town)],
            placement_code=_CODES[kind],
        )
        for name, kind in places.services_of(town)
    )
