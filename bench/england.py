"""A country for three years: inventing it, beside its rows copied bare; then all that is owed in it, reckoned anew."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
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
    """Invent the country by the command, whole, with its start-up and its table; reckon it; copy what it wrote."""
    before = _processor_seconds()
    taken, said = _simulate(_TOY if tiny else _COUNTRY)
    python, database = (after - was for was, after in zip(before, _processor_seconds(), strict=True))
    reckoned = _reckon()
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
        ),
        *reckoned,
    ]


def _reckon() -> list[Figure]:
    """Reckon anew all that is owed by the command, with what its programs hold of memory early on and at the most."""
    began = time.perf_counter()
    asked = [sys.executable, "-m", "lantern", "duties", "reckon", "--all"]
    running = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True)
    held: list[tuple[float, float]] = []
    watching = threading.Thread(target=_watch, args=(running, held))
    watching.start()
    said = running.communicate()[0].splitlines()
    taken = time.perf_counter() - began
    watching.join()
    if running.returncode:
        raise RuntimeError(f"what was stored is not what is reckoned: {said[-1]}")
    note(said[-1])
    early = max(size for at, size in held if at <= held[0][0] + taken / 5)
    return [
        Figure(
            name="reckoning anew all that is owed, the whole command", value=taken, unit="s", wanted="< 300 s"
        ),
        Figure(
            name="memory of its programs at the most",
            value=max(size for _, size in held),
            unit="MiB",
            peer_name="in the first fifth of its time",
            peer=early,
        ),
    ]


def _watch(running: subprocess.Popen[str], held: list[tuple[float, float]]) -> None:
    """Note each second how much memory a program and its own hold."""
    while running.poll() is None:
        held.append((time.perf_counter(), sum(_mebibytes(each) for each in _with_its_own(running.pid))))
        time.sleep(1)


def _with_its_own(pid: int) -> Sequence[int]:
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return ()  # it has just ended
    return (pid, *(each for child in own for each in _with_its_own(int(child))))


def _mebibytes(pid: int) -> float:
    """Give what of memory is a program's own: what it shares with others is counted nowhere."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return (int(pages[1]) - int(pages[2])) * resource.getpagesize() / 2**20


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
