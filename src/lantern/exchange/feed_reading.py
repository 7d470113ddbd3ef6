"""The files of a nightly feed, line by line: each a line that may go in, or a fault that says what to do."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from lantern.exchange.feed_mapping import FeedMapping, TableMapping
from lantern.policies.feeding import FeedLine
from lantern.returns.lines import NUL_SIGN, RawLine, cells_of, read_lines
from lantern.returns.rows import Disposition, Faulty
from lantern.vocabulary.feed import COLUMNS, PERIODS, Column, FeedTable, Kind, number_of
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.telephones import LOOKS_LIKE, is_number

_YES_NO = {
    "yes": "yes",
    "y": "yes",
    "1": "yes",
    "true": "yes",
    "no": "no",
    "n": "no",
    "0": "no",
    "false": "no",
}
_SEX = {"f": "F", "female": "F", "m": "M", "male": "M", "u": "U", "unknown": "U", "": ""}
_ROLE = "invo_professional_role_id"
_EARLIEST = date(1990, 1, 1)


class NoFeedHere(Refused):
    """The folder is not there, or holds none of the files that the mapping names."""


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """One file that was taken for a table, and what of it was passed over."""

    file: str
    table: FeedTable
    notes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Reading:
    """One line under way, and its first fault."""

    file: str
    line: int
    table: FeedTable
    mapping: TableMapping
    days: tuple[str, ...]
    row: Mapping[str, str]
    fault: Faulty | None = None
    values: dict[str, str] = field(default_factory=dict)

    def refuse(self, column: str, reason: str) -> None:
        """Note why this line does not go in; the first reason is the one that is kept."""
        self.fault = self.fault or _fault(
            self.file, self.line, self.mapping.columns.get(column, ""), reason, row=self.row
        )


def read_feed(folder: Path, *, mapping: FeedMapping) -> Iterator[FileRead | FeedLine | Faulty]:
    """Read the files that the mapping names, in the order of its tables; raise NoFeedHere where there is none."""
    if not folder.is_dir():
        raise NoFeedHere(f"There is no folder {folder}. Nothing was read.")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    named = [
        (table, known, path)
        for table, known in mapping.tables.items()
        for path in files
        if any(fnmatch.fnmatch(path.name.casefold(), name.casefold()) for name in known.files)
    ]
    if not named:
        wanted = ", ".join(name for known in mapping.tables.values() for name in known.files)
        raise NoFeedHere(f"None of the files of this mapping is in {folder} ({wanted}). Nothing was read.")
    for table, known, path in named:
        yield from _read_file(path, table, known, mapping.days)


def _read_file(
    path: Path, table: FeedTable, mapping: TableMapping, days: tuple[str, ...]
) -> Iterator[FileRead | FeedLine | Faulty]:
    lines = read_lines(path)
    first = next(lines, None)
    header = [cell.strip() for cell in cells_of(first.text) or []] if first else []
    folded = {name.casefold(): place for place, name in enumerate(header)}
    places = {ours: folded.get(theirs.casefold()) for ours, theirs in mapping.columns.items()}
    needed = [c.name for c in COLUMNS[table] if c.is_required and places.get(c.name) is None]
    if needed:
        lacking = ", ".join(mapping.columns[name] for name in needed)
        reason = (
            f"The first line has no column {lacking}. Nothing of this file went in. Send it again with it."
        )
        yield _fault(path.name, 1, "", reason[:400], row={})
        return
    absent = [mapping.columns[name] for name, place in places.items() if place is None]
    notes = (f"It has no column {', '.join(absent)}, which is left as it is.",) if absent else ()
    yield FileRead(file=path.name, table=table, notes=notes)
    for raw in lines:
        if raw.text.strip().strip(","):
            line = _read_line(raw, path.name, header, table, mapping, days)
            if line is not None:
                yield line


def _read_line(
    raw: RawLine,
    file: str,
    header: list[str],
    table: FeedTable,
    mapping: TableMapping,
    days: tuple[str, ...],
) -> FeedLine | Faulty | None:
    cells = None if raw.is_cut else cells_of(raw.text.replace("\0", NUL_SIGN))
    if cells is None or len(cells) != len(header):
        reason = (
            "The cells of this line do not fit the first line: a quotation mark or a comma is missing or too many. "
            "Correct it in the main system, so that it is sent again."
        )
        return _fault(file, raw.number, "", reason, row={"(line)": raw.text[:1000].replace("\0", NUL_SIGN)})
    row = dict(zip(header, cells, strict=True))
    reading = _Reading(file=file, line=raw.number, table=table, mapping=mapping, days=days, row=row)
    by_name = {name.casefold(): cell for name, cell in row.items()}
    for column in COLUMNS[table]:
        theirs = mapping.columns.get(column.name)
        if theirs is not None and theirs.casefold() in by_name:
            reading.values[column.name] = _value(reading, column, by_name[theirs.casefold()].strip())
    _check_period(reading)
    if reading.fault is None and reading.values.get(_ROLE) == "":
        return None  # the mapping says that this role is not kept here
    return reading.fault or FeedLine(
        table=table,
        file=file,
        line=raw.number,
        number=reading.values[number_of(table)],
        values=reading.values,
        columns=mapping.columns,
        row=row,
    )


def _value(reading: _Reading, column: Column, cell: str) -> str:
    if not cell:
        if column.is_required:
            reading.refuse(column.name, "This cell is empty and is needed. Fill it in the main system.")
        return ""
    if len(cell) > column.longest or not cell.isprintable():
        reason = f"This is longer than {column.longest} characters, or holds one that cannot be printed. Shorten it."
        reading.refuse(column.name, reason)
        return ""
    codes = reading.mapping.codes.get(column.name, {})
    if cell in codes:
        return codes[cell]
    read = _READ.get(column.kind)
    value = read(cell, reading.days) if read else cell
    if value is None:
        reading.refuse(column.name, _NOT_READ[column.kind])
        return ""
    return value


def _day(cell: str, days: tuple[str, ...]) -> str | None:
    for form in days:
        try:
            day = datetime.strptime(cell, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        return day.isoformat() if day >= _EARLIEST else None
    return None


_READ: Mapping[Kind, Callable[[str, tuple[str, ...]], str | None]] = {
    Kind.DAY: _day,
    Kind.SEX: lambda cell, days: _SEX.get(cell.casefold()),
    Kind.YES_NO: lambda cell, days: _YES_NO.get(cell.casefold()),
    Kind.TELEPHONE: lambda cell, days: cell if is_number(cell) else None,
    Kind.CAPACITY: lambda cell, days: None,  # the mapping's codes alone say what a worker's role is
}
_NOT_READ = {
    Kind.DAY: "This is not a day as this mapping writes days, or is before 1990. Correct it in the main system.",
    Kind.SEX: "This is not a word for the sex that the mapping knows. Add it to the mapping's codes.",
    Kind.YES_NO: "This is neither yes nor no. Correct it in the main system, or add it to the mapping's codes.",
    Kind.TELEPHONE: f"This is no telephone number. {LOOKS_LIKE} Correct it in the main system.",
    Kind.CAPACITY: "The mapping does not say what this role is here. Add it to the mapping's codes.",
}


def _check_period(reading: _Reading) -> None:
    first, last = PERIODS.get(reading.table, ("", ""))
    began, ended = reading.values.get(first, ""), reading.values.get(last, "")
    if began and ended and ended < began:
        reading.refuse(last, "This ends before it begins. Correct one of the days in the main system.")


def _fault(file: str, line: int, column: str, reason: str, *, row: Mapping[str, str]) -> Faulty:
    return Faulty(
        file=file,
        line=line,
        column=column,
        value=row.get(column, "")[:200],
        reason=reason,
        disposition=Disposition.REFUSED,
        row=row,
    )
