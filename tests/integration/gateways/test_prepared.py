"""Values are bound by the server; several statements in one string go as text, and none of it is prepared."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DataError

pytestmark = pytest.mark.django_db


def asked(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchone()


def test_values_are_bound_by_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", ["O'Connor; DROP TABLE x"])
        assert cursor.fetchone() == ("O'Connor; DROP TABLE x",)
        assert b"$1" in cursor.cursor._query.query


def test_several_statements_at_once_are_sent_as_text_with_their_values_quoted() -> None:
    with connection.cursor() as cursor:
        for _ in range(8):  # more often than what is prepared
            cursor.execute(
                "SELECT set_config('lantern.tried', %s, true); SELECT current_setting('lantern.tried')",
                ["it's; so"],
            )
            cursor.nextset()
            assert cursor.fetchone() == ("it's; so",)


def test_fault_of_the_statement_is_told_as_django_tells_it() -> None:
    with pytest.raises(DataError), transaction.atomic():
        asked("SELECT 1 / %s::int", 0)
    assert asked("SELECT %s::int", 7) == (7,)
