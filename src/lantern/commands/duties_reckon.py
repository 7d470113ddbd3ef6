"""Reckon from scratch what is owed on every episode and in every case, and say where it is stored otherwise."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from lantern.actions import counting
from lantern.actions.projection import Difference
from lantern.actions.rebuilding import Rebuilt
from lantern.commands import _reckoning, _rules
from lantern.commands._showing import progress_shown
from lantern.commands._steps import say
from lantern.gateways import programs
from lantern.queries.reckoned import last_under
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


def run(argv: list[str]) -> int:
    """Print every difference, without a name; 1 where there was any, with --mend too.

    After a change of the rules a difference is what was expected: with --if-changed its number is printed, and 0 given.
    """
    asked = _parser().parse_args(argv)
    now, began = datetime.now(UTC), time.monotonic()
    under = (
        _rules.mark()
    )  # before all is reckoned: a file that is changed meanwhile is not what was reckoned by
    if asked.if_changed and last_under(by=SYSTEM, now=now) == under:
        say("What is owed was reckoned under these rules before.")
        return 0
    with progress_shown("Reckoning") as progress:
        counting.owe_for_away_unchecked(by=SYSTEM, now=now)  # what the clock alone began to owe
        found = _reckoning.rebuild(
            at_once=asked.at_once,
            mends=asked.mend or asked.if_changed,
            under=under,
            progress=lambda done: progress("Children reckoned", done),
            now=now,
        )
    if not asked.if_changed:
        for each in found.said:
            say(_said(each))
        if found.differ > len(found.said):
            say(f"{found.differ - len(found.said)} more.")
    seconds = round(time.monotonic() - began, 1)
    came_to = _came_to(found, mended=asked.mend or asked.if_changed)
    say(f"{found.children} children reckoned in {seconds} seconds: {came_to}")
    return 1 if found.differ and not asked.if_changed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern duties reckon", description=__doc__)
    parser.add_argument("--all", action="store_true", required=True, help="every child with a history")
    parser.add_argument(
        "--at-once",
        type=int,
        choices=range(1, programs.MOST_AT_ONCE + 1),
        default=programs.ONE_A_CORE,
        metavar="P",
        help=f"programs that reckon at once, 1 to {programs.MOST_AT_ONCE} (one a core, %(default)s)",
    )
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--mend", action="store_true", help="write what was reckoned where it differs")
    wanted.add_argument(
        "--if-changed",
        action="store_true",
        help="only where the duties, the partnership's folder or their code changed since: mend, and say how many",
    )
    return parser


def _said(each: Difference) -> str:
    """Say one difference by numbers and columns: no name, and no words that anybody typed."""
    of = f"episode {each.thread.episode}" if each.thread.episode else f"case of child {each.thread.child}"
    where = f"{each.code}, {of}, event {each.arises_from}"
    if each.stored is None:
        return f"{where}: owed, and not stored"
    if each.reckoned is None:
        return f"{where}: stored, and not owed"
    names = [name for name, value in each.reckoned.items() if each.stored[name] != value]
    changes = [f"{name} {each.stored[name]!s} is {each.reckoned[name]!s}" for name in names]
    return f"{where}: {'; '.join(changes)}"


def _came_to(found: Rebuilt, *, mended: bool) -> str:
    settled = f", {found.by_time} settled by time" if found.by_time else ""
    if not found.differ:
        return f"no difference{settled}."
    return f"{found.differ} differ{' and were mended' if mended else ''}{settled}."
