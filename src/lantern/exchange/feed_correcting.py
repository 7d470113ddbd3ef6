"""Try a corrected row of a nightly feed again: by the same reading, the same mapping and the same rules as the feed."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from lantern.actions import feed, imports
from lantern.actions.acting import acts
from lantern.exchange.feed import read_lines_of
from lantern.exchange.feed_mapping import BadMapping, FeedMapping, mapping_called, mapping_kept, shipped
from lantern.policies.feeding import FeedLine
from lantern.queries.imports import RowLine, find_row, line_of
from lantern.returns.rows import Faulty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.feed import FORM
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Role

Cells = Mapping[str, str]


@acts
def retry_row(*, reference: str, number: int, corrected: Cells, by: Actor, now: datetime) -> int:
    """Bring a corrected row of a feed in, as the feed would; refuse it with the reason where it still cannot go in.

    Either the row goes in and is marked as corrected by this person, or nothing at all has changed. What goes in is a
    person's word: the feed does not write over it afterwards.
    """
    row = find_row(reference=reference, number=number, by=by)
    mapping = mapping_of(line_of(row))
    if mapping is None:
        raise Refused(
            "This row cannot be corrected here. Correct it in the main system, so that it is sent again."
        )
    if not any(value.strip() for value in corrected.values()):
        raise Refused("Nothing is left of the row. Correct it, or set it aside with a reason.")
    fed = feed.write_corrected(
        authority_id=row.authority_id,
        number_kind=mapping.number_kind,
        lines=_read(row.file, corrected, mapping),
        by=Actor(
            role=Role.IMPORTER,
            name=f"Nightly feed ({mapping.name}), row corrected by {by.name}"[:200],
            organisation_id=row.authority_id,
        ),
        now=now,
    )
    _check_went_in(fed)
    imports.mark_corrected(
        reference=reference, number=number, corrected=dict(corrected), by=by, now=now
    )  # audits: last
    return number


def may_be_tried(row: RowLine) -> bool:
    """Say whether this is a row of a feed whose columns are known."""
    return mapping_of(row) is not None


def mapping_of(row: RowLine) -> FeedMapping | None:
    """Give the mapping by which this row was read; None for what has no columns, or was read by one not kept."""
    head, _, name = row.form.partition(" ")
    if head != FORM or not row.text or row.text[0][0].startswith("("):
        return None
    if row.mapping:
        return mapping_kept(name, row.mapping)
    try:
        return mapping_called(name) if name in shipped() else None
    except BadMapping:
        return None


def in_order(row: RowLine) -> tuple[tuple[str, str], ...]:
    """Give the row's cells in the order of the feed's columns; the database keeps them in its own."""
    mapping = mapping_of(row)
    if mapping is None:
        return row.text
    tables = [table.columns for table in mapping.tables.values()]
    # The table of the row is the one that knows most of its columns: "Telephone" stands in several.
    known = max(tables, key=lambda columns: sum(name in columns.values() for name, _ in row.text))
    places = {theirs: place for place, theirs in enumerate(known.values())}
    return tuple(sorted(row.text, key=lambda cell: (places.get(cell[0], len(places)), cell[0])))


def _read(file: str, corrected: Cells, mapping: FeedMapping) -> list[FeedLine | Faulty]:
    """Write the row as a file of its own, under the name it came in, and read it as the feed's files are read."""
    with tempfile.TemporaryDirectory(prefix="lantern-row-") as folder:
        with (Path(folder) / Path(file).name).open("w", newline="", encoding="utf-8") as target:
            csv.writer(target).writerows([list(corrected), list(corrected.values())])
        return list(read_lines_of(Path(folder), mapping=mapping, files=[]))


def _check_went_in(fed: feed.Fed) -> None:
    if fed.faults:
        first = fed.faults[0]
        said = "; ".join(
            f"{each.column}: {each.reason}" if each.column else each.reason for each in fed.faults
        )
        raise Refused(f"The row still cannot go in. {said} Nothing was changed.", field=first.column)
    if fed.counts["begins_on_a_later_day"]:
        raise Refused(
            "This begins on a day still to come, and a feed brings it on that day. Correct it in the main system, or "
            "here on that day. Nothing was changed."
        )
    if not any(fed.counts["lines_read"].values()):
        raise Refused("The mapping passes such a row over: nothing of it is kept here. Nothing was changed.")
