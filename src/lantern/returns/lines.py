"""Bytes into numbered lines of cells: encodings, line endings, quotation marks, and lines of absurd length.

No field of the return ever runs over a line break, so each physical line is parsed by itself: an unmatched
quotation mark spoils its own line and not the rest of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINE = 100_000  # bytes; the longest true line of a return is some 200
BLOCK = 1 << 16
BOM = b"\xef\xbb\xbf"
NUL_SIGN = "\u2400"


@dataclass(frozen=True, kw_only=True, slots=True)
class RawLine:
    """One physical line: its number from 1, its text, and what had to be done to read it."""

    number: int
    text: str
    is_windows: bool = False  # was not UTF-8, read as Windows-1252
    is_cut: bool = False  # longer than LONGEST_LINE; only the beginning is here


def read_lines(path: Path) -> Iterator[RawLine]:
    """Yield the lines of a file one at a time, holding no more than one block and one line in memory."""
    for number, (data, is_cut) in enumerate(_byte_lines(path), start=1):
        if number == 1:
            data = data.removeprefix(BOM)
        text, is_windows = _decoded(data)
        yield RawLine(number=number, text=text, is_windows=is_windows, is_cut=is_cut)


def _byte_lines(path: Path) -> Iterator[tuple[bytes, bool]]:
    """Split at \\n, \\r\\n and a lone \\r; keep the beginning of an absurdly long line and drop the rest."""
    kept, is_cut = b"", False
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.endswith(b"\r"):
                block += file.read(1)  # do not split \r\n between two blocks
            *whole, rest = (kept + block).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
            for line in whole:
                yield line[:LONGEST_LINE], is_cut or len(line) > LONGEST_LINE
                is_cut = False
            is_cut = is_cut or len(rest) > LONGEST_LINE
            kept = rest[:LONGEST_LINE]
    if kept:
        yield kept, is_cut


def _decoded(data: bytes) -> tuple[str, bool]:
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        # five bytes mean nothing in Windows-1252; Latin-1 has a (control) character for every byte
        try:
            return data.decode("cp1252"), True
        except UnicodeDecodeError:
            return data.decode("latin-1"), True


def cells_of(text: str) -> list[str] | None:
    """Split one line into its cells; None where its quotation marks do not match."""
    try:
        rows = list(csv.reader([text], strict=True))
    except csv.Error:
        return None
    return rows[0] if rows else []
