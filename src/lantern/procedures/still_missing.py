"""How often an authority discusses the search for a child who is still missing: a local table, and never law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import entry, whole
from lantern.vocabulary.missing import RiskLevel

TABLE = "still_missing"
NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """The longest time between two discussions, by police level; None is not assessed. Empty: none was agreed."""

    source: str
    every: Mapping[RiskLevel | None, timedelta]

    @property
    def shortest(self) -> timedelta | None:
        """The shortest of them; None where none was agreed."""
        return min(self.every.values(), default=None)


def _understood(said: dict[str, Any]) -> Reviews:
    source = entry(said, "source")
    if TABLE not in said:
        return Reviews(source=source, every={})
    words: dict[RiskLevel | None, str] = {None: NOT_ASSESSED, **{level: level.value for level in RiskLevel}}
    every = {level: timedelta(hours=whole(said, word, under=TABLE)) for level, word in words.items()}
    return Reviews(source=source, every=every)


def in_force() -> Reviews:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("risk", _understood)
