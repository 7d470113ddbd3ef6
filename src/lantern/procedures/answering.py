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
from lantern.vocabulary.tellings import TellingAbout

_EXAMPLE = Path(__file__).parent / "local" / "example" / "answering.toml"


class BadTable(Refused):
    """A local table that cannot be read: the message names the file and what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How long each message may stand unanswered, and how long after that the next person is rung.

    `back` and `back_then` are the same for a message that says that the child is back, whatever the level was.
    """

    code: str
    source: str
    in_force_from: date
    first: Mapping[RiskLevel, timedelta]
    then: timedelta
    back: timedelta
    back_then: timedelta

    def wait(self, level: RiskLevel | None, *, about: TellingAbout) -> timedelta:
        """Give how long a message may stand unanswered; while no level is known, the shortest there is."""
        if about is TellingAbout.RETURNED:
            return self.back
        return min(self.first.values()) if level is None else self.first[level]

    def again(self, *, about: TellingAbout) -> timedelta:
        """Give how long after one call the next person is rung."""
        return self.back_then if about is TellingAbout.RETURNED else self.then


def read(file: Path) -> Answering:
    """Read a local table; refuse one that leaves a level out, or whose minutes are not whole and above nought.

    Refuse too one that rings sooner for a child who is back than for one who is not.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        table = Answering(
            code=said["code"],
            source=said["source"],
            in_force_from=said["in_force_from"],
            first={level: _minutes(file, said["minutes"][level.value]) for level in RiskLevel},
            then=_minutes(file, said["then"]["minutes"]),
            back=_minutes(file, said["back"]["minutes"]),
            back_then=_minutes(file, said["back"]["then_minutes"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise BadTable(f"{file.name}: {wrong}. The table in force before stays in force.") from wrong
    if table.back < max(table.first.values()) or table.back_then < table.then:
        raise BadTable(f"{file.name}: a child who is back is rung for sooner than one who is missing.")
    return table


def _minutes(file: Path, given: object) -> timedelta:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise BadTable(f"{file.name}: {given!r} is not a whole number of minutes above nought.")
    return timedelta(minutes=given)


@cache
def example() -> Answering:
    """Give the example table that comes with Lantern."""
    return read(_EXAMPLE)
