"""A partnership's own protocol over the national duties: duties of its own, and its word on the time of others'.

A folder of a partnership may hold `duties/`, with files like the national ones, and `protocol.toml`. Neither can end a
national duty, change what gives rise to it or what meets it, or make it wait longer without a decision that names who
decided, for which reasons and until which day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lantern.procedures import loading, local_tables
from lantern.procedures.calendar import CLOCK_OF, Clock, Within
from lantern.procedures.law import Duty, LocalTerm, TermKind
from lantern.procedures.local_tables import Wrong, entry
from lantern.procedures.sheet import BadDuty, Sheet

DUTIES = "duties"
FILE = "protocol.toml"
_HEAD = {"code", "title", "source", "in_force_from"}
_WORDS: Mapping[TermKind, frozenset[str]] = {
    TermKind.STANDARD: frozenset({"duty", "within", "in_force_from", "in_force_until"}),
    TermKind.SHORTER: frozenset({"duty", "within", "in_force_from", "in_force_until"}),
    TermKind.LONGER: frozenset({"duty", "within", "decided_on", "decided_by", "reasons", "until"}),
}


def laid_over(national: Sequence[Duty], folder: Path) -> tuple[Duty, ...]:
    """Give the national duties with a partnership's folder laid over them; raise BadDuty with the first problem."""
    duties, problems = read(national, folder)
    if problems:
        raise problems[0]
    return duties


def read(national: Sequence[Duty], folder: Path) -> tuple[tuple[Duty, ...], list[BadDuty]]:
    """Give all duties that then hold, and all that is wrong with the folder, by file and line."""
    if not folder.is_dir():
        return tuple(national), [BadDuty(folder, 1, "there is no such folder of a partnership")]
    added: tuple[Duty, ...] = ()
    problems: list[BadDuty] = []
    own = folder / DUTIES
    if own.is_dir():
        added, problems = loading.read(own, beside=national)
        problems += [
            BadDuty(own / f"{duty.code}.toml", 1, 'a local duty says "agreed locally" or "text seen (local)"')
            for duty in added
            if not duty.source_read.is_local
        ]
    terms: dict[str, list[LocalTerm]] = {}
    if (folder / FILE).exists():
        terms, wrong = _terms(folder / FILE, {duty.code: duty for duty in (*national, *added)})
        problems += wrong
    together = (*national, *added)
    return tuple(
        replace(duty, local_terms=tuple(terms[duty.code])) if duty.code in terms else duty
        for duty in together
    ), problems


def running(folder: Path) -> tuple[Duty, ...]:
    """Give the duties that the product reckons where this is the partnership's folder; raise BadDuty as above.

    Those whose file says `not_run` are read, since a local duty may follow one, and left out.
    """
    return tuple(duty for duty in laid_over(loading.all_of_england(), folder) if not duty.not_run)


@cache
def example() -> tuple[Duty, ...]:
    """Give England's duties with the example of a local protocol laid over them."""
    return laid_over(loading.all_of_england(), local_tables.EXAMPLE)


def _terms(file: Path, duties: Mapping[str, Duty]) -> tuple[dict[str, list[LocalTerm]], list[BadDuty]]:
    try:
        sheet = Sheet(file)
    except BadDuty as problem:
        return {}, [problem]
    said, text = dict(sheet.fields), "\n".join(sheet.lines)
    found: dict[str, list[LocalTerm]] = {}
    problems: list[BadDuty] = []
    for wrong in _wrong_head(said):
        problems.append(BadDuty(file, local_tables.line_of(text, wrong), wrong.reason))
    if problems:
        return {}, problems
    for kind in TermKind:
        listed = said.get(kind.value, [])
        for place, each in enumerate(listed if isinstance(listed, list) else [listed], 1):
            try:
                code, term = _term(kind, each, said, duties)
                found.setdefault(code, []).append(term)
            except Wrong as wrong:
                wrong.under, wrong.place = kind.value, place
                problems.append(BadDuty(file, local_tables.line_of(text, wrong), wrong.reason))
    return found, problems


