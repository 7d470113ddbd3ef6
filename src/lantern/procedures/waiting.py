"""How long being late may be waited out, and how soon "we know where" is checked again: a local table, dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import check_words, entry, whole


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The youngest age in years, the most that a plan may wait, and the longest until "out" is checked again.

    A child younger than `youngest_away` years, or of an age that nobody knows, never counts as away; None: no such
    age was agreed.
    """

    code: str
    source: str
    in_force_from: date
    youngest: int
    longest: timedelta
    check_within: timedelta
    youngest_away: int | None = None

    def is_too_young_to_be_away(self, age: int | None) -> bool:
        """Say whether a child of this age in years is missing wherever they are said to be."""
        return self.youngest_away is not None and (age is None or age < self.youngest_away)


def read(file: Path) -> Waiting:
    """Read a local table; refuse one that leaves a number out, or whose numbers are not whole and above nought."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Waiting:
    check_words(said, late=("youngest", "minutes"), away=("youngest", "hours"))
    return Waiting(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        youngest=whole(said, "youngest", under="late"),
        longest=timedelta(minutes=whole(said, "minutes", under="late")),
        check_within=timedelta(hours=whole(said, "hours", under="away")),
        youngest_away=whole(said, "youngest", under="away") if "youngest" in said["away"] else None,
    )


def in_force() -> Waiting:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("late", _understood)
