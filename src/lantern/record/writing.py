"""Write what changed in several rows of one table in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

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
