"""Where benchmarks run: a throw-away database server with a live installation's settings, disk writes and all."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.figures import timed
from lantern.gateways import postgres

_OURS = (
    "LANTERN_AS_OWNER",
    "LANTERN_POOL",
    "LANTERN_TESTING",
    "LANTERN_HTTPS",
    "LANTERN_ADDRESS",
    "SMTP_URL",
)
# As in production, and the moment of each commit is kept, so that a delay can be reckoned from it.
_SETTINGS = {**postgres.DURABLE, "track_commit_timestamp": "on"}


@dataclass(frozen=True)
class Ground:
    """A running server with one migrated database that others are copied from."""

    home: Path
    url: str
    owner_url: str

    def environment(self, database: str) -> Mapping[str, str]:
        """Give what a program needs to work in this database as a live installation."""
        kept = {name: value for name, value in os.environ.items() if name not in _OURS}
        return kept | {
            "DATABASE_URL": _named(self.url, database),
            "DATABASE_OWNER_URL": _named(self.owner_url, database),
            "DJANGO_SETTINGS_MODULE": "lantern.site.settings",
            "LANTERN_HOME": str(self.home),
            "LANTERN_MODE": "live",
            "LANTERN_ADDRESS": "https://lantern.example",
            "LANTERN_SECRET_KEY": "for benchmarks only",
        }

    @contextlib.contextmanager
    def database(self, name: str) -> Iterator[Mapping[str, str]]:
        """Give the environment of a fresh copy of the migrated database; drop it afterwards."""
        template = sql.Identifier(urlsplit(self.url).path.lstrip("/"))
        with psycopg.connect(_named(self.owner_url, "postgres"), autocommit=True) as connection:
            made = sql.Identifier(name)
            connection.execute(sql.SQL("create database {} template {}").format(made, template))
            try:
                yield self.environment(name)
            finally:
                try:
                    connection.execute(sql.SQL("drop database {} with (force)").format(made))
                except (
                    psycopg.errors.InsufficientPrivilege
                ):  # the server tidies it, which only the gentle way ends
                    connection.execute(sql.SQL("drop database {}").format(made))


@contextlib.contextmanager
def opened() -> Iterator[Ground]:
    """Start a server in a temporary folder and migrate its database; leave nothing of it behind."""
    home = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
    cluster = postgres.embedded(home=home, settings=_SETTINGS)
    try:
        with timed("Starting a database server of its own"):
            addresses = postgres.start(cluster).addresses
        ground = Ground(home=home, url=addresses.url, owner_url=addresses.owner_url)
        with timed("Making the tables"):
            subprocess.run(
                [sys.executable, "-m", "lantern", "migrate", "--verbosity=0"],
                env=ground.environment(urlsplit(addresses.url).path.lstrip("/")),
                check=True,
            )
        yield ground
    finally:
        postgres.stop(cluster)
        shutil.rmtree(home, ignore_errors=True)


def machine(url: str) -> str:
    """Describe what was measured on: cores, memory, versions, and how busy others keep it."""
    with psycopg.connect(url) as connection:
        version = connection.info.server_version
        durable = [
            connection.execute(sql.SQL("show {}").format(sql.Identifier(name))).fetchone()
            for name in ("fsync", "synchronous_commit", "shared_buffers")
        ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    fsync, commit, buffers = (row[0] if row else "?" for row in durable)
    return (
        f"{os.cpu_count()} cores, {memory / 2**30:.0f} GiB memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"PostgreSQL {version // 10000}.{version % 10000} (fsync {fsync}, synchronous_commit {commit}, "
        f"shared_buffers {buffers}), load {os.getloadavg()[0]:.1f}"
    )


def _named(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()
