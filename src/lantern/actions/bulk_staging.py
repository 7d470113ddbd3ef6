"""Rows into unprotected temporary tables by COPY, and from there into the record in whole sets.

COPY straight into a table with row-level security is refused by the database, so every set goes this way; the
INSERT that follows is held to the writer's own visibility like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection, models

Values = Sequence[Any]

# Each holds what came in, and columns that the writer fills: which child, whether it is there already.
STAGES: dict[str, str] = {
    "bulk_child": "number text PRIMARY KEY, reference text, born_on date, sex text, ethnicity text, "
    "nationality text, languages text, pupil_number text, host_authority_id bigint, "
    "placement_provider_id bigint, recorded_at timestamptz, file text, line integer, child_id bigint, is_new boolean",
    "bulk_name": "number text, kind text, name text, search_key text",
    "bulk_unaccompanied": "number text, ceased_on date",
    "bulk_care": "number text, began_on date, ended_on date, reason_began text, legal_status text, "
    "category_of_need text, placement_code text, place_provider text, reason_ended text, "
    "reason_place_change text, urn text, home_postcode text, placement_postcode text, file text, line integer, "
    "child_id bigint, care_id bigint, state text",
    "bulk_absence": "place integer, number text, kind text, started_on date, ended_on date, "
    "child_id bigint, state text",
    "bulk_review": "number text, held_on date, code text",
}
# The columns that come in, in order: all before those that the writer fills.
INCOMING: dict[str, str] = {
    "bulk_child": "number, reference, born_on, sex, ethnicity, nationality, languages, pupil_number, "
    "host_authority_id, placement_provider_id, recorded_at, file, line",
    "bulk_name": "number, kind, name, search_key",
    "bulk_unaccompanied": "number, ceased_on",
    "bulk_care": "number, began_on, ended_on, reason_began, legal_status, category_of_need, placement_code, "
    "place_provider, reason_ended, reason_place_change, urn, home_postcode, placement_postcode, file, line",
    "bulk_absence": "place, number, kind, started_on, ended_on",
    "bulk_review": "number, held_on, code",
}


def lay_stages() -> None:
    """Make the temporary tables afresh; they go with the transaction."""
    with connection.cursor() as cursor:
        for name, columns in STAGES.items():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")


def copy_in(stage: str, rows: Iterable[Values]) -> None:
    """Copy rows into one of the stages."""
    _copy(f"COPY pg_temp.{stage} ({INCOMING[stage]}) FROM STDIN", rows)


def count_planned() -> None:
    """Let the planner know how much came in, or it joins as if there were nothing."""
    with connection.cursor() as cursor:
        for name in STAGES:
            cursor.execute(f"ANALYZE pg_temp.{name}")


def insert_set(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Values],
    *,
    keeps_what_is_there: bool = False,
) -> int:
    """Insert rows of one table as a set, by the model's field names, and give how many went in.

    `keeps_what_is_there` passes over a row that a unique constraint knows already; otherwise that is an error.
    """
    held = list(rows)
    same = _same_in_all(held)
    names = [_column(model, name) for name in fields]
    varying = [place for place in range(len(names)) if place not in same]
    columns, copied = ", ".join(names), ", ".join(names[place] for place in varying)
    given = ", ".join(
        f"%s::{_kind(model, fields[place])}" if place in same else name for place, name in enumerate(names)
    )
    table = model._meta.db_table
    passing = "ON CONFLICT DO NOTHING" if keeps_what_is_there else ""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.bulk_set")
        cursor.execute(
            f"CREATE TEMPORARY TABLE bulk_set ON COMMIT DROP AS SELECT {copied} FROM {table} WITH NO DATA"  # noqa: S608
        )
        _copy(f"COPY pg_temp.bulk_set ({copied}) FROM STDIN", _only(varying, held))
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {given} FROM pg_temp.bulk_set {passing}",  # noqa: S608
            [held[0][place] for place in sorted(same)],
        )
        return int(cursor.rowcount)


def _same_in_all(rows: Sequence[Values]) -> frozenset[int]:
    """Give the places of values that are the same in all rows: they are said once, and not copied row by row."""
    if len(rows) < 2:
        return frozenset()
    return frozenset(
        place
        for place, values in enumerate(zip(*rows, strict=True))
        if values.count(values[0]) == len(values)
    )


def _only(places: Sequence[int], rows: Sequence[Values]) -> Iterable[Values]:
    """Give each row's values at these places."""
    if len(places) == 1:
        return ((row[places[0]],) for row in rows)
    return map(itemgetter(*places), rows)


def _column(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(str(model._meta.get_field(name).column))  # type: ignore[union-attr]


def _kind(model: type[models.Model], name: str) -> str:
    """Give the type that a value is cast to: text is not cut to a column's length, it is refused as elsewhere."""
    said = str(model._meta.get_field(name).db_type(connection))
    return "text" if said.startswith("varchar") else said


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Take that many numbers from a table's own sequence, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            # the sequence is looked up once, not once a row, which took longer than all else here
            "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) s, "
            "generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _copy(statement: str, rows: Iterable[Values]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
