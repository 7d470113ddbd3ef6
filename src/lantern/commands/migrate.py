"""Bring the database's tables up to date, as the role that owns them."""

from __future__ import annotations

import argparse
import os

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lantern.commands import _database
from lantern.vocabulary.refusals import Refused

TOUCHES_NO_CHILD = "it changes the tables' form"
NEEDS_DJANGO = False  # it loads Django itself, after saying as whom
_OURS = {"accounts", "record"}


def run(argv: list[str]) -> int:
    """Migrate as the owner; with --check only say whether anything waits."""
    parser = argparse.ArgumentParser(prog="lantern migrate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a migration waits")
    parser.add_argument("--verbosity", type=int, default=1, choices=(0, 1, 2))
    asked = parser.parse_args(argv)
    os.environ["LANTERN_AS_OWNER"] = "1"
    database = _database.open_database(adopt=False)
    try:
        django.setup()
        _refuse_another_version()
        call_command("migrate", interactive=False, check_unapplied=asked.check, verbosity=asked.verbosity)
    finally:
        _database.close_database(database)
    return 0


def _refuse_another_version() -> None:
    """Raise Refused where the tables were made by a Lantern whose migrations this one does not have."""
    loader = MigrationLoader(connection)
    unknown = sorted(
        f"{app}.{name}"
        for app, name in set(loader.applied_migrations) - set(loader.disk_migrations or ())
        if app in _OURS
    )
    if unknown:
        raise Refused(
            f"This database was made by another version of Lantern ({', '.join(unknown)}). Nothing was changed. "
            "Run the version that made it. If it holds a demonstration only, name an empty folder in "
            "LANTERN_HOME, or an empty database, and start again."
        )
