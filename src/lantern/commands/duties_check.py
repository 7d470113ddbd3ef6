"""Check the files of duties: every problem, with file, line and reason."""

from __future__ import annotations

import argparse
from pathlib import Path

from lantern.commands import _rules
from lantern.commands._steps import say
from lantern.procedures import loading, local_tables, protocol
from lantern.procedures.sheet import BadDuty

NEEDS_DJANGO = False
TOUCHES_NO_CHILD = "it reads files of duties"


def run(argv: list[str]) -> int:
    """Check a folder, or without one England's duties and this installation's own; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="lantern duties check", description=__doc__)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="a folder of duties, or a partnership's folder (with duties/ or protocol.toml); without one England's "
        "duties, and this installation's own folder or the example",
    )
    asked = parser.parse_args(argv)
    folders = (
        [asked.folder] if asked.folder else [loading.ENGLAND, _rules.own_folder() or local_tables.EXAMPLE]
    )
    problems = [(folder, problem) for folder in folders for problem in problems_of(folder)]
    for folder, problem in problems:
        place = problem.file.relative_to(folder) if problem.file.is_relative_to(folder) else problem.file
        say(f"{place}, line {problem.line}: {problem.reason}")
    if problems:
        say(f"{len(problems)} wrong. Nothing of it is used: the duties in force before stay in force.")
        return 1
    say(f"Nothing is wrong in {' or '.join(str(folder) for folder in folders)}.")
    return 0


def problems_of(folder: Path) -> list[BadDuty]:
    """Give all that is wrong with one folder, by file and line."""
    if is_partnership(folder):
        national, _ = loading.read(loading.ENGLAND)
        found = protocol.read(national, folder)[1]
    else:
        found = loading.read(folder)[1]
    return sorted(found, key=lambda each: (str(each.file), each.line))


def is_partnership(folder: Path) -> bool:
    """Say whether a folder is a partnership's own, and not one of duties alone."""
    return (folder / protocol.DUTIES).is_dir() or (folder / protocol.FILE).exists()
