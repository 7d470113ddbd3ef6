"""The processor's time that programs have used, as Linux keeps it: what a busy machine spoils least."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import psycopg


def seconds_of(root: int) -> float:
    """Give the seconds of a process, of all that it started, and of those of them that have ended."""
    told = {
        int(each.name): found for each in Path("/proc").glob("[0-9]*") if (found := _stat(int(each.name)))
    }
    mine, grew = {root}, True
    while grew:
        more = {pid for pid, found in told.items() if int(found[1]) in mine} - mine
        mine, grew = mine | more, bool(more)
    # user and system time, then the same of children that were waited for
    ticks = sum(sum(map(int, told[pid][11:15])) for pid in mine if pid in told)
    return ticks / os.sysconf("SC_CLK_TCK")


def seconds_of_database(url: str) -> float:
    """Give the seconds of the database server at this address, which runs on this machine."""
    with psycopg.connect(url) as connection:
        told = _stat(connection.info.backend_pid)
        return seconds_of(int(told[1])) if told else 0.0


def _stat(pid: int) -> Sequence[str]:
    """Give what the system keeps of a process, from its state on; nothing where it has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ()
