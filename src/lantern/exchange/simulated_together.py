"""Write invented authorities, several at once where asked: each in one transaction, in a program of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from datetime import datetime
from random import Random

from lantern.actions import bulk
from lantern.actions.bulk_items import BulkItem
from lantern.exchange.simulated_lives import Life, World, lives
from lantern.gateways import programs
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

SIMULATOR = Actor(role=Role.SIMULATOR, name="Simulator")


@dataclass(frozen=True, kw_only=True)
class Task:
    """One authority to invent: its name, its world, and the words from which its chances are drawn."""

    council: str
    world: World
    drawn_from: str


Then = Callable[[Task, bulk.Written], None]


def write_each(tasks: Sequence[Task], *, at_once: int, then: Then, now: datetime) -> None:
    """Write every task, the largest first, so many at once; `then` is told of each when it is on the record.

    Stopped by Ctrl-C or SIGTERM, it waits for those under way, which are whole then, and begins no other.
    """
    in_order = sorted(tasks, key=lambda task: -task.world.children)
    if at_once == 1 or len(tasks) == 1:
        for task in in_order:
            then(task, write_one(task, now=now))
        return
    with programs.at_once(min(at_once, len(tasks))) as pool, programs.stopping_politely():
        with programs.not_reaching_them():
            under_way = {pool.submit(write_one, task, now=now): task for task in in_order}
        try:
            for done in as_completed(under_way):
                then(under_way[done], done.result())
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def write_one(task: Task, *, now: datetime) -> bulk.Written:
    """Invent one authority's children and write them."""
    gc.disable()  # a million plain values without a circle: looking for circles took a tenth of the time
    try:
        return bulk.write_invented(
            authority_id=task.world.authority_id,
            items=_items(list(lives(task.world, Random(task.drawn_from)))),  # noqa: S311 - no secret hangs on it
            progress=_silent,
            by=SIMULATOR,
            now=now,
        )
    finally:
        gc.enable()


def _silent(what: str, count: int) -> None:
    """Say nothing of one authority's steps: the authority itself is the step."""


def _items(held: list[Life]) -> Iterator[BulkItem]:
    """Put the children first, then what is said of them, kind by kind."""
    yield from (life.child for life in held)
    yield from (life.unaccompanied for life in held if life.unaccompanied)
    for life in held:
        yield from life.care
    for life in held:
        yield from life.absences
    for life in held:
        yield from life.reviews
