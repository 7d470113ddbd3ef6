"""Bring the database's tables up to date, as the role that owns them."""

from __future__ import annotations

import argparse
import os

import django
from django.core.management import call_command

from lantern.commands import _database

TOUCHES_NO_CHILD = "it changes the tables' form"
NEEDS_DJANGO = False  # it loads Django itself, after saying as whom


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
        call_command("migrate", interactive=False, check_unapplied=asked.check, verbosity=asked.verbosity)
    finally:
        _database.close_database(database)
    return 0
