"""How long being late may be waited out, and how soon "we know where" is checked again: a local table, dated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from lantern.procedures.answering import BadTable

_EXAMPLE = Path(__file__).parent / "local" / "example" / "late.toml"


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
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Waiting(
            code=said["code"],
            source=said["source"],
            in_force_from=said["in_force_from"],
            youngest=_whole(file, said["late"]["youngest"]),
            longest=timedelta(minutes=_whole(file, said["late"]["minutes"])),
            check_within=timedelta(hours=_whole(file, said["away"]["hours"])),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise BadTable(f"{file.name}: {wrong}. The table in force before stays in force.") from wrong


def _whole(file: Path, given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise BadTable(f"{file.name}: {given!r} is not a whole number above nought.")
    return given


@cache
def example() -> Waiting:
    """Give the example table that comes with Lantern."""
    return read(_EXAMPLE)
