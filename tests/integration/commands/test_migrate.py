"""`lantern migrate` as an operator runs it: it leaves alone what another version made."""

from __future__ import annotations

import subprocess
import sys

import psycopg

from tests.throw_away import TestDatabase


def migrate(database: TestDatabase, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lantern", "migrate", *words]
    return subprocess.run(command, env=database.environment, check=False, capture_output=True, text=True)


def applied(database: TestDatabase) -> list[tuple[str, str]]:
    with psycopg.connect(database.owner_url) as connection:
        return connection.execute("select app, name from django_migrations order by id").fetchall()


def test_nothing_waits_where_all_is_applied(fresh_database: TestDatabase) -> None:
    done = migrate(fresh_database, "--check")

    assert (done.returncode, done.stderr) == (0, "")


def test_a_database_of_another_version_is_refused_and_left_as_it_is(fresh_database: TestDatabase) -> None:
    with psycopg.connect(fresh_database.owner_url) as connection:
        connection.execute(
            "insert into django_migrations (app, name, applied) values ('record', '0001_initial', now())"
        )
    before = applied(fresh_database)

    done = migrate(fresh_database)

    assert done.returncode == 1
    assert "made by another version of Lantern (record.0001_initial). Nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
    assert applied(fresh_database) == before
