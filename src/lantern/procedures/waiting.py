"""How long being late may be waited out, and how soon "we know where" is checked again: a local table, dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import entry, whole


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The youngest age in years, the most that a plan may wait, and the longest until "out" is checked again."""

    code: str
    source: str
    in_force_from: date
    youngest: int
    longest: timedelta
    check_within: timedelta


def read(file: Path) -> Waiting:
    """Read a local table; refuse one that leaves a number out, or whose numbers are not whole and above nought."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Waiting:
    return Waiting(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        youngest=whole(said, "youngest", under="late"),
        longest=timedelta(minutes=whole(said, "minutes", under="late")),
        check_within=timedelta(hours=whole(said, "hours", under="away")),
    )


def in_force() -> Waiting:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("late", _understood)
