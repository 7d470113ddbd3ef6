"""How a main system's files are named and headed: one TOML file a system, or one of the authority's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lantern.actions.bulk_sets import NUMBER
from lantern.vocabulary.feed import COLUMNS, FeedTable, Kind
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.refusals import Refused

FOLDER = Path(__file__).parent / "feeds"
_OF_KIND: Mapping[Kind, frozenset[str]] = {
    Kind.SEX: frozenset({"F", "M", "U"}),
    Kind.YES_NO: frozenset({"yes", "no"}),
    Kind.CAPACITY: frozenset({"", *(each.value for each in Capacity)}),  # empty: a role that is not kept here
}
_HEAD = {"title", "number_kind", "days"}
_OF_TABLE = {"files", "columns", "codes"}


class BadMapping(Refused):
    """A mapping that is not there, or is not understood: the message names the file, the place and what is wrong."""


@dataclass(frozen=True, kw_only=True)
class TableMapping:
    """One table: the names of its files (with * for anything), its columns as the file heads them, and its codes."""

    files: tuple[str, ...]
    columns: Mapping[str, str]  # ours: the file's
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # ours: {the file's word: our word}


@dataclass(frozen=True, kw_only=True)
class FeedMapping:
    """One mapping. `number_kind` says which identifier of the record the main system's number is."""

    name: str
    title: str
    number_kind: str
    days: tuple[str, ...]
    tables: Mapping[FeedTable, TableMapping]


def shipped() -> list[str]:
    """Give the names of the mappings that come with Lantern."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def mapping_called(name: str) -> FeedMapping:
    """Read the mapping of this name, or, where it ends in .toml, this file; refuse with BadMapping."""
    file = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not file.is_file() or (file.parent == FOLDER and file.stem not in shipped()):
        raise BadMapping(
            f"There is no mapping called {name!r}. Nothing was read. Give one of {', '.join(shipped())}, or the "
            "path of a .toml file of your own."
        )
    try:
        return _understood(file.stem, tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadMapping(f"{file.name}: it cannot be read. {wrong}. Nothing was imported.") from wrong
    except ValueError as wrong:
        raise BadMapping(f"{file.name}: {wrong} Nothing was imported.") from wrong


def kept_of(mapping: FeedMapping) -> dict[str, Any]:
    """Give a mapping as it is kept with a run, so that a row can be read again as it was read."""
    tables = {
        table.value: {"files": list(one.files), "columns": dict(one.columns), "codes": _plain(one.codes)}
        for table, one in mapping.tables.items()
    }
    return {
        "title": mapping.title,
        "number_kind": mapping.number_kind,
        "days": list(mapping.days),
        **tables,
    }


def mapping_kept(name: str, kept: Mapping[str, Any]) -> FeedMapping:
    """Give the mapping that was kept with a run."""
    return _understood(name, dict(kept))


def _plain(codes: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: dict(words) for name, words in codes.items()}


def _understood(name: str, said: dict[str, Any]) -> FeedMapping:
    tables = {table: said.pop(table.value) for table in FeedTable if table.value in said}
    if unknown := sorted(set(said) - _HEAD):
        raise ValueError(f"{unknown[0]!r} is no table of a feed and no heading of a mapping.")
    if FeedTable.CHILDREN not in tables:
        raise ValueError("It has no [children] table: every other row is known by the child's number.")
    days = tuple(said.get("days", ["%d/%m/%Y", "%Y-%m-%d"]))
    for form in days:
        if datetime(2024, 2, 29).strftime(form) == form:  # noqa: DTZ001 - a day, and no moment
            raise ValueError(f"{form!r} is no way to write a day, such as '%d/%m/%Y'.")
    return FeedMapping(
        name=name,
        title=str(said.get("title", name)),
        number_kind=str(said.get("number_kind", NUMBER))[:30],
        days=days,
        tables={table: _table(table, known) for table, known in tables.items()},
    )


def _table(table: FeedTable, said: dict[str, Any]) -> TableMapping:
    if unknown := sorted(set(said) - _OF_TABLE):
        raise ValueError(f"[{table}] has {unknown[0]!r}; it may have files, columns and codes.")
    columns, ours = said.get("columns", {}), {column.name: column for column in COLUMNS[table]}
    if unknown := sorted({*columns, *said.get("codes", {})} - set(ours)):
        raise ValueError(f"[{table}] names a column {unknown[0]!r}. It may name: {', '.join(ours)}.")
    if lacking := [c.name for c in ours.values() if c.is_required and c.name not in columns]:
        raise ValueError(f"[{table}.columns] lacks {', '.join(lacking)}.")
    for name, codes in said.get("codes", {}).items():
        allowed = _OF_KIND.get(ours[name].kind)
        if wrong := sorted(set(codes.values()) - allowed) if allowed else []:
            raise ValueError(
                f"[{table}.codes.{name}] gives {wrong[0]!r}; it may give: {', '.join(sorted(allowed or ()))}."
            )
    if not said.get("files"):
        raise ValueError(f"[{table}] names no files.")
    in_order = {name: columns[name] for name in ours if name in columns}
    return TableMapping(files=tuple(said["files"]), columns=in_order, codes=said.get("codes", {}))
