"""Invent whole authorities of children, to try things on. In a demonstration only."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime

from lantern.commands._showing import progress_shown
from lantern.commands._steps import say
from lantern.exchange.simulation import Simulated, simulate
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.SIMULATE


def run(argv: list[str]) -> int:
    """Invent the children and say how many there are now."""
    asked = _parser().parse_args(argv)
    began = time.monotonic()
    now = (
        asked.until.replace(tzinfo=UTC) if asked.until else datetime.now(UTC).replace(second=0, microsecond=0)
    )
    with progress_shown("Laying out authorities") as progress:
        made = simulate(
            children=asked.children,
            years=asked.years,
            seed=asked.seed,
            authorities=asked.authorities,
            progress=progress,
            now=now,
        )
    _print(made, seconds=round(time.monotonic() - began, 1), is_json=asked.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern simulate", description=__doc__)
    parser.add_argument("--children", type=int, default=500, metavar="N", help="how many (500)")
    parser.add_argument("--years", type=int, default=2, metavar="Y", help="over how many years (2)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed, the same lives (1)")
    parser.add_argument("--authorities", type=int, metavar="A", help="over how many; else by the children")
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        help="when the story ends, as 2026-03-31T12:00 in UTC; else now",
    )
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    return parser


def _print(made: Simulated, *, seconds: float, is_json: bool) -> None:
    if is_json:
        counts = {
            "seconds": seconds,
            "authorities": list(made.authorities),
            **made.new,
            "clashes": made.clashes,
        }
        say(json.dumps(counts, indent=2))
        return
    say(f"{len(made.authorities)} invented authorities, in {seconds} s. New on the record:")
    for name, number in made.new.items():
        say(f"  {name.replace('_', ' ').capitalize():<32} {number:>9,}")
    if made.clashes:
        say(f"  {made.clashes:,} rows stood there in another form already, and were left as they are.")
