"""The tests' own floor: refused skips, refused flushes, a closed network, databases that are each test's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.db import connection

from tests import throw_away

ROOT = Path(__file__).resolve().parents[2]


def pytest_on(tmp_path: Path, *files: str, **environment: str) -> tuple[int, str]:
    """Run pytest, with this project's fixtures and settings, on made-up files; give its code and what it said."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    for number, code in enumerate(files):
        (tmp_path / f"test_made_up_{number}.py").write_text(code)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-p", "no:cacheprovider", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


SKIPS = """
import pytest
def test_passes(): pass
def test_skips(): pytest.skip("no browser here")
@pytest.mark.shared
def test_lacks_files_beside(): pytest.skip("not laid here")
@pytest.mark.xfail
def test_fails_as_expected(): assert False
"""
WHOLE_FILE = "import pytest\npytest.skip('the whole file', allow_module_level=True)\n"
FLUSHING = """
import pytest
from django.test import TransactionTestCase
@pytest.mark.django_db(transaction=True)
def test_transaction(): pass
@pytest.mark.django_db(reset_sequences=True)
def test_sequences(): pass
def test_fixture(transactional_db): pass
def test_server(live_server): pass
@pytest.mark.django_db
def test_allowed(): pass
class TestOldStyle(TransactionTestCase):
    def test_method(self): pass
"""


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, times in names.items() if times > 1] == []


def test_skip_is_allowed_unless_refused(tmp_path: Path) -> None:
    code, said = pytest_on(tmp_path, SKIPS, WHOLE_FILE, LANTERN_REFUSE_SKIPS="")
    assert (code, said.splitlines()[-1].split(" in ")[0]) == (0, "1 passed, 3 skipped, 1 xfailed")


def test_skip_is_a_failure_where_refused(tmp_path: Path) -> None:
    code, said = pytest_on(tmp_path, SKIPS, LANTERN_REFUSE_SKIPS="1")
    assert (code, said.splitlines()[-1].split(" in ")[0]) == (1, "1 failed, 1 passed, 1 skipped, 1 xfailed")
    assert "no browser here" in said


def test_skipped_file_is_a_failure_where_refused(tmp_path: Path) -> None:
    code, said = pytest_on(tmp_path, WHOLE_FILE, LANTERN_REFUSE_SKIPS="1")
    assert (code, "the whole file" in said) == (2, True)


def test_flushing_tests_are_refused_before_any_runs(tmp_path: Path) -> None:
    code, said = pytest_on(tmp_path, FLUSHING)
    refused = [
        "test_transaction",
        "test_sequences",
        "test_fixture",
        "test_server",
        "TestOldStyle::test_method",
    ]
    names = ", ".join(f"test_made_up_0.py::{name}" for name in refused)
    assert (code, said.strip().splitlines()[-1]) == (
        4,
        "ERROR: These tests would flush the tables, which the append-only guards refuse. "
        f"Ask for `fresh_database` instead: {names}",
    )


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.invalid", 80)])
def test_network_is_closed(address: tuple[str, int]) -> None:
    with socket.socket() as tried, pytest.raises(OSError, match="Tests may not connect to"):
        tried.connect(address)


@pytest.mark.django_db
def test_rolled_back_tests_work_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user = %s, rolsuper or rolbypassrls from pg_roles where rolname = current_user",
            [connection.settings_dict["USER"]],
        )
        assert cursor.fetchone() == (True, False)


@pytest.mark.parametrize("turn", [1, 2])
def test_fresh_database_is_new_each_time_and_seen_by_other_programs(
    fresh_database: throw_away.TestDatabase, turn: int
) -> None:
    assert os.environ["DATABASE_URL"] == fresh_database.url
    assert Group.objects.count() == 0
    Group.objects.create(name=f"committed in turn {turn}")
    with psycopg.connect(fresh_database.owner_url) as other:
        found = other.execute("select name from auth_group").fetchall()
    assert found == [(f"committed in turn {turn}",)]
