"""What must stand before Lantern can serve: secret, front end, database, tables, demo people."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from lantern.commands import _database, _rules, verbs
from lantern.commands._database import Database
from lantern.commands._steps import say, step
from lantern.vocabulary.refusals import Refused

_CHECKOUT = Path(__file__).resolve().parents[3]


class StepFailed(Refused):
    """A step of set-up did not come to its end; what it said is part of the message."""


def prepare() -> Database:
    """Do every step that is not done yet and give the open database; the data folder must be held."""
    _settle_rules()
    _make_secret()
    assets = _begin_assets()
    with step("Database"):
        database = _database.open_database(adopt=True)
    try:
        _migrate(database)
        _fill_demo(database)
        _reckon(database)
        _finish_assets(assets)
    except BaseException:
        if assets is not None:
            assets.kill()
        _database.close_database(database)
        raise
    return database


def is_demo() -> bool:
    """Whether this installation runs with invented people."""
    return (os.environ.get("LANTERN_MODE") or "demo") == "demo"


def own_environment() -> dict[str, str]:
    """Give the environment for Lantern's own programs: the same, with the data folder as an absolute path."""
    return {**os.environ, "LANTERN_HOME": str(_database.home()), "PYTHONUNBUFFERED": "1"}


def lantern(*words: str) -> list[str]:
    """Give the command line of one of our verbs."""
    return [sys.executable, "-m", "lantern", *words]


def _settle_rules() -> None:
    if refused := _rules.settle():
        say(f"  The partnership's folder is not in force as it is. {refused}")
        say("  What Lantern read from it before is in force. Put it right, then start again.")


def _make_secret() -> None:
    key = _database.home() / "secret.key"
    if not key.exists():
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))


def _begin_assets() -> subprocess.Popen[str] | None:
    """Build the front end beside the database's steps; an installed package brings its own, built."""
    if "assets" not in verbs() or not (_CHECKOUT / "package-lock.json").exists():
        return None
    return subprocess.Popen(
        lantern("assets"),
        env=own_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _finish_assets(assets: subprocess.Popen[str] | None) -> None:
    if assets is not None:
        with step("Front end"):
            said, _ = assets.communicate()
            if assets.returncode:
                raise StepFailed(f"The front end could not be built:\n{said.strip()}")


def _migrate(database: Database) -> None:
    mark = _database.migrations_mark()
    if _database.is_done(database, what="migrations", mark=mark):
        say("  Tables are up to date")
        return
    with step("Tables"):
        _call("migrate", "--verbosity=0")
    _database.set_done(database, what="migrations", mark=mark)


def _fill_demo(database: Database) -> None:
    if not is_demo() or "demo" not in verbs() or _database.is_done(database, what="demo", mark="filled"):
        return
    with step("Invented people, if there is nobody yet"):
        _call("demo")
    _database.set_done(database, what="demo", mark="filled")


def _reckon(database: Database) -> None:
    """Reckon anew what is owed where the rules changed, before anybody is woken or reads a board by the old ones.

    Where that fails, Lantern starts all the same and says so: a record that cannot be opened at night is worse.
    """
    mark = _rules.mark()
    if _database.is_done(database, what="duties", mark=mark):
        return
    try:
        with step("What is owed, under these rules"):
            said = _call("duties", "reckon", "--all", "--if-changed", shows=True)
    except StepFailed as failed:
        say(failed.message)
        say(
            "  Lantern starts all the same. Until `lantern duties reckon --all --if-changed` comes to its end, what is"
        )
        say(
            "  owed may be shown as the rules before had it, and somebody may be told of what was over long ago."
        )
        return
    say(f"  {said.strip()}")
    _database.set_done(database, what="duties", mark=mark)


def _call(*words: str, shows: bool = False) -> str:
    """Run one of our verbs and give what it printed; one that `shows` how far it is does so on this terminal."""
    began = time.monotonic()
    shown = None if shows and sys.stderr.isatty() else subprocess.PIPE
    done = subprocess.run(
        lantern(*words), env=own_environment(), check=False, stdout=subprocess.PIPE, stderr=shown, text=True
    )
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr or ''}".strip()[-4000:]
        seconds = time.monotonic() - began
        raise StepFailed(f"`lantern {' '.join(words)}` failed after {seconds:.1f} s:\n{said}")
    return done.stdout
