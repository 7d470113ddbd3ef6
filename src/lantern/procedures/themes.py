"""What a return interview may be about: a local list, dated, of prompts for a person. It sums up to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry

LONGEST_CODE = 60
PARTS = ("before", "during", "after", "support")


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One theme: its code, which an interview keeps for good, its words, and the part of the story it belongs to."""

    code: str
    title: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Themes:
    """One version of the list. An interview keeps the version by which it was coded."""

    code: str
    source: str
    in_force_from: date
    themes: tuple[Theme, ...]


def read(file: Path) -> Themes:
    """Read a list; refuse one with a theme twice, without words, or of no part of the story."""
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Themes:
    check_words(said, theme=("code", "title", "part"))
    listed = entry(said, "theme")
    if not isinstance(listed, list):
        raise Wrong("theme is one, and not a list: write [[theme]]", under="theme")
    themes = tuple(_theme(each, place) for place, each in enumerate(listed, 1))
    codes = [theme.code for theme in themes]
    for place, code in enumerate(codes, 1):
        if code in codes[: place - 1]:
            raise Wrong(f"{code} is there twice", key="code", under="theme", place=place)
    return Themes(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        themes=themes,
    )


def _theme(said: dict[str, Any], place: int) -> Theme:
    if not isinstance(said, dict):
        raise Wrong("theme is no list of themes: each begins with [[theme]]", key="theme")
    for key in ("code", "title", "part"):
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise Wrong(f"{key} is not there", under="theme", place=place)
    if len(said["code"]) > LONGEST_CODE:
        raise Wrong(f"code is longer than {LONGEST_CODE} letters", key="code", under="theme", place=place)
    if said["part"] not in PARTS:
        raise Wrong(
            f"part is {said['part']!r}, none of {', '.join(PARTS)}", key="part", under="theme", place=place
        )
    return Theme(code=said["code"], title=said["title"], part=said["part"])


def in_force() -> Themes:
    """Give the list of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("themes", _understood)
