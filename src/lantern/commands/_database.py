"""Which database this installation uses, and how far its set-up has come."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from lantern.gateways import postgres, postgres_roles

PACKAGE = Path(__file__).resolve().parents[1]


def home() -> Path:
    """Give the data folder, LANTERN_HOME, as an absolute path."""
    return Path(os.environ.get("LANTERN_HOME") or ".lantern").absolute()


def is_given() -> bool:
    """Say whether somebody else runs the database."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_OWNER_URL"))


@dataclass(frozen=True)
class Database:
    """A database that answers. `cluster` is there only for the one that Lantern runs itself."""

    owner_url: str
    described: str
    cluster: postgres.Cluster | None = None
    stop_after: bool = False


def kept(*, home: Path) -> Path:
    """Give the file that says: `lantern database start` was asked to leave the database running."""
    return home / "database.kept"


def open_database(*, adopt: bool) -> Database:
    """Start the embedded database, or check the given one; refuse with what to do about it.

    Only who holds the data folder may `adopt`: a database left over from a killed run is then stopped too.
    """
    if is_given():
        url, owner_url = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
        version = postgres_roles.check_given(url=url, owner_url=owner_url)
        return Database(owner_url=owner_url or "", described=f"{version}, as given")
    cluster = postgres.embedded(home=home())
    found = postgres.start(cluster)
    return Database(
        owner_url=found.addresses.owner_url,
        described=f"PostgreSQL on 127.0.0.1:{found.addresses.port}, data in {cluster.data}",
        cluster=cluster,
        stop_after=found.started or (adopt and not kept(home=home()).exists()),
    )


def close_database(database: Database) -> None:
    """Stop the embedded database, unless it ran before and is to go on running."""
    if database.cluster is not None and database.stop_after:
        postgres.stop(database.cluster)


def is_done(database: Database, *, what: str, mark: str) -> bool:
    """Say whether this step of set-up left this mark in the database itself."""
    return _marks(database).get(what) == mark


def set_done(database: Database, *, what: str, mark: str) -> None:
    """Leave a mark in the embedded database's comment, where it shares the data's fate.

    A given database is never marked: its comment is not ours, and checking again is cheap enough there.
    """
    if database.cluster is None:
        return
    marks = _marks(database) | {what: mark}
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(
            sql.SQL("comment on database {} is {}").format(name, sql.Literal(json.dumps(marks)))
        )


def _marks(database: Database) -> dict[str, str]:
    if database.cluster is None:
        return {}
    question = (
        "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
    )
    with psycopg.connect(database.owner_url) as connection:
        row = connection.execute(question).fetchone()
    try:
        return dict(json.loads(row[0])) if row and row[0] else {}
    except ValueError:
        return {}


def migrations_mark() -> str:
    """Fingerprint what decides what migrating does: our migrations, settings, installed packages."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.glob("*/migrations/*"), PACKAGE / "site" / "settings.py"]):
        if path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    installed = sorted(f"{found.name}=={found.version}" for found in importlib.metadata.distributions())
    digest.update("\n".join(installed).encode())
    return digest.hexdigest()
