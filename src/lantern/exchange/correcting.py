"""Try a corrected row of a return again: by the same reading and the same rules as the file it came in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from lantern.actions import imports
from lantern.actions.acting import acts
from lantern.actions.bulk_sets import NUMBER
from lantern.exchange.ssda903 import FORM, import_folder
from lantern.queries.imports import find_row
from lantern.queries.seeing import seen_as
from lantern.record.models import Child, ChildIdentifier, ImportRow
from lantern.returns.columns import COLUMNS, Table, table_of
from lantern.returns.rows import Disposition
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Role

Cells = Mapping[str, str]


@acts
def retry_row(*, reference: str, number: int, corrected: Cells, by: Actor, now: datetime) -> int:
    """Bring a corrected row in, as an import of this one row; refuse it with the reason where it still cannot go in.

    What it says of the child is held against the record. Either the row goes in and is marked as corrected, or
    nothing at all has changed.
    """
    row = find_row(reference=reference, number=number, by=by)
    if not may_be_tried(row.run.form, dict(corrected)):
        raise Refused("This row has no columns to correct. Correct the file and import it again.")
    if not any(value.strip() for value in corrected.values()):
        raise Refused("Nothing is left of the row. Correct it, or set it aside with a reason.")
    with tempfile.TemporaryDirectory(prefix="lantern-row-") as folder:
        _lay_out(Path(folder), row, corrected)
        imported = import_folder(
            folder=Path(folder), authority=row.authority.name, progress=lambda what, count: None, now=now
        )
    refused = [fault for fault in imported.faults if fault.disposition is Disposition.REFUSED]
    if refused:
        said = "; ".join(
            f"{fault.column}: {fault.reason}" if fault.column else fault.reason for fault in refused
        )
        raise Refused(f"The row still cannot go in. {said} Nothing was changed.", field=refused[0].column)
    imports.mark_corrected(
        reference=reference, number=number, corrected=dict(corrected), by=by, now=now
    )  # audits: last
    return number


def may_be_tried(form: str, cells: Cells) -> bool:
    """Say whether these are the columns of a table that a row can be tried in."""
    return form == FORM and table_of(tuple(cells)) is not None


def _lay_out(folder: Path, row: ImportRow, corrected: Cells) -> None:
    """Write the row as a file of its own, with the child as the record knows them where the row is not the child."""
    columns = [name for name in corrected if not name.startswith("(")]
    name = f"{Path(row.file).stem[:60]} line {row.line}.csv"
    _write(folder / name, columns, [corrected[column] for column in columns])
    if table_of(tuple(columns)) is not Table.HEADER:
        known = _as_the_record_knows(corrected.get("CHILD", "").strip(), authority_id=row.authority_id)
        if known is not None:
            _write(folder / "Header.csv", COLUMNS[Table.HEADER], known)


def _write(path: Path, header: Iterable[str], cells: Iterable[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(header), list(cells)])


def _as_the_record_knows(number: str, *, authority_id: int) -> tuple[str, ...] | None:
    """Give the child's line of the Header; None where the record knows no child by that number."""
    with seen_as(Actor(role=Role.IMPORTER, name="Import of a 903 return", organisation_id=authority_id)):
        known = ChildIdentifier.objects.filter(issued_by_id=authority_id, kind=NUMBER, value=number)
        child = Child.objects.filter(pk__in=known.values("child_id")).first()
    if child is None or child.date_of_birth is None:
        return None
    cells = {
        "CHILD": number,
        "SEX": child.sex,
        "DOB": f"{child.date_of_birth:%d/%m/%Y}",
        "ETHNIC": child.ethnicity,
    }
    return tuple(cells.get(column, "") for column in COLUMNS[Table.HEADER])
