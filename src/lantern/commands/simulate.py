"""Invent whole authorities of children, to try things on. In a demonstration only."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime

from lantern.commands._showing import progress_shown
from lantern.commands._steps import say
from lantern.exchange.published import NO_FIGURE, NOT_REPRODUCED
from lantern.exchange.simulated_beside import Line, lines_beside, sources_of
from lantern.exchange.simulation import Simulated, simulate, simulate_england
from lantern.gateways import programs
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.SIMULATE
_STOPPED = "Stopped. Every authority begun is whole on the record; the same command goes on with the next."


def run(argv: list[str]) -> int:
    """Invent the children, say how many there are now, and print their shape beside the published figures."""
    asked = _parser().parse_args(argv)
    began = time.monotonic()
    now = (
        asked.until.replace(tzinfo=UTC) if asked.until else datetime.now(UTC).replace(second=0, microsecond=0)
    )
    try:
        made = _made(asked, now=now)
    except KeyboardInterrupt:
        say(_STOPPED if asked.england else "Stopped.")
        return 130
    seconds = round(time.monotonic() - began, 1)
    lines = lines_beside(made.shape, is_england=asked.england)
    if asked.json:
        _print_json(made, lines, seconds=seconds)
    else:
        _print(made, seconds=seconds)
        _print_shape(lines, now=now)
    return 0


def _made(asked: argparse.Namespace, *, now: datetime) -> Simulated:
    with progress_shown("Laying out authorities") as progress:
        if asked.england:
            return simulate_england(
                years=asked.years, seed=asked.seed, at_once=asked.at_once, progress=progress, now=now
            )
        return simulate(
            children=asked.children,
            years=asked.years,
            seed=asked.seed,
            authorities=asked.authorities,
            progress=progress,
            now=now,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern simulate", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--children", type=int, default=500, metavar="N", help="how many (500)")
    size.add_argument(
        "--england", action="store_true", help="a country the size of England; takes some minutes"
    )
    parser.add_argument("--years", type=int, default=2, metavar="Y", help="over how many years (2)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed, the same lives (1)")
    parser.add_argument("--authorities", type=int, metavar="A", help="over how many; else by the children")
    parser.add_argument(
        "--at-once",
        type=int,
        default=programs.ONE_A_CORE,
        metavar="P",
        help="for England: programs that write at once (one a core, %(default)s)",
    )
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        help="when the story ends, as 2026-03-31T12:00 in UTC; else now",
    )
    parser.add_argument("--json", action="store_true", help="print counts and shape as JSON")
    return parser


def _print_json(made: Simulated, lines: list[Line], *, seconds: float) -> None:
    published = {line.measure: line.published for line in lines if line.published}
    say(
        json.dumps(
            {
                "seconds": seconds,
                "authorities": list(made.authorities),
                **made.new,
                "clashes": made.clashes,
                "were_there": made.were_there,
                "shape": dict(made.shape),
                "published": {
                    measure: {"figure": each.figure, "year": each.year, "source": each.source.address}
                    for measure, each in published.items()
                },
                "not_reproduced": list(NOT_REPRODUCED),
            },
            indent=2,
        )
    )


def _print(made: Simulated, *, seconds: float) -> None:
    say(f"{len(made.authorities)} invented authorities, in {seconds} s. New on the record:")
    for name, number in made.new.items():
        say(f"  {name.replace('_', ' ').capitalize():<32} {number:>9,}")
    if made.were_there:
        say(f"  {made.were_there} authorities were there already, from an earlier run with this seed.")
    if made.clashes:
        say(f"  {made.clashes:,} rows stood there in another form already, and were left as they are.")


def _print_shape(lines: list[Line], *, now: datetime) -> None:
    """Print the table, its sources, and what it does not show."""
    sources = sources_of(lines)
    say(f"\nShape: the 365 days to {now:%d %B %Y}, counted in the record, beside published figures")
    say(f"  {'':<40} {'here':>9}   published, year to 31 March, [source]")
    for line in lines:
        said = line.published
        beside = f"{said.figure}, {said.year} [{sources.index(said.source) + 1}]" if said else "-"
        say(f"  {line.title:<40} {line.counted:>9}   {beside}")
    say("\nSources (official statistics, with warnings against comparing years and authorities):")
    for number, source in enumerate(sources, start=1):
        say(f"  [{number}] {source.name} ({source.read})\n      {source.address}")
    say("\nPublished, and not shown here:")
    for words in NOT_REPRODUCED:
        say(f"  - {words}")
    say(f"\nMade up, since no figure was read: {'; '.join(NO_FIGURE)}.")
