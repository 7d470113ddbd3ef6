"""Which authorities are in the pilot of local decisions on trafficking: a local table that need not be there.

Where it is not there, nobody knows, and what depends on it is owed and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry

NAME = "pilot"


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """The authorities in the pilot, by name, from a day on; every other one is not in it."""

    authorities: frozenset[str]
    in_force_from: date
    source: str

    def has(self, authority: str) -> bool:
        """Say whether this authority is in the pilot."""
        return authority in self.authorities


def in_force() -> Pilot | None:
    """Give the table as the folder in use has it; None where it has none."""
    if not local_tables.file(NAME).exists():
        return None
    return local_tables.in_force(NAME, _understood)


def _understood(said: dict[str, Any]) -> Pilot:
    check_words(said, authorities=())
    named, since, source = (entry(said, key) for key in ("authorities", "in_force_from", "source"))
    if not isinstance(named, list) or not all(isinstance(each, str) and each.strip() for each in named):
        raise Wrong("authorities is no list of names", key="authorities")
    if type(since) is not date:
        raise Wrong("in_force_from is no day, such as 2026-01-01", key="in_force_from")
    if not isinstance(source, str) or not source.strip():
        raise Wrong("source must be words", key="source")
    return Pilot(authorities=frozenset(named), in_force_from=since, source=source.strip())
