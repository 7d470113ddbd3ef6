"""What is done in the first days after a child arrived alone: a local list, dated, of prompts for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class FirstDays:
    """One version of the list, in the order in which it is shown."""

    code: str
    source: str
    in_force_from: date
    actions: tuple[str, ...]


def read(file: Path) -> FirstDays:
    """Read a list; refuse one that names nothing, or the same thing twice."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> FirstDays:
    check_words(said, actions=())
    listed = entry(said, "actions")
    if not isinstance(listed, list) or not listed:
        raise Wrong("actions is no list of what is to be done", key="actions")
    if not all(isinstance(each, str) and 0 < len(each.strip()) <= LONGEST for each in listed):
        raise Wrong(f"each of the actions is words, of {LONGEST} letters at most", key="actions")
    if len(set(listed)) != len(listed):
        raise Wrong("the same action is there twice", key="actions")
    return FirstDays(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        actions=tuple(listed),
    )


def in_force() -> FirstDays:
    """Give the list of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("first_days", _understood)
