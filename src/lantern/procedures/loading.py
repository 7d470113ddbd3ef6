"""Duties read from their files. A file that asks for what the system cannot do is refused, with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from lantern.procedures.law import Duty, families
from lantern.procedures.sheet import BadDuty, Sheet

__all__ = ["ENGLAND", "BadDuty", "all_of_england", "england", "load", "read"]

ENGLAND = Path(__file__).parent / "england"
Read = Sequence[tuple[Sheet, Duty]]


def load(folder: Path, *, beside: Sequence[Duty] = ()) -> tuple[Duty, ...]:
    """Read every duty in a folder, in order of code; raise BadDuty with the first problem of the first file.

    `beside` are duties already in force, which those of the folder may follow and whose codes they may not take.
    """
    duties, problems = read(folder, beside=beside)
    if problems:
        raise problems[0]
    return duties


def read(folder: Path, *, beside: Sequence[Duty] = ()) -> tuple[tuple[Duty, ...], list[BadDuty]]:
    """Read every duty in a folder, and give all that is wrong with all its files, by file and line."""
    if not folder.is_dir():
        return (), [BadDuty(folder, 1, "there is no such folder of duties")]
    sheets, problems = _sheets(folder)
    read = [(sheet, duty) for sheet in sheets if (duty := sheet.duty()) is not None]
    problems += [problem for sheet in sheets for problem in sheet.problems]
    problems += _same_code(sheets, beside)
    duties, wrong = _with_replacements(read, {sheet.path.stem for sheet in sheets})
    problems += wrong + _chains(read, sheets, beside)
    return duties, sorted(problems, key=lambda each: each.file.name)


@cache
def all_of_england() -> tuple[Duty, ...]:
    """Give the duties of England that Lantern carries, those too that the product does not reckon yet.

    A local procedure is never among them.
    """
    duties = load(ENGLAND)
    for duty in duties:
        if duty.source_read.is_local:
            raise BadDuty(ENGLAND / f"{duty.code}.toml", 1, "one area's own procedure is not national law")
    return duties


@cache
def england() -> tuple[Duty, ...]:
    """Give the duties of England that the product reckons: those whose file does not say `not_run`."""
    return tuple(duty for duty in all_of_england() if not duty.not_run)


def _sheets(folder: Path) -> tuple[list[Sheet], list[BadDuty]]:
    sheets: list[Sheet] = []
    problems: list[BadDuty] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            sheets.append(Sheet(path))
        except BadDuty as problem:
            problems.append(problem)
    return sheets, problems


def _same_code(sheets: Sequence[Sheet], beside: Sequence[Duty]) -> list[BadDuty]:
    codes = [str(sheet.fields.get("code", sheet.path.stem)) for sheet in sheets]
    count = Counter(codes)
    taken = {duty.code for duty in beside}
    problems = []
    for sheet, code in zip(sheets, codes, strict=True):
        if count[code] > 1:
            files = ", ".join(s.path.name for s, c in zip(sheets, codes, strict=True) if c == code)
            problems.append(sheet.refuse("code", f'the code "{code}" is in more than one file: {files}'))
        if code in taken:
            problems.append(sheet.refuse("code", f'the code "{code}" is that of a duty in force already'))
    return problems


def _with_replacements(read: Read, known: Set[str]) -> tuple[tuple[Duty, ...], list[BadDuty]]:
    """End each replaced duty on the day before its successor begins; the older file is never rewritten."""
    duties = {duty.code: duty for _, duty in read}
    replaced: set[str] = set()
    problems: list[BadDuty] = []
    for sheet, duty in read:
        if duty.replaces is None:
            continue
        try:
            if duty.replaces in replaced:
                raise sheet.refuse("replaces", f'another file already replaces "{duty.replaces}"')
            replaced.add(duty.replaces)
            if (
                duty.replaces in duties or duty.replaces not in known
            ):  # what is wrong with a known file was said
                duties[duty.replaces] = _ended(sheet, duty, duties.get(duty.replaces))
        except BadDuty as problem:
            problems.append(problem)
    return tuple(duties[code] for code in sorted(duties)), problems


def _ended(sheet: Sheet, duty: Duty, older: Duty | None) -> Duty:
    if older is None:
        raise sheet.refuse("replaces", f'there is no duty "{duty.replaces}" to replace')
    begins = duty.in_force_from
    if begins is None:
        raise sheet.refuse("in_force_from", "a duty that replaces another must say from which day")
    if older.in_force_from is not None and older.in_force_from >= begins:
        raise sheet.refuse(
            "replaces", f'"{older.code}" begins on or after the day from which this replaces it'
        )
    if older.in_force_until is not None and older.in_force_until >= begins:
        raise sheet.refuse("in_force_from", f'"{older.code}" is still in force on that day: the two overlap')
    return replace(older, in_force_until=older.in_force_until or begins - timedelta(days=1))


def _chains(read: Read, sheets: Sequence[Sheet], beside: Sequence[Duty]) -> list[BadDuty]:
    """Refuse a duty that follows none, and every duty of a circle of chains."""
    known = {sheet.path.stem for sheet in sheets} | {duty.code for duty in beside}
    together = [*beside, *(duty for _, duty in read)]
    family = families(together)
    follows = {family[d.code]: family[d.follows] for d in together if d.follows and d.follows in family}
    problems = []
    for sheet, duty in read:
        if duty.follows is None:
            continue
        if duty.follows not in known:
            problems.append(sheet.refuse("follows", f'there is no duty "{duty.follows}" to follow'))
        elif family[duty.code] in (circle := _circle(family[duty.code], follows)):
            problems.append(sheet.refuse("follows", f"the chain is a circle: {' follows '.join(circle)}"))
    return problems


def _circle(code: str, follows: Mapping[str, str]) -> list[str]:
    """Give the chain from this duty back to itself; empty where it never comes back."""
    chain = [code]
    while (before := follows.get(chain[-1])) is not None and before not in chain[1:]:
        chain.append(before)
        if before == code:
            return chain
    return []
