"""A folder of CSV files into clean rows and faults, one line at a time and always in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from lantern.returns.cells import Cells
from lantern.returns.columns import READ_NOW, Table
from lantern.returns.folders import Opened, look_through
from lantern.returns.lines import LONGEST_LINE, NUL_SIGN, RawLine, cells_of, read_lines
from lantern.returns.periods import Overlaps, Repeats, find_overlaps
from lantern.returns.rows import FileDone, FileState, Line, Reading, Row
from lantern.returns.rules import ROW_READERS, Children

# The tables whose rows must not overlap: read twice, once for the overlaps and once for the rows.
_PERIODS = frozenset({Table.EPISODES, Table.MISSING})
_WHOLE_LINE = "(line)"
LONGEST_NAME = 60


def read_folder(folder: Path, *, today: date) -> Iterator[Reading]:
    """Yield what each file is, then every line of the tables read now, each file closed by its count.

    `today` is the day of the import in London: a day after it has not happened. Raise NoReturnHere at once
    where the folder cannot be read. Memory stays bounded by what one table's checks need, not by its rows.
    """
    opened = look_through(folder)
    return _readings(opened, today)


def _readings(opened: list[Opened], today: date) -> Iterator[Reading]:
    yield from (one.found for one in opened)
    children = Children()
    for table in READ_NOW:
        for one in opened:
            if one.found.table is table and one.found.state is FileState.READ:
                yield from read_table(one, children=children, today=today)


def read_table(opened: Opened, *, children: Children, today: date) -> Iterator[Line | FileDone]:
    """Yield the lines of one file whose header was understood, then its count."""
    reader = _TableReader(opened=opened, children=children, today=today)
    yield from reader.lines()
    yield reader.done()


@dataclass(kw_only=True)
class _TableReader:
    opened: Opened
    children: Children
    today: date
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        found = self.opened.found
        assert found.table is not None, "only a file whose table is known is read"
        self.table, self.file = found.table, found.file
        self.names = tuple(
            name[:LONGEST_NAME] or f"(cell {n})" for n, name in enumerate(self.opened.header, 1)
        )

    def lines(self) -> Iterator[Line]:
        is_period = self.table in _PERIODS
        overlaps = find_overlaps(self.table, self._single_lines()) if is_period else Overlaps()
        repeats = Repeats(self.table)
        for cells, row in self._cells_and_rows():
            if row:
                may_repeat = not is_period or cells.line in overlaps.may_repeat
                refusal = repeats.refusal_of(row, cells.line) if may_repeat else None
                refusal = refusal or overlaps.refusals.get(cells.line)
                if refusal:
                    cells.refuse(refusal.column, refusal.reason, rule=refusal.rule)
                    row = None
            line = self._line(cells, row)
            self._count(line)
            yield line

    def done(self) -> FileDone:
        counts = {name: self.counts[name] for name in ("clean", "altered", "refused", "empty")}
        rows = counts["clean"] + counts["altered"] + counts["refused"]
        return FileDone(file=self.file, table=self.table, rows=rows, **counts)

    def _count(self, line: Line) -> None:
        if line.is_refused:
            self.counts["refused"] += 1
        elif line.row is None:
            self.counts["empty"] += 1
        else:
            self.counts["altered" if line.faults else "clean"] += 1

    def _line(self, cells: Cells, row: Row | None) -> Line:
        return Line(file=self.file, table=self.table, line=cells.line, row=row, faults=tuple(cells.faults))

    def _single_lines(self) -> Iterator[Line]:
        """Yield lines as each is by itself, before it is held against the others of its child."""
        for cells, row in self._cells_and_rows():
            yield self._line(cells, row)

    def _cells_and_rows(self) -> Iterator[tuple[Cells, Row | None]]:
        read_row = ROW_READERS[self.table]
        for raw in islice(read_lines(self.opened.path), 1, None):
            cells, holds_row = self._cells(raw)
            yield cells, read_row(cells, self.children) if holds_row and not cells.is_refused else None

    def _cells(self, raw: RawLine) -> tuple[Cells, bool]:
        """Give a line's cells by column name, and whether it holds a row at all."""
        text = raw.text.replace("\0", NUL_SIGN)
        values = None if raw.is_cut else cells_of(text)
        cells = Cells(file=self.file, line=raw.number, row={_WHOLE_LINE: text}, today=self.today)
        if values is None:
            too_long = f"The line is longer than {LONGEST_LINE} bytes. Only its beginning is kept here."
            cells.refuse(_WHOLE_LINE, too_long if raw.is_cut else "The quotation marks do not match.")
            return cells, False
        if not any(value.strip() for value in values):
            return cells, False
        cells.row = {self._name(n): value for n, value in enumerate(values)}
        if tuple(value.strip().upper() for value in values) == self.opened.header:
            cells.alter(_WHOLE_LINE, "The column names again. Left out; no row is lost.")
            return cells, False
        self._check_shape(cells, values)
        if raw.is_windows:
            for name, value in cells.row.items():
                if not value.isascii():
                    cells.alter(name, "Not UTF-8. Read as Windows-1252.")
        return cells, True

    def _name(self, place: int) -> str:
        return self.names[place] if place < len(self.names) else f"(cell {place + 1})"

    def _check_shape(self, cells: Cells, values: list[str]) -> None:
        """Refuse a line with too few cells, or too many not empty: its values may be in the wrong place."""
        wanted = len(self.names)
        if len(values) < wanted:
            cells.refuse(_WHOLE_LINE, f"The line has {len(values)} cells; the columns are {wanted}.")
        elif any(value.strip() for value in values[wanted:]):
            cells.refuse(self._name(wanted), f"The line has {len(values)} cells; the columns are {wanted}.")
        elif len(values) > wanted:
            cells.alter(
                self._name(wanted), f"{len(values) - wanted} empty cells after the last column left out."
            )
