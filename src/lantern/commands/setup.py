"""Make everything ready up to the database, and leave nothing running."""

from __future__ import annotations

import argparse

from lantern.commands import _database, _running
from lantern.commands._prepare import prepare
from lantern.commands._steps import ending, say, time_options

TOUCHES_NO_CHILD = "it makes the place for records, and the verbs it calls answer for themselves"


def run(argv: list[str]) -> int:
    """Set up, then say how long it took."""
    parser = argparse.ArgumentParser(prog="lantern setup", description=__doc__)
    time_options(parser)
    asked = parser.parse_args(argv)
    home = _database.home()
    with _running.held(home=home, address="(being set up)"):
        is_cold = asked.cold or not (home / "secret.key").exists()
        _database.close_database(prepare())
    say(f"Set up {ending(began_at=asked.began_at, is_cold=is_cold)}. Next: make run")
    return 0