def _wrong_head(said: Mapping[str, Any]) -> list[Wrong]:
    known = {*_HEAD, *(kind.value for kind in TermKind)}
    wrong = [Wrong(f'"{key}" is not a word a protocol knows', key=key) for key in said if key not in known]
    wrong += [Wrong(f"{key} is not there") for key in sorted(_HEAD) if key not in said]
    if "in_force_from" in said and type(said["in_force_from"]) is not date:
        wrong.append(Wrong("in_force_from is no day, such as 2026-01-01", key="in_force_from"))
    return wrong


def _term(
    kind: TermKind, each: Any, said: dict[str, Any], duties: Mapping[str, Duty]
) -> tuple[str, LocalTerm]:
    if not isinstance(each, dict):
        raise Wrong(f"{kind.value} is one, and not a list: write [[{kind.value}]]", key=kind.value)
    for key in each:
        if key not in _WORDS[kind]:
            raise Wrong(f'"{key}" is not a word that "{kind.value}" knows', key=key)
    code = entry(each, "duty")
    if not isinstance(code, str) or code not in duties:
        raise Wrong(f'there is no duty "{code}"', key="duty")
    within = _within(each)
    _check_length(kind, within, duties[code])
    from_, until = ("decided_on", "until") if kind is TermKind.LONGER else ("in_force_from", "in_force_until")
    is_longer = kind is TermKind.LONGER
    begins = _day(each, from_) if is_longer or from_ in each else said["in_force_from"]
    ends = _day(each, until) if is_longer or until in each else None
    if ends is not None and ends < begins:
        raise Wrong(f"{until} is before it begins", key=until)
    if is_longer and ends is not None and _is_over_a_year(begins, ends):
        raise Wrong("until is more than a year after decided_on: what is exceptional ends sooner", key=until)
    return code, LocalTerm(
        kind=kind,
        within=within,
        source=str(said["source"]),
        in_force_from=begins,
        in_force_until=ends,
        decided_by=_words(each, "decided_by") if is_longer else "",
        reasons=_words(each, "reasons") if is_longer else "",
    )


def _is_over_a_year(begins: date, ends: date) -> bool:
    return (ends.year - 1, ends.month, ends.day) > (begins.year, begins.month, begins.day)


def _within(each: dict[str, Any]) -> Within:
    given = entry(each, "within")
    unit = next(iter(given), "") if isinstance(given, dict) and len(given) == 1 else ""
    amount = given[unit] if unit in CLOCK_OF else None
    if type(amount) is not int or amount < 1:
        raise Wrong("within is no length, such as { hours = 24 }", key="within")
    return Within(amount, unit)


def _check_length(kind: TermKind, within: Within, duty: Duty) -> None:
    """Refuse a length that does not fit: a standard only where there is no number, sooner only if it is sooner."""
    if kind is TermKind.STANDARD:
        if duty.counted_in is not Clock.NO_NUMBER:
            raise Wrong(
                f'"{duty.code}" has a time of its own: a standard stands where there is none', key="duty"
            )
        return
    if duty.within is None:
        raise Wrong(f'"{duty.code}" has no number: say [[standard]]', key="duty")
    if duty.is_target or duty.is_period:
        raise Wrong(f'the time of "{duty.code}" is not one that a partnership can change', key="duty")
    if within.unit != duty.within.unit:
        raise Wrong(
            f'"{duty.code}" is counted in {duty.within.unit}, and so is what changes it', key="within"
        )
    is_sooner = within.amount < duty.within.amount
    if within.amount == duty.within.amount or is_sooner is not (kind is TermKind.SHORTER):
        wanted = "shorter" if kind is TermKind.SHORTER else "longer"
        raise Wrong(
            f"{within.amount} is not {wanted} than {duty.within.amount} {duty.within.unit}", key="within"
        )


def _day(each: dict[str, Any], key: str) -> date:
    given = entry(each, key)
    if type(given) is not date:
        raise Wrong(f"{key} is no day, such as 2026-01-01", key=key)
    return given


def _words(each: dict[str, Any], key: str) -> str:
    given = entry(each, key)
    if not isinstance(given, str) or not given.strip():
        raise Wrong(f"{key} must be words: a longer time is somebody's decision, with reasons", key=key)
    return given.strip()
