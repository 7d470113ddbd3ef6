"""Write what changed in several rows of one table in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


def write_each(rows: Sequence[models.Model], *fields: str) -> None:
    """Write these fields of these rows, all of one table, as the rows have them now.

    Django's own does the same by one branch for each row and field, which for a handful of rows takes longer to write
    down than to run, and is another statement for each number of rows.
    """
    if not rows:
        return
    columns = [rows[0]._meta.pk, *(rows[0]._meta.get_field(name) for name in fields)]
    values = [
        [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows]  # type: ignore[union-attr]
        for column in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(rows[0]), fields), values)


@cache
def _statement(kind: type[models.Model], fields: tuple[str, ...]) -> str:
    meta, quoted = kind._meta, connection.ops.quote_name
    columns = [meta.pk, *(meta.get_field(name) for name in fields)]
    names = [quoted(str(column.column)) for column in columns]  # type: ignore[union-attr]
    arrays = ", ".join(f"%s::{column.rel_db_type(connection)}[]" for column in columns)  # type: ignore[union-attr]
    said = ", ".join(f"{name} = said.{name}" for name in names[1:])
    return (
        f"UPDATE {quoted(meta.db_table)} AS held SET {said} "  # noqa: S608 - names of our own tables and columns
        f"FROM unnest({arrays}) AS said({', '.join(names)}) WHERE held.{names[0]} = said.{names[0]}"
    )


def insert_each(rows: Sequence[models.Model]) -> None:
    """Insert these rows, all of one table and none with a key yet, in one statement, and give each its key.

    Django's own asks each field of each row how it is written, which for hundreds of rows takes longer than writing
    them. Here each value is written as it is: no column may be one that Python holds otherwise than the driver does.
    """
    if not rows:
        return
    columns = _columns_of(type(rows[0]))
    values = [[getattr(row, name) for row in rows] for name in columns]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(rows[0])), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _columns_of(kind: type[models.Model]) -> list[str]:
    return [column.attname for column in kind._meta.concrete_fields if not column.primary_key]


@cache
def _insertion(kind: type[models.Model]) -> str:
    meta, quoted = kind._meta, connection.ops.quote_name
    columns = [column for column in meta.concrete_fields if not column.primary_key]
    names = ", ".join(quoted(str(column.column)) for column in columns)
    arrays = ", ".join(f"%s::{_type_of(column)}[]" for column in columns)
    key = quoted(str(meta.pk.column))
    return (
        f"INSERT INTO {quoted(meta.db_table)} ({names}) SELECT {names} "  # noqa: S608 - names of our own
        f"FROM unnest({arrays}) WITH ORDINALITY AS said({names}, place) ORDER BY place RETURNING {key}"
    )


def _type_of(column: Any) -> str:
    """Give a column's type; of a text without its length, since a cast to that would cut what the table refuses."""
    said = str(column.rel_db_type(connection))
    return "text" if said.startswith("varchar") else said
