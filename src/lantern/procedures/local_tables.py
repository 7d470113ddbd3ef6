"""The folder that the local tables are read from, and how what is wrong in one of them is said: file, line, reason.

The example comes with Lantern. A partnership puts its own folder in its place once, at the start of the program.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lantern.procedures.nearest import meant
from lantern.vocabulary.refusals import Refused

DROPPED = "partnership"  # in the data folder
EXAMPLE = Path(__file__).parent / "local" / "example"
HEAD = ("code", "title", "source", "in_force_from")
_STANDS = "The table in force before stays in force."
T = TypeVar("T")


class BadTable(Refused):
    """A local table that cannot be read: the message names the file, the line and what is wrong with it."""


class Wrong(ValueError):
    """What is wrong with one entry of a table, and at which word, under which heading, it stands."""

    def __init__(self, reason: str, *, key: str = "", under: str = "", place: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.key, self.under, self.place = reason, key, under, place


def own(*, named: str | None, home: Path) -> Path | None:
    """Give the partnership's own folder: the one that is named, else one dropped into the data folder, else None."""
    if named:
        return Path(named).absolute()
    dropped = home / DROPPED
    return dropped if dropped.is_dir() else None


def kept(*, home: Path) -> Path:
    """Give where the copy of the partnership's folder lies that is in force since Lantern was started."""
    return home / "rules-in-force"


class _InForce:
    folder: Path = EXAMPLE


def use(folder: Path | None) -> None:
    """Read the tables from this folder from now on; from the example that comes with Lantern where there is none."""
    _InForce.folder = folder or EXAMPLE


def folder() -> Path:
    """Give the folder in use: the partnership's own, or the example's."""
    return _InForce.folder


def file(name: str) -> Path:
    """Give where the table of this name is read from."""
    return _InForce.folder / f"{name}.toml"


def read(file: Path, understood: Callable[[dict[str, Any]], T]) -> T:
    """Read one table with this function; refuse, with BadTable, one that is not there or is not understood."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadTable(
            f"{file.name}: it cannot be read in {file.parent}. Copy the example's folder whole, then change it."
        ) from wrong
    try:
        return understood(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise _bad(file, _line_said(str(wrong), text), str(wrong)) from wrong
    except Wrong as wrong:
        raise _bad(file, line_of(text, wrong), wrong.reason) from wrong
    except (AttributeError, TypeError, KeyError, ValueError, RecursionError) as wrong:
        raise _bad(file, 1, f"it is not built as the example is ({wrong})") from wrong


def in_force(name: str, understood: Callable[[dict[str, Any]], T]) -> T:
    """Give the table of this name as the folder in use has it, read once; refuse as `read` does."""
    table: T = _read_once(file(name), understood)
    return table


@cache
def _read_once(file: Path, understood: Callable[[dict[str, Any]], Any]) -> Any:
    return read(file, understood)


def check_words(said: Mapping[str, Any], **known: Collection[str]) -> None:
    """Refuse with Wrong a word that a table does not know: mistyped, it would be passed over in silence.

    `known` names the headings, each with the words that may stand under it; a word above all with none under it.
    """
    for key, part in said.items():
        listed = part if isinstance(part, list) else [part]
        if key not in known and key not in HEAD:
            is_heading = any(isinstance(each, dict) for each in listed)
            raise Wrong(_unknown(key, (*known, *HEAD)), key=key, under=key if is_heading else "")
        for place, each in enumerate(listed, 1):
            for word in each if isinstance(each, dict) else ():
                if word not in known.get(key, ()):
                    raise Wrong(_unknown(word, known.get(key, ())), key=word, under=key, place=place)


def _unknown(word: str, known: Collection[str]) -> str:
    return f'"{word}" is not a word of this table{meant(word, known)}'


def entry(said: dict[str, Any], key: str, *, under: str = "") -> Any:
    """Give one entry, under a heading or above all; refuse with Wrong where it is not there."""
    part = said.get(under) if under else said
    if not isinstance(part, dict):
        raise Wrong(f"[{under}] is not there")
    if key not in part:
        raise Wrong(f"{key} is not there" + (f" under [{under}]" if under else ""), under=under)
    return part[key]


def whole(said: dict[str, Any], key: str, *, under: str) -> int:
    """Give a whole number above nought; refuse anything else with Wrong."""
    given = entry(said, key, under=under)
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise Wrong(f"{key} is {given!r}, not a whole number above nought", key=key, under=under)
    return given


def _bad(file: Path, line: int, reason: str) -> BadTable:
    stop = "" if reason.endswith("?") else "."
    return BadTable(f"{file.name}, line {line}: {reason}{stop} {_STANDS}")


def _line_said(reason: str, text: str) -> int:
    found = re.search(r"line (\d+)", reason)
    return int(found[1]) if found else max(len(text.splitlines()), 1)


def line_of(text: str, wrong: Wrong) -> int:
    """Give the line of an entry, else of its heading, the so-manieth of its name; the first line where it has none."""
    lines = text.splitlines()
    heading = re.compile(rf"\s*\[+\s*{re.escape(wrong.under)}\s*\]+")
    heads = [at for at, line in enumerate(lines) if wrong.under and heading.match(line)]
    start = heads[wrong.place - 1] if len(heads) >= wrong.place else 0
    entry = re.compile(rf"\s*{re.escape(wrong.key)}\s*=")
    found = (at for at in range(start, len(lines)) if wrong.key and entry.match(lines[at]))
    return next(found, start) + 1
