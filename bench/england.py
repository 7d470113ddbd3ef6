"""Inventing a country for three years, beside the same rows copied inside the database into tables without a key."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from bench import processor
from bench.figures import Figure, note

_COUNTRY = ("--england", "--years", "3")
_TOY = ("--children", "30", "--years", "1")
_LIKE = "record\\_%"


def measure(*, tiny: bool) -> list[Figure]:
    """Invent the country by the command, whole, with its start-up and its table; then copy what it wrote."""
    before = _processor_seconds()
    taken, said = _simulate(_TOY if tiny else _COUNTRY)
    python, database = (after - was for was, after in zip(before, _processor_seconds(), strict=True))
    rows, floor = _copy_bare()
    note(
        f"{said['children']:,} children, {said['missing_and_away_episodes']:,} absences, {rows:,} rows in all"
    )
    note(f"load {', '.join(f'{each:.1f}' for each in os.getloadavg())}")
    return [
        Figure(
            name=f"inventing {'a toy' if tiny else 'England for three years'}, the whole command",
            value=taken,
            unit="s",
            peer_name="the same rows copied into tables without a key",
            peer=floor,
            wanted="< 600 s",
            also=(
                f"{rows / taken:,.0f} rows a second; "
                f"processor time: Python {python:.0f} s, PostgreSQL {database:.0f} s"
            ),
        )
    ]


def _processor_seconds() -> tuple[float, float]:
    """Give what our programs that have ended, and the database server, have used so far."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime, processor.seconds_of_database(settings.DATABASE_OWNER_URL)


def _simulate(asked: tuple[str, ...]) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "lantern", "simulate", *asked, "--json"],
        env=os.environ | {"LANTERN_MODE": "demo"},  # invented children belong in a demonstration only
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return time.perf_counter() - began, json.loads(done.stdout)


def _copy_bare() -> tuple[int, float]:
    """Copy every table of the record, as the owner and past every policy; give how many rows, and the seconds."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        tables = owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE %s", [_LIKE]
        ).fetchall()
        rows, began = 0, time.perf_counter()
        for (table,) in tables:
            copied = owner.execute(
                sql.SQL("CREATE TABLE {} AS TABLE {}").format(
                    sql.Identifier(f"bare_{table}"), sql.Identifier(table)
                )
            )
            rows += copied.rowcount
        owner.commit()
        return rows, time.perf_counter() - began
