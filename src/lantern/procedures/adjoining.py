"""Which authorities adjoin each other: a local table, dated. It says how far a placement is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry
from lantern.vocabulary.out_of_area import Distance


@dataclass(frozen=True, kw_only=True)
class Adjoining:
    """One version of the table: each authority by name, with those that adjoin it."""

    code: str
    source: str
    in_force_from: date
    neighbours: Mapping[str, frozenset[str]]

    def knows(self, authority: str) -> bool:
        """Say whether the table has this authority at all."""
        return authority in self.neighbours

    def distance(self, *, own: str, area: str) -> Distance:
        """Say how far an area lies from an authority's own, both by name.

        What the table does not know is at a distance: that asks for the approval of the more senior person.
        """
        if own == area:
            return Distance.OWN
        is_next = area in self.neighbours.get(own, frozenset())
        return Distance.ADJOINING if is_next else Distance.AT_A_DISTANCE


def read(file: Path) -> Adjoining:
    """Read a table; refuse one with an authority twice, or that adjoins itself. What adjoins, adjoins both ways."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Adjoining:
    check_words(said, authority=("name", "adjoins"))
    listed = entry(said, "authority")
    if not isinstance(listed, list):
        raise Wrong("authority is one, and not a list: write [[authority]]", under="authority")
    found: dict[str, set[str]] = {}
    for place, each in enumerate(listed, 1):
        name, adjoins = _line(each, place)
        if name in found:
            raise Wrong(f"{name} is there twice", key="name", under="authority", place=place)
        found[name] = set(adjoins)
    for name, others in list(found.items()):
        for other in others:
            found.setdefault(other, set()).add(name)
    return Adjoining(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        neighbours={name: frozenset(others) for name, others in found.items()},
    )


def _line(said: dict[str, Any], place: int) -> tuple[str, list[str]]:
    if not isinstance(said, dict):
        raise Wrong("authority is no list of authorities: each begins with [[authority]]", key="authority")
    name, adjoins = said.get("name"), said.get("adjoins")
    if not isinstance(name, str) or not name.strip():
        raise Wrong("name is not there", under="authority", place=place)
    if not isinstance(adjoins, list) or not all(isinstance(each, str) and each.strip() for each in adjoins):
        raise Wrong("adjoins is no list of names", key="adjoins", under="authority", place=place)
    if name in adjoins:
        raise Wrong(f"{name} adjoins itself", key="adjoins", under="authority", place=place)
    return name, adjoins


def in_force() -> Adjoining:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("adjoining", _understood)
