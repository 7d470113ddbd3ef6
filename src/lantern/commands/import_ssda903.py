"""Import a statutory return: a folder of 903 CSV files into the record of one authority."""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lantern.commands._showing import progress_shown
from lantern.commands._steps import say
from lantern.exchange import ssda903
from lantern.returns.rows import Faulty, FileState
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.IMPORT_RETURN

SHOWN = 20
FIELDS = ("file", "line", "column", "value", "reason", "rule", "disposition")


def run(argv: list[str]) -> int:
    """Import the folder and say what came of every row; 0 also where some rows wait to be corrected."""
    parser = argparse.ArgumentParser(prog="lantern import ssda903", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that holds the CSV files")
    parser.add_argument("--authority", required=True, help="the name of the authority whose return it is")
    parser.add_argument("--json", action="store_true", help="print the summary and the report as JSON")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write every refused or altered row here")
    asked = parser.parse_args(argv)
    began = time.monotonic()
    with progress_shown("Looking through the folder") as progress:
        imported = ssda903.import_folder(
            folder=asked.folder, authority=asked.authority, progress=progress, now=datetime.now(UTC)
        )
    seconds = round(time.monotonic() - began, 1)
    if asked.report:
        _write_report(asked.report, imported.faults)
    if asked.json:
        say(json.dumps(_as_json(imported, seconds=seconds), ensure_ascii=False, indent=2))
    else:
        _print(imported, seconds=seconds, report=asked.report)
    return 0


def _as_json(imported: ssda903.Imported, *, seconds: float) -> dict[str, Any]:
    return {
        "authority": imported.authority,
        "run": imported.run,
        "seconds": seconds,
        **imported.counts,
        "files": [
            {
                "file": found.file,
                "table": found.table.value if found.table else None,
                "state": found.state.value,
                "notes": list(found.notes),
            }
            for found in imported.files
        ],
        "report": [_as_row(fault) for fault in imported.faults],
    }


def _as_row(fault: Faulty) -> dict[str, Any]:
    return {name: str(getattr(fault, name)) if name != "line" else fault.line for name in FIELDS}


def _write_report(path: Path, faults: list[Faulty]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(_as_row(fault) for fault in faults)


def _print(imported: ssda903.Imported, *, seconds: float, report: Path | None) -> None:
    for found in imported.files:
        if found.state is FileState.NOT_READ_YET:
            say(f"{found.file}: the {found.table} table, which Lantern does not read yet.")
        for note in found.notes:
            say(f"{found.file}: {note}")
    for fault in imported.faults[:SHOWN]:
        say(_in_words(fault))
    if len(imported.faults) > SHOWN:
        where = f"All are in {report}." if report else "Add --report FILE to have them all in a CSV file."
        say(f"... and {len(imported.faults) - SHOWN:,} more. {where}")
    say()
    for words, number in _counts_in_words(imported.counts):
        say(f"{words:<40} {number:>9,}")
    say(f"\nImported for {imported.authority} in {seconds} s, as run {imported.run}. Nobody was told.")
    if imported.counts["rows_refused"]:
        say("Refused rows are not lost: they wait to be corrected under Imports.")


def _in_words(fault: Faulty) -> str:
    where = f"{fault.file} line {fault.line}" + (f" {fault.column}" if fault.column else "")
    value = f" {fault.value!r}" if fault.value else ""
    rule = f" (rule {fault.rule})" if fault.rule else ""
    return f"{where}{value} {fault.disposition}: {fault.reason}{rule}"


def _counts_in_words(counts: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for name, number in counts.items():
        words = name.replace("_", " ").capitalize()
        if isinstance(number, dict):
            yield from ((f"{words}: {part.replace('_', ' ')}", each) for part, each in number.items())
        else:
            yield words, number
