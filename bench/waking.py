"""What is due and not yet told: the question itself in a whole country, and catching up after an hour off."""

from __future__ import annotations

import os
import time
from datetime import datetime

import psycopg
from django.conf import settings

from bench import country, processor
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
# Every other one is of a child's case.
_IN_CASES = """UPDATE record_owedduty o SET child_id = e.child_id, episode_id = NULL FROM record_missingepisode e
    WHERE e.id = o.episode_id AND o.wakes_at <= %(now)s AND o.id %% 2 = 0"""
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
        owner.execute(_IN_CASES, {"now": now})
    country.tidy(settings.DATABASE_OWNER_URL)
    asked, bare = _question(now, calls=3 if tiny else _CALLS)
    before = time.process_time(), processor.seconds_of_database(settings.DATABASE_OWNER_URL)
    began = time.perf_counter()
    told = waking.wake_what_is_due(by=SYSTEM, now=now)
    taken = time.perf_counter() - began
    python = time.process_time() - before[0]
    database = processor.seconds_of_database(settings.DATABASE_OWNER_URL) - before[1]
    rows, floor = _copy_bare()
    note(f"load {', '.join(f'{each:.1f}' for each in os.getloadavg())}")
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
            peer_name=f"the {rows:,} rows that this wrote copied into tables without a key",
            peer=floor,
            wanted="< 30 s",
            also=(
                f"{told / taken:,.0f} a second; processor time: Python {python:.1f} s, PostgreSQL {database:.1f} s"
            ),
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


def _copy_bare() -> tuple[int, float]:
    """Copy what was recorded and told, as the owner and past every policy; give how many rows, and the seconds."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        began = time.perf_counter()
        copied = [
            owner.execute("CREATE TABLE bare_step AS TABLE record_owedstep"),
            owner.execute(
                "CREATE TABLE bare_telling AS SELECT * FROM record_telling WHERE owed_step_id IS NOT NULL"
            ),
        ]
        owner.commit()
        return sum(each.rowcount for each in copied), time.perf_counter() - began
