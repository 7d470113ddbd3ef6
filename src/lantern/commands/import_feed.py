"""Import a nightly feed of children, legal status, relatives, placements, workers and telephone numbers."""

from __future__ import annotations

import argparse
import csv
import json
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from lantern.commands._showing import progress_shown
from lantern.commands._steps import say
from lantern.exchange import feed
from lantern.exchange.feed_mapping import mapping_called, shipped
from lantern.policies.feeding import Outcome
from lantern.returns.rows import Faulty
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.IMPORT_RETURN

SHOWN = 20
FIELDS = ("file", "line", "column", "value", "reason")


def run(argv: list[str]) -> int:
    """Import the folder and say what came of every line; 0 also where some lines were refused."""
    parser = argparse.ArgumentParser(prog="lantern import feed", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that holds the CSV files")
    parser.add_argument(
        "--mapping", required=True, help=f"one of {', '.join(shipped())}, or a .toml file of your own"
    )
    parser.add_argument("--authority", required=True, help="the name of the authority whose feed it is")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="print the counts and what was refused as JSON")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write every refused line here, as CSV")
    asked = parser.parse_args(argv)
    began = time.monotonic()
    with progress_shown("Looking through the folder") as progress:
        imported = feed.import_feed(
            folder=asked.folder,
            mapping=mapping_called(asked.mapping),
            authority=asked.authority,
            is_tried=asked.dry_run,
            progress=progress,
            now=datetime.now(UTC),
        )
    seconds = round(time.monotonic() - began, 1)
    if asked.report:
        _write_report(asked.report, imported.fed.faults)
    if asked.json:
        say(_as_json(imported, seconds=seconds))
    else:
        _print(imported, seconds=seconds, report=asked.report)
    return 0


def _as_json(imported: feed.FeedImported, *, seconds: float) -> str:
    told = {
        "authority": imported.authority,
        "run": imported.fed.run,
        "seconds": seconds,
        **imported.fed.counts,
        "files": [asdict(file) for file in imported.files],
        "changes": [asdict(change) for change in imported.fed.changes],
        "report": [_as_row(fault) for fault in imported.fed.faults],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_row(fault: Faulty) -> dict[str, str]:
    return {name: str(getattr(fault, name)) for name in FIELDS}


def _write_report(path: Path, faults: tuple[Faulty, ...]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(_as_row(fault) for fault in faults)


def _print(imported: feed.FeedImported, *, seconds: float, report: Path | None) -> None:
    fed, is_tried = imported.fed, not imported.fed.run
    for file in imported.files:
        for note in file.notes:
            say(f"{file.file}: {note}")
    if is_tried:
        for change in fed.changes:
            what = (
                "new"
                if change.outcome is Outcome.NEW and not change.columns
                else f"{change.outcome}: {', '.join(change.columns)}"
            )
            say(f"{change.file} line {change.line}, {change.table.replace('_', ' ')}: {what}")
    for fault in fed.faults[:SHOWN]:
        where = f"{fault.file} line {fault.line}" + (f" {fault.column}" if fault.column else "")
        say(f"{where} refused: {fault.reason}")
    if len(fed.faults) > SHOWN:
        where = f"All are in {report}." if report else "Add --report FILE to have them all in a CSV file."
        say(f"... and {len(fed.faults) - SHOWN:,} more. {where}")
    say()
    _print_counts(imported)
    if is_tried:
        say(f"\nTried for {imported.authority} in {seconds} s. Nothing was changed, and nothing is kept.")
        return
    say(f"\nImported for {imported.authority} in {seconds} s, as run {fed.run}. Nobody was told.")
    if fed.faults:
        say("Refused lines are not lost: they wait under Imports, each with what to do.")
    if again := fed.counts["corrected_here_and_sent_again"]:
        say(
            f"{again:,} of them were corrected here by hand before, and came again as they were: see who did it there."
        )


def _print_counts(imported: feed.FeedImported) -> None:
    counts = imported.fed.counts
    tables = list(counts["lines_read"])
    say(f"{'':<26} {'read':>9} {'new':>9} {'changed':>9} {'as it was':>9}")
    for table in tables:
        numbers = [counts[name][table] for name in ("lines_read", "new", "changed", "as_it_was")]
        say(f"{table.replace('_', ' ').capitalize():<26} " + " ".join(f"{number:>9,}" for number in numbers))
    say(f"{'Begins on a later day':<26} {counts['begins_on_a_later_day']:>9,}")
    say(f"{'Refused':<26} {counts['rows_refused']:>9,}")
