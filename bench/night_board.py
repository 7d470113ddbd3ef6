"""The board of a whole country, as the widest and the narrowest reader see it; and finding one child of 80,000."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import psycopg
from django.conf import settings

from bench import country, floors
from bench.figures import Figure, Progress, median, note, percentile
from lantern.queries import children, missing
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

CALLS, WARM_UP = 200, 5
LONGEST, FEWEST = 12, 40  # seconds for one figure; and calls, however long they take
NOW = country.NOW + timedelta(minutes=5)
WANTED = "p95 < 100 ms"


def measure(*, tiny: bool) -> list[Figure]:
    """Measure the board on an ordinary night and on the worst, then the search."""
    size = country.TINY if tiny else country.Size()
    calls = 3 if tiny else CALLS
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    figures = _boards(f"{size.open:,} open", size=size, calls=calls)
    worst = size.open + 4 if tiny else country.WORST_NIGHT
    with psycopg.connect(settings.DATABASE_OWNER_URL) as connection:
        country.open_more(connection, first=size.open + 1, last=worst, away=0, size=size)
    country.tidy(settings.DATABASE_OWNER_URL)
    figures += _boards(f"{worst:,} open", size=size, calls=calls)
    return figures + _searches(size=size, calls=calls)


def _readers(size: country.Size) -> dict[str, Actor]:
    """Give the widest reader and the narrowest ones: each of these has somebody missing."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as connection:
        row = connection.execute(
            "SELECT responsible_authority_id, placement_provider_id, police_force_id FROM record_missingepisode "
            "WHERE returned_on IS NULL ORDER BY id LIMIT 1"
        ).fetchone()
    assert row is not None
    authority, home, force = row
    oversight = size.forces + size.authorities + size.homes + 1
    return {
        "national oversight, every authority": Actor(
            role=Role.NATIONAL_OVERSIGHT, name="Reader", organisation_id=oversight
        ),
        "duty worker, one authority": Actor(role=Role.DUTY_WORKER, name="Reader", organisation_id=authority),
        "police desk, one force": Actor(role=Role.POLICE_DESK, name="Reader", organisation_id=force),
        "carer, one home": Actor(role=Role.CARER, name="Reader", organisation_id=home),
    }


def _boards(night: str, *, size: country.Size, calls: int) -> list[Figure]:
    figures: list[Figure] = []
    for who, by in _readers(size).items():
        shown = missing.board(by=by, now=NOW)
        note(f"{who}: {len(shown.rows)} rows of {shown.total}")
        page, floor = _alternating(
            f"board, {night}, {who}",
            [lambda by=by: missing.board(by=by, now=NOW), floors.board(by=by, of=shown)],  # type: ignore[misc]
            calls=calls,
        )
        name = f"board p95, {night}, {who} ({len(shown.rows)} rows)"
        figures.append(_figure(name, page, floor, "the bare rows, no policies"))
    widest, narrowest = figures[0], figures[-1]
    figures.append(
        Figure(
            name=f"board p95, {night}, widest beside narrowest",
            value=widest.value,
            unit="ms",
            peer_name="the carer's",
            peer=narrowest.value,
        )
    )
    return figures


def _searches(*, size: country.Size, calls: int) -> list[Figure]:
    readers = _readers(size)
    by = readers["duty worker, one authority"]
    with psycopg.connect(settings.DATABASE_OWNER_URL) as connection:
        row = connection.execute(
            "SELECT n.name, 'N' || c.id FROM record_child c JOIN record_childname n ON n.child_id = c.id "
            "WHERE c.responsible_authority_id = %s AND n.kind = 'birth' ORDER BY c.id LIMIT 1",
            [by.organisation_id],
        ).fetchone()
    assert row is not None
    name, number = row
    wanted = {"a full name": name, "a surname": name.split()[1], "a common piece": "er", "a number": number}
    figures = []
    for what, typed in wanted.items():
        found = children.find(wanted=typed, by=by, now=NOW)
        note(f"{what}: {len(found)} found")
        asked, floor = _alternating(
            f"search for {what}",
            [lambda typed=typed: children.find(wanted=typed, by=by, now=NOW), floors.search(typed)],  # type: ignore[misc]
            calls=calls,
        )
        name = f"find a child of {size.children:,} by {what}, p95"
        figures.append(_figure(name, asked, floor, "one bare query, no policies"))
    return figures


def _figure(name: str, values: Sequence[float], floor: Sequence[float], peer_name: str) -> Figure:
    return Figure(
        name=name,
        value=percentile(values, 95),
        unit="ms",
        peer_name=peer_name,
        peer=percentile(floor, 95),
        wanted=WANTED,
        also=f"p50 {median(values):.1f} beside {median(floor):.1f}",
    )


def _alternating(what: str, each: Sequence[Callable[[], object]], *, calls: int) -> list[list[float]]:
    """Call these in turn, so that what else the machine does falls on all alike; give milliseconds for each."""
    taken: list[list[float]] = [[] for _ in each]
    progress, until = Progress(what, calls), time.monotonic() + LONGEST
    for number in range(WARM_UP + calls):
        if number > WARM_UP + FEWEST and time.monotonic() > until:
            note(f"{what}: stopped after {number - WARM_UP} calls, {LONGEST} s")
            break
        for values, call in zip(taken, each, strict=True):
            began = time.perf_counter()
            call()
            if number >= WARM_UP:
                values.append((time.perf_counter() - began) * 1000)
        progress.at(max(0, number - WARM_UP))
    return taken
