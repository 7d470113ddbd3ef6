"""The level that an authority asks for at least: a local table, dated, and never law. It sets no police level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry, whole
from lantern.procedures.still_missing import NOT_ASSESSED
from lantern.vocabulary.missing import RiskLevel


@dataclass(frozen=True, kw_only=True)
class Floors:
    """The least level of every child, of one with a recorded concern, and of a young one; young is under `years`."""

    code: str
    source: str
    in_force_from: date
    every_child: RiskLevel
    concern: RiskLevel
    young: RiskLevel
    years: int

    def asked(self, *, age: int | None, has_concern: bool) -> tuple[tuple[RiskLevel, str], ...]:
        """Give each level the table asks for, with why. An age that nobody knows counts as young."""
        found = [(self.every_child, "The local table asks for this of every child")]
        if has_concern:
            found.append((self.concern, "A sign of exploitation is recorded on this child"))
        if age is None:
            found.append((self.young, f"The age is not known, and may be under {self.years}"))
        elif age < self.years:
            found.append((self.young, f"The child is {age}, under {self.years}"))
        return tuple(found)


def read(file: Path) -> Floors:
    """Read a local table; refuse one that leaves a level out, or asks for less of some children than of every child."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Floors:
    floor, longest = ("every_child", "concern", "young"), (NOT_ASSESSED, *RiskLevel)
    check_words(said, floor=floor, young=["years"], still_missing=longest)
    table = Floors(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        every_child=_level(said, "every_child"),
        concern=_level(said, "concern"),
        young=_level(said, "young"),
        years=whole(said, "years", under="young"),
    )
    order = list(RiskLevel)
    for key, level in (("concern", table.concern), ("young", table.young)):
        if order.index(level) < order.index(table.every_child):
            raise Wrong(f"{key} asks for less than every_child", key=key, under="floor")
    return table


def _level(said: dict[str, Any], key: str) -> RiskLevel:
    given = entry(said, key, under="floor")
    if given not in list(RiskLevel):
        raise Wrong(f"{key} is {given!r}, not very_low, low, medium or high", key=key, under="floor")
    return RiskLevel(given)


def in_force() -> Floors:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("risk", _understood)
