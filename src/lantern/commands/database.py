"""Start, stop or look at the embedded database, or open its shell."""

from __future__ import annotations

import argparse
import os
import subprocess

from psycopg.conninfo import conninfo_to_dict

from lantern.commands import _database, _running
from lantern.commands._steps import say
from lantern.gateways import postgres
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission

# The shell shows what its role may see; who can read the passwords in the data folder could open it anyway.
PERMISSION = Permission.SET_UP
_VARIABLES = {"dbname": "database"}


def run(argv: list[str]) -> int:
    """Do one of start, stop, status, shell."""
    parser = argparse.ArgumentParser(prog="lantern database", description=__doc__)
    doings = parser.add_subparsers(dest="doing", required=True)
    doings.add_parser("start", help="start it and leave it running")
    stop = doings.add_parser("stop", help="stop it; your data stays")
    stop.add_argument("--force", action="store_true", help="even while Lantern is running on it")
    doings.add_parser("status", help="say whether it runs; exit 3 when it does not")
    shell = doings.add_parser("shell", help="open psql as the application's role")
    shell.add_argument("--owner", action="store_true", help="as the role that owns the tables")
    asked = parser.parse_args(argv)
    if _database.is_given() and asked.doing != "shell":
        raise Refused("DATABASE_URL is set: that database is not Lantern's to start or stop.")
    if asked.doing == "stop":
        return _stop(force=asked.force)
    if asked.doing == "shell":
        return _shell(as_owner=asked.owner)
    return {"start": _start, "status": _status}[asked.doing]()


def _start() -> int:
    database = _database.open_database(adopt=False)
    _database.kept(home=_database.home()).touch(mode=0o600)
    say(f"{'Started' if database.stop_after else 'Running already'}: {database.described}.")
    return 0


def _stop(*, force: bool) -> int:
    holder = _running.holder(home=_database.home())
    if holder is not None and not force:
        raise Refused(
            f"Lantern is running on it at {holder.address} (process {holder.pid}). Stop that first."
        )
    _database.kept(home=_database.home()).unlink(missing_ok=True)
    stopped = _database.home().is_dir() and postgres.stop(postgres.embedded(home=_database.home()))
    say("Stopped." if stopped else "It was not running.")
    return 0


def _status() -> int:
    found = postgres.running(postgres.embedded(home=_database.home()))
    if found is None:
        say("Not running.")
        return 3
    say(f"Running: process {found.pid}, 127.0.0.1:{found.addresses.port}, data in {_database.home()}.")
    return 0


def _shell(*, as_owner: bool) -> int:
    if _database.is_given():
        url = os.environ["DATABASE_OWNER_URL" if as_owner else "DATABASE_URL"]
        program = "psql"
    else:
        cluster = postgres.embedded(home=_database.home())
        found = postgres.running(cluster)
        if found is None:
            raise Refused("The database is not running. Start it with: lantern database start")
        url = found.addresses.owner_url if as_owner else found.addresses.url
        program = str(cluster.programs / "psql")
    # In the environment, not on the command line, where every user of the machine could read the password.
    words = {
        f"PG{_VARIABLES.get(name, name).upper()}": str(value) for name, value in conninfo_to_dict(url).items()
    }
    return subprocess.run([program], check=False, env={**os.environ, **words}).returncode
