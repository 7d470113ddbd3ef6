"""Explain what would be owed for a history written in a file, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from lantern.commands._calendars import calendars
from lantern.procedures import explaining, loading, protocol, told_history
from lantern.procedures.duty import duties_owed
from lantern.procedures.law import Duty
from lantern.vocabulary.refusals import Refused

NEEDS_DJANGO = False
TOUCHES_NO_CHILD = "it reckons a history from a file that somebody wrote"


class NoSuchMoment(Refused):
    """The time asked for is no moment, or does not say its time zone."""


class NoHistory(Refused):
    """The file of the history cannot be read."""


def run(argv: list[str]) -> int:
    """Print what is owed at a moment, by whom, since when, until when, why, and under which source."""
    asked = _parser().parse_args(argv)
    now = _moment(asked.at)
    told = told_history.read(_text(asked.history), name=asked.history.name, now=now)
    duties = _duties(asked.local)
    owed = duties_owed(duties=duties, history=told.events, facts=told.facts, calendars=calendars(), now=now)
    said = explaining.explained(owed, duties=duties, history=told.events, now=now)
    if asked.format == "json":
        sys.stdout.write(json.dumps(said, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(explaining.as_text(said))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern duties explain", description=__doc__)
    parser.add_argument("--history", type=Path, required=True, metavar="FILE.json", help="the history")
    parser.add_argument("--at", required=True, metavar="TIME", help="such as 2026-11-22T09:00:00Z")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--local", type=Path, metavar="FOLDER", help="a partnership's folder, laid over")
    return parser


def _duties(folder: Path | None) -> tuple[Duty, ...]:
    national = loading.all_of_england()
    return protocol.laid_over(national, folder) if folder else national


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NoSuchMoment(f'"{text}" is no moment. Write it so: 2026-11-22T09:00:00Z') from error
    if moment.tzinfo is None:
        raise NoSuchMoment(f'"{text}" does not say its time zone. Write it so: {text}Z')
    return moment.astimezone(UTC)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoHistory(f"{file.name} cannot be read: {error}") from error
