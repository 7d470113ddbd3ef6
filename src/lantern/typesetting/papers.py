"""A paper: a title, blocks, and who made it when. It comes out as PDF/UA-1 on A4, with its pages numbered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lantern.typesetting import lettering

_TEMPLATE = Path(__file__).resolve().parent / "paper.typ"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading within a section: level 2, or 3 below one of level 2."""

    words: str
    level: int = 2
    on_a_new_page: bool = False  # what stands on pages of its own is set at the same time as the rest


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Words by themselves; their line ends are kept."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label and what is said of it."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A list of labels, each with its words."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a header that stands again on each page. A width is in millimetres; 0 takes what is left."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a record: what it is and when in a line, what it says, and in small letters what to know of it."""

    head: str
    words: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Entries one below the other over the whole width: a table's cells would take twice as long to set."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture (JPEG or PNG), what it shows in words for who cannot see it, and its width in millimetres."""

    content: bytes
    alt: str
    width: int = 80


Block = Heading | Paragraph | Bullets | Facts | Table | Entries | Picture


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a paper under its own heading."""

    heading: str
    blocks: tuple[Block, ...] = ()
    on_a_new_page: bool = False


def paper(
    *,
    title: str,
    lead: Sequence[Block] = (),
    sections: Sequence[Section] = (),
    made_at: datetime,
    made_by: str,
    footer: str,
    made: str = "",
    language: str = "en",
    progress: Progress | None = None,
) -> bytes:
    """Typeset a paper as PDF/UA-1.

    All words are set as text. `made` is the line under the footer that says who made it when, in the reader's
    words and time zone (without it, `made_by` alone). `progress` is told the parts done and the number of parts,
    the last of which is the typesetting itself; it may raise to give up.
    """
    blocks = [*lead, *(block for section in sections for block in _of(section))]
    told = progress or _tell_nobody
    laid = []
    above = 0
    for number, block in enumerate(blocks):
        told(number, len(blocks) + 1)
        if isinstance(block, Heading) and not lettering.printable(block.words).strip():
            continue  # an empty heading is refused by the standard, and tells a reader nothing
        laid.append(_laid(block))
        if isinstance(block, Heading):
            # A level that skips one would leave a reader's software without its place in the paper.
            above = laid[-1]["level"] = min(max(block.level, 1), above + 1)
    told(len(blocks), len(blocks) + 1)
    words = {
        "title": _words(title if lettering.printable(title).strip() else "Paper"),
        "made_by": _words(made_by),
        "made": _words(made or made_by),
        "footer": _words(footer),
        "fonts": lettering.families(),
        "language": language,
        "blocks": laid,
    }
    pdf = _typeset(words, made_at)
    told(len(blocks) + 1, len(blocks) + 1)
    return pdf


def _of(section: Section) -> Iterator[Block]:
    yield Heading(words=section.heading, level=1, on_a_new_page=section.on_a_new_page)
    yield from section.blocks


def _tell_nobody(done: int, parts: int) -> None: ...


def _typeset(words: dict[str, Any], made_at: datetime) -> bytes:
    compiler = typst.Compiler(_template(), font_paths=lettering.fonts())
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(words)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("The typesetter gave no paper.")
    return pdf


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _words(text: str) -> dict[str, Any]:
    printable = lettering.printable(text)
    return {"text": printable, "rtl": lettering.runs_right_to_left(printable)}


def _laid(block: Block) -> dict[str, Any]:
    match block:
        case Heading(words=words, level=level, on_a_new_page=on_a_new_page):
            return {"kind": "heading", "words": _words(words), "level": level, "new_page": on_a_new_page}
        case Paragraph(words=words):
            return {"kind": "paragraph", "words": _words(words)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [_words(item) for item in items]}
        case Facts(facts=facts):
            pairs = [{"label": _words(fact.label), "words": _words(fact.words)} for fact in facts]
            return {"kind": "facts", "facts": pairs}
        case Table():
            return _table(block)
        case Entries(entries=entries):
            return {"kind": "entries", "entries": [_entry(entry) for entry in entries]}
        case Picture(content=content, alt=alt, width=width):
            # As numbers: the typesetter takes no file but text, and none should lie on a disk.
            return {"kind": "picture", "bytes": list(content), "alt": _words(alt), "width": width}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"head": _words(entry.head), "words": _words(entry.words), "note": _words(entry.note)}


def _table(block: Table) -> dict[str, Any]:
    widths = block.widths or (0,) * len(block.columns)
    if any(len(row) != len(block.columns) for row in (widths, *block.rows)):
        raise ValueError("Each row of a table has as many cells as the table has columns.")
    return {
        "kind": "table",
        "caption": None if block.caption is None else _words(block.caption),
        "columns": [_words(column) for column in block.columns],
        "widths": list(widths),
        "rows": [[_words(cell) for cell in row] for row in block.rows],
    }
