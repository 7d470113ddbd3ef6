"""When an unanswered message becomes a telephone call: a local table, dated, and never law."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import Refused

_EXAMPLE = Path(__file__).parent / "local" / "example" / "answering.toml"


class BadTable(Refused):
    """A local table that cannot be read: the message names the file and what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How long each message may stand unanswered, and how long after that the next person is rung."""

    code: str
    source: str
    in_force_from: date
    first: Mapping[RiskLevel, timedelta]
    then: timedelta

    def wait(self, level: RiskLevel | None) -> timedelta:
        """Give how long a message may stand unanswered; while no level is known, the shortest there is."""
        return min(self.first.values()) if level is None else self.first[level]


def read(file: Path) -> Answering:
    """Read a local table; refuse one that leaves a level out, or whose minutes are not whole and above nought."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Answering(
            code=said["code"],
            source=said["source"],
            in_force_from=said["in_force_from"],
            first={level: _minutes(file, said["minutes"][level.value]) for level in RiskLevel},
            then=_minutes(file, said["then"]["minutes"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise BadTable(f"{file.name}: {wrong}. The table in force before stays in force.") from wrong


def _minutes(file: Path, given: object) -> timedelta:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise BadTable(f"{file.name}: {given!r} is not a whole number of minutes above nought.")
    return timedelta(minutes=given)


@cache
def example() -> Answering:
    """Give the example table that comes with Lantern."""
    return read(_EXAMPLE)
