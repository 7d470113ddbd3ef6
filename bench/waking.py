"""What is due and not yet told: the question itself in a whole country, and catching up after an hour off."""

from __future__ import annotations

import time
from datetime import datetime

import psycopg
from django.conf import settings

from bench import country
from bench.figures import Figure, median, note, percentile, timed
from lantern.actions import waking
from lantern.vocabulary.actors import SYSTEM

DUE = 10_000
_CALLS = 50
_COUNTRY = country.Size(children=115_000, closed=261_000)  # three years of 87,000
_LATER = """UPDATE record_owedduty SET
    due_at = %(now)s::timestamptz + id %% 72 * interval '1 hour' + interval '1 minute',
    wakes_at = %(now)s::timestamptz + id %% 72 * interval '1 hour' + interval '1 minute' WHERE due_at IS NOT NULL"""
_NOW_DUE = """UPDATE record_owedduty SET due_at = %(now)s::timestamptz - id %% 60 * interval '1 minute',
    wakes_at = %(now)s::timestamptz - id %% 60 * interval '1 minute'
    WHERE id IN (SELECT id FROM record_owedduty WHERE due_at IS NOT NULL ORDER BY id DESC LIMIT %(many)s)"""
_BARE = (
    """SELECT wakes_at, id FROM record_owedduty WHERE wakes_at <= %(now)s ORDER BY wakes_at, id LIMIT 250"""
)


def measure(*, tiny: bool) -> list[Figure]:
    """Let every duty of a country run, ten thousand of them due since an hour, and tell of them all."""
    many = 20 if tiny else DUE
    country.settle(settings.DATABASE_OWNER_URL, size=country.TINY if tiny else _COUNTRY)
    now = country.NOW
    with timed("Letting the clocks run"), psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute(_LATER, {"now": now})
        owner.execute(_NOW_DUE, {"now": now, "many": many})
    country.tidy(settings.DATABASE_OWNER_URL)
    asked, bare = _question(now, calls=3 if tiny else _CALLS)
    began = time.perf_counter()
    told = waking.wake_what_is_due(by=SYSTEM, now=now)
    taken = time.perf_counter() - began
    assert told == many, f"{told} of {many} were told of"
    note(f"a second asking finds {waking.wake_what_is_due(by=SYSTEM, now=now)} more")
    idle, _ = _question(now, calls=3 if tiny else _CALLS)
    return [
        Figure(
            name=f"what is due and not yet told, asked while {many:,} are",
            value=median(asked),
            unit="ms",
            peer_name="the same as SQL",
            peer=median(bare),
            wanted="< 50 ms",
            also=f"p99 {percentile(asked, 99):.1f} ms; once all are told {median(idle):.1f} ms",
        ),
        Figure(
            name=f"{many:,} due after an hour off, until the last is told of",
            value=taken,
            unit="s",
            wanted="< 30 s",
            also=f"{told / taken:,.0f} a second",
        ),
    ]


def _question(now: datetime, *, calls: int) -> tuple[list[float], list[float]]:
    asked, bare = [], []
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        for _ in range(calls):
            began = time.perf_counter()
            waking.due_and_not_told(after=None, by=SYSTEM, now=now)
            asked.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            owner.execute(_BARE, {"now": now}).fetchall()
            bare.append((time.perf_counter() - began) * 1000)
    return asked, bare
