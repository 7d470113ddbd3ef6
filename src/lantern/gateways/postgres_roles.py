"""The two database roles and what they may do; and the checks on a database that somebody else runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from lantern.vocabulary.refusals import Refused

DATABASE = "lantern"
OWNER_ROLE = "lantern_owner"
APP_ROLE = "lantern_app"
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm")
OLDEST = 15


class DatabaseRefused(Refused):
    """The given database cannot be used; the message says what to do about it."""


def prepare(*, url: str, owner_url: str, superuser_url: str) -> None:
    """Make or renew both roles, the database and its extensions; changes nothing that is right already."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        # Tests make clones of the database, so the owner may create one; it may make no roles.
        _ensure_role(connection, owner_url, "CREATEDB")
        _ensure_role(connection, url, "NOCREATEDB")
        name = _database_of(url)
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
            owner = sql.Identifier(_user_of(owner_url))
            connection.execute(sql.SQL("create database {} owner {}").format(sql.Identifier(name), owner))
    with psycopg.connect(_with_database(superuser_url, name), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(
                sql.SQL("create extension if not exists {} schema public").format(sql.Identifier(extension))
            )


def check_given(*, url: str | None, owner_url: str | None) -> str:
    """Check a database that Lantern does not run itself, and give its version in words."""
    if not url or not owner_url:
        missing = "DATABASE_OWNER_URL" if url else "DATABASE_URL"
        raise DatabaseRefused(
            f"{missing} is not set. Set both: DATABASE_URL for the role that Lantern works as, and "
            "DATABASE_OWNER_URL for the role that owns the tables and changes them at an upgrade."
        )
    with _connect(owner_url, "DATABASE_OWNER_URL") as owner, _connect(url, "DATABASE_URL") as app:
        check_version(owner.info.server_version)
        _check_same_database(owner, app)
        _check_app_role(app, _user_of(owner_url))
        _check_owner(owner)
        ensure_extensions(owner)
        return f"PostgreSQL {_in_words(owner.info.server_version)}"


def check_version(number: int) -> None:
    """Refuse a server older than the oldest supported; `number` is as PostgreSQL counts, 150004 for 15.4."""
    if number < OLDEST * 10_000:
        raise DatabaseRefused(
            f"The database is PostgreSQL {_in_words(number)}. Lantern needs {OLDEST} or later: upgrade the "
            "server, or unset DATABASE_URL and DATABASE_OWNER_URL to use the one that comes with Lantern."
        )


def ensure_extensions(connection: psycopg.Connection[Any]) -> None:
    """Make the extensions that are missing, or say which command a superuser must run."""
    present = {row[0] for row in connection.execute("select extname from pg_extension")}
    missing = [name for name in EXTENSIONS if name not in present]
    try:
        for name in missing:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        commands = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        raise DatabaseRefused(
            f"The database lacks {_listed(missing)}, and its owner may not add them "
            f"({error.diag.message_primary}). Let a superuser run in it: {commands}"
        ) from error


def _ensure_role(connection: psycopg.Connection[Any], url: str, creates: str) -> None:
    role = _user_of(url)
    known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = "alter" if known else "create"
    rights = "login nosuperuser nobypassrls nocreaterole noreplication"
    connection.execute(
        sql.SQL("{verb} role {role} {rights} {creates} password {word}").format(
            verb=sql.SQL(verb),
            role=sql.Identifier(role),
            rights=sql.SQL(rights),
            creates=sql.SQL(creates),
            word=sql.Literal(unquote(urlsplit(url).password or "")),
        )
    )


def _connect(url: str, variable: str) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        raise DatabaseRefused(
            f"No connection to the database of {variable}: {reason}. It should read "
            "postgresql://ROLE:PASSWORD@HOST:5432/DATABASE. Is the server running, and may the role sign in?"
        ) from error


def _check_same_database(owner: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> None:
    question = "select current_database(), pg_postmaster_start_time()"
    if owner.execute(question).fetchone() != app.execute(question).fetchone():
        raise DatabaseRefused(
            "DATABASE_URL and DATABASE_OWNER_URL name different databases. Both must name one."
        )


def _check_app_role(app: psycopg.Connection[Any], owner: str) -> None:
    row = app.execute(
        "select current_user, rolsuper, rolbypassrls, pg_has_role(current_user, %s, 'member')"
        " from pg_roles where rolname = current_user",
        [owner],
    ).fetchone()
    role, superuser, bypasses, owns = row or ("", True, True, True)
    wrong = [
        words
        for holds, words in (
            (superuser, "is a superuser"),
            (bypasses and not superuser, "may bypass row-level security"),
            (owns and not superuser, f"is, or is a member of, the owner '{owner}'"),
        )
        if holds
    ]
    if wrong:
        raise DatabaseRefused(
            f"The role '{role}' of DATABASE_URL {_listed(wrong)}: it would then hold nobody back. "
            "Make a plain role for it: CREATE ROLE lantern_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '...';"
        )


def _check_owner(owner: psycopg.Connection[Any]) -> None:
    row = owner.execute(
        "select current_user, current_database(),"
        " has_schema_privilege('public', 'create') and has_database_privilege(current_database(), 'create')"
    ).fetchone()
    if row is None or not row[2]:
        role, database = row[:2] if row else ("?", "?")
        raise DatabaseRefused(
            f"The role '{role}' of DATABASE_OWNER_URL may not make tables in '{database}'. Let a superuser "
            f"run: ALTER DATABASE {database} OWNER TO {role};"
        )


def _in_words(number: int) -> str:
    return f"{number // 10_000}.{number % 10_000}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words)


def _user_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def _database_of(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


def _with_database(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()
