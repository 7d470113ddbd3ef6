"""A database server for one run of the tests, and as many databases in it as they ask for.

The server is started when the first test needs it. DATABASE_URL and DATABASE_OWNER_URL name another to use;
LANTERN_TEST_PG_BIN the folder of another PostgreSQL's programs.
"""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from lantern.gateways import postgres, postgres_folder, postgres_roles
from tests import kept_template

VACUUM_SECONDS = 30
TEMPLATE = "lantern_test_template"
_OURS = ("LANTERN_AS_OWNER", "LANTERN_POOL", "LANTERN_MODE", "LANTERN_HTTPS", "LANTERN_ADDRESS", "SMTP_URL")


def prepare_environment() -> None:
    """Set what Lantern's settings read: a temporary home, and the address where the server will answer."""
    for name in _OURS:
        os.environ.pop(name, None)
    home = Path(tempfile.mkdtemp(prefix="lantern-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.update(LANTERN_TESTING="1", LANTERN_HOME=str(home), LANTERN_SECRET_KEY="for tests only")
    if os.environ.get("LANTERN_TEST_PG_BIN"):
        os.environ["LANTERN_PG_BIN"] = os.environ["LANTERN_TEST_PG_BIN"]
    if not os.environ.get("DATABASE_URL"):
        found = kept_template.kept()
        addresses = found.addresses() if found else postgres.Addresses.new(port=postgres_folder.free_port())
        cluster = postgres.embedded(home=home, settings=postgres.THROW_AWAY)
        postgres_folder.write_addresses(cluster, addresses)


@dataclass(frozen=True)
class TestDatabase:
    """One database, as each of the two roles reaches it."""

    __test__ = False

    url: str
    owner_url: str

    @property
    def name(self) -> str:
        return urlsplit(self.url).path.lstrip("/")

    @property
    def environment(self) -> dict[str, str]:
        """What a program started by a test needs to work in this database."""
        return {**os.environ, "DATABASE_URL": self.url, "DATABASE_OWNER_URL": self.owner_url}

    def named(self, name: str) -> TestDatabase:
        """Give another database of the same server."""

        def renamed(url: str) -> str:
            return urlsplit(url)._replace(path=f"/{name}").geturl()

        return TestDatabase(url=renamed(self.url), owner_url=renamed(self.owner_url))


class Server:
    """A running server, with one migrated template that every test's database is copied from."""

    def __init__(self, given: TestDatabase, *, template: str = "") -> None:
        self._given = given
        self._prefix = f"lantern_test_{os.getpid()}"
        self._numbers = itertools.count(1)
        self._template = given.named(template or f"{self._prefix}_template")
        self._made: list[TestDatabase] = []

    def migrate_template(self) -> None:
        """Make the template by the very command that an operator runs."""
        self._as_owner("create database {}", self._template)
        self._made.append(self._template)
        with psycopg.connect(self._template.owner_url, autocommit=True) as connection:
            postgres_roles.ensure_extensions(connection)
        done = subprocess.run(
            [sys.executable, "-m", "lantern", "migrate", "--verbosity=0"],
            env=self._template.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            pytest.fail(f"The migrations failed:\n{done.stdout}\n{done.stderr}"[-3000:], pytrace=False)

    def copy(self) -> TestDatabase:
        """Make a fresh copy of the template."""
        made = self._given.named(f"{self._prefix}_{next(self._numbers)}")
        self._as_owner("create database {} template {} strategy file_copy", made, self._template)
        self._made.append(made)
        return made

    def drop(self, database: TestDatabase) -> None:
        """Drop a copy, ending whatever still uses it.

        A vacuum that the server itself started there belongs to no role, and the owner may not end it: it is
        waited for.
        """
        until = time.monotonic() + VACUUM_SECONDS
        while True:
            try:
                self._as_owner("drop database if exists {} with (force)", database)
                break
            except psycopg.errors.InsufficientPrivilege:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        self._made.remove(database)

    def drop_all(self) -> None:
        """Leave nothing of this run on a server that was given."""
        for database in list(self._made):
            self.drop(database)

    def _as_owner(self, statement: str, *databases: TestDatabase) -> None:
        names = [sql.Identifier(database.name) for database in databases]
        with psycopg.connect(self._given.owner_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*names))


def start_server() -> Server:
    """Start the throw-away server, or take the given one, with its migrated template."""
    url, owner_url = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if url and owner_url:
        server = Server(TestDatabase(url=url, owner_url=owner_url))
        server.migrate_template()
        return server
    cluster = postgres.embedded(home=Path(os.environ["LANTERN_HOME"]), settings=postgres.THROW_AWAY)
    atexit.register(postgres.stop, cluster)
    found = kept_template.kept()
    if found is None:
        server = _served(cluster)
        server.migrate_template()
        return server
    found.bring(cluster, make=lambda: _make(cluster))
    return _served(cluster)


def _served(cluster: postgres.Cluster) -> Server:
    addresses = postgres.start(cluster).addresses
    return Server(TestDatabase(url=addresses.url, owner_url=addresses.owner_url), template=TEMPLATE)


def _make(cluster: postgres.Cluster) -> None:
    _served(cluster).migrate_template()
    postgres.stop(cluster)
