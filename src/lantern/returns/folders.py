"""Which files a folder holds, and which table each is: told from the header line, since names vary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from lantern.returns.columns import COLUMNS, READ_NOW, Table, table_of
from lantern.returns.lines import RawLine, cells_of, read_lines
from lantern.returns.rows import Disposition, Faulty, FileFound, FileState
from lantern.vocabulary.refusals import Refused

SHOWN_OF_HEADER = 120
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class NoReturnHere(Refused):
    """The folder is not there, cannot be opened, or holds no CSV file."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file that was looked at: what it is, where it lies, and its column names as they stand."""

    found: FileFound
    path: Path
    header: tuple[str, ...] = ()


def look_through(folder: Path) -> list[Opened]:
    """Look at each file of a folder, by name; raise NoReturnHere where there is nothing to read.

    Of two files with the same table the first by name is read and the second refused.
    """
    opened = [_look_at(path) for path in _files_of(folder)]
    taken: dict[Table, str] = {}
    for place, one in enumerate(opened):
        found = one.found
        if found.state is FileState.READ and found.table:
            if found.table in taken:
                why = f"{taken[found.table]} is read as the {found.table} table. Put one file of each here."
                opened[place] = replace(one, found=_refused(found, why))
            else:
                taken[found.table] = found.file
    return opened


def _files_of(folder: Path) -> list[Path]:
    try:
        if not folder.exists():
            raise NoReturnHere(f"There is no folder {folder}. Nothing was read.")
        if not folder.is_dir():
            raise NoReturnHere(
                f"{folder} is a file. Give the folder that holds the CSV files. Nothing was read."
            )
        files = sorted(
            (path for path in folder.iterdir() if path.is_file()),
            key=lambda path: (path.name.casefold(), path.name),
        )
    except PermissionError as error:
        raise NoReturnHere(f"The folder {folder} may not be opened from here. Nothing was read.") from error
    if not any(path.suffix.casefold() == ".csv" for path in files):
        raise NoReturnHere(f"There is no CSV file in {folder}. Nothing was read.")
    return files


def _look_at(path: Path) -> Opened:
    name = path.name.encode("utf-8", "replace").decode()
    if path.suffix.casefold() != ".csv":
        return Opened(found=FileFound(file=name, state=FileState.NOT_A_TABLE), path=path)
    found = FileFound(file=name, state=FileState.READ)
    try:
        found = replace(found, size=path.stat().st_size)
        with path.open("rb") as file:
            beginning = file.read(2)
        first = next(read_lines(path), None)
    except OSError:
        return Opened(found=_refused(found, "The file could not be opened."), path=path)
    if beginning in _UTF_16:
        why = "The file is written as UTF-16. Save it as CSV UTF-8."
        return Opened(found=_refused(found, why), path=path)
    if first is None or not first.text.strip():
        why = (
            "The file is empty."
            if found.size == 0
            else "The first line is empty; the column names belong there."
        )
        return Opened(found=_refused(found, why), path=path)
    return _look_at_header(path, found, first)


def _look_at_header(path: Path, found: FileFound, first: RawLine) -> Opened:
    header = tuple(cell.strip().upper() for cell in cells_of(first.text) or [])
    shown = first.text[:SHOWN_OF_HEADER]
    table = table_of(header)
    if table is None or first.is_cut:
        hint = (
            " The columns are parted by semicolons; commas are needed." if first.text.count(";") > 2 else ""
        )
        why = f"The first line does not have the column names of any table of the return.{hint}"
        return Opened(found=_refused(found, why, value=shown), path=path)
    found = replace(found, table=table)
    twice = sorted(name for name, count in Counter(header).items() if name and count > 1)
    lacking = [name for name in COLUMNS[table] if name not in header]
    if table not in READ_NOW:
        found = replace(found, state=FileState.NOT_READ_YET)
    elif lacking:
        found = _refused(found, f"As a {table} table it lacks {_listed(lacking)}.", value=shown)
    elif twice:
        found = _refused(found, f"There is more than one column {_listed(twice)}.", value=shown)
    else:
        found = replace(found, notes=_notes(table, header))
    return Opened(found=found, path=path, header=header)


def _notes(table: Table, header: tuple[str, ...]) -> tuple[str, ...]:
    extra = [name or "without a name" for name in header if name not in COLUMNS[table]]
    return (f"Ignored: column {_listed(extra)}, not of the {table} table.",) if extra else ()


def _listed(names: list[str]) -> str:
    return ", ".join(name[:SHOWN_OF_HEADER] for name in names)


def _refused(found: FileFound, reason: str, *, value: str = "") -> FileFound:
    fault = Faulty(
        file=found.file, line=1, column="", value=value, reason=reason, disposition=Disposition.REFUSED
    )
    return replace(found, state=FileState.REFUSED, fault=fault)
