"""What became here of every row of the reference that the duties were built from: a file, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from lantern.procedures import handbook, local_tables
from lantern.procedures.law import Duty, SourceRead
from lantern.procedures.local_tables import Wrong, entry

FILE = Path(__file__).parent / "known.toml"
UNVERIFIED = "unverified"
_WORDS = {"row", "what", "read", "duties", "why", "says"}


class Why(StrEnum):
    """Why a row has no file of a duty, or none that holds the whole of it."""

    NOT_ON_A_CLOCK = "not_on_a_clock"
    NO_EVENT_YET = "no_event_yet"
    NOT_A_CHILDS = "not_a_childs"
    UNVERIFIED = UNVERIFIED
    NOT_IN_FORCE = "not_in_force"
    ELSEWHERE = "elsewhere"
    A_CONDITION = "a_condition"


WHY_WORDS: Mapping[Why, str] = {
    Why.NOT_ON_A_CLOCK: "Not on a clock.",
    Why.NO_EVENT_YET: "No event yet.",
    Why.NOT_A_CHILDS: "About an organisation or its data, not about one child.",
    Why.UNVERIFIED: "Nobody read the source, so it is no duty.",
    Why.NOT_IN_FORCE: "Enacted, and not shown to be in force.",
    Why.ELSEWHERE: "Seen to in another way.",
    Why.A_CONDITION: "Part of what another duty asks.",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: what it asks, how its source was read, the codes of its duties, and why there is none or only a part."""

    row: str
    what: str
    read: str
    duties: tuple[str, ...] = ()
    why: Why | None = None
    says: str = ""


def rows(duties: Iterable[Duty], *, file: Path = FILE) -> tuple[Row, ...]:
    """Give every row in order; raise BadTable where one says nothing, or names a duty that is not there.

    A row that nobody verified, and one of a single area, may name local duties only.
    """
    known = {duty.code: duty for duty in duties}
    return local_tables.read(file, lambda said: _understood(said, known))


def _understood(said: dict[str, Any], known: Mapping[str, Duty]) -> tuple[Row, ...]:
    found: list[Row] = []
    for place, each in enumerate(entry(said, "row"), 1):
        try:
            found.append(_row(each, known, {row.row for row in found}))
        except Wrong as wrong:
            wrong.under, wrong.place = "row", place
            raise
    return tuple(found)


def _row(each: dict[str, Any], known: Mapping[str, Duty], before: set[str]) -> Row:
    for key in each:
        if key not in _WORDS:
            raise Wrong(f'"{key}" is not a word a row knows', key=key)
    if entry(each, "row") in before:
        raise Wrong(f"row {each['row']} is there twice", key="row")
    read, codes = entry(each, "read"), tuple(each.get("duties", ()))
    if read not in {*SourceRead, UNVERIFIED}:
        raise Wrong(f'"{read}" is no mark', key="read")
    for code in codes:
        _check_duty(code, read, known)
    why = each.get("why")
    if why is not None and why not in set(Why):
        raise Wrong(f'"{why}" is no reason; it may be: {", ".join(Why)}', key="why")
    if why is None and not codes:
        raise Wrong(f"row {each['row']} says neither its duties nor why there are none", key="row")
    return Row(
        row=each["row"],
        what=entry(each, "what"),
        read=read,
        duties=codes,
        why=Why(why) if why else None,
        says=each.get("says", ""),
    )


def _check_duty(code: str, read: str, known: Mapping[str, Duty]) -> None:
    if code not in known:
        raise Wrong(f'there is no duty "{code}"', key="duties")
    is_local_row = read == UNVERIFIED or SourceRead(read).is_local
    if is_local_row and not known[code].source_read.is_local:
        raise Wrong(f'"{code}" is a national duty, and this row is "{read}"', key="duties")


def page(rows: Sequence[Row], duties: Iterable[Duty]) -> str:
    """Write the rows as a Markdown page; national duties are links to their own."""
    known = {duty.code: duty for duty in duties}
    lines = [f"| {row.row} | {row.what} | {row.read} | {_duties(row, known)} | {_why(row)} |" for row in rows]
    with_file = sum(1 for row in rows if row.duties)
    return "\n".join(
        [
            "# What is a duty here, and what is not",
            "",
            f"Lantern was built from a reference of {len(rows)} rows, counted with the additions of its second "
            f"reading. {with_file} of them have a file of their own or share one; each other says why it has none. A "
            "row that one area's procedure alone states is local, and never shown as national law. A row that nobody "
            "verified is no duty.",
            "",
            "| Row | What it asks | How its source was read | Duty | Why there is none, or not the whole |",
            "|---|---|---|---|---|",
            *lines,
            "",
        ]
    )


def _duties(row: Row, known: Mapping[str, Duty]) -> str:
    return ", ".join(_duty(known[code]) for code in row.duties)


def _duty(duty: Duty) -> str:
    words = " (example of a local protocol)" if duty.source_read.is_local else ""
    not_yet = ", not reckoned yet" if duty.not_run else ""
    return f"[{duty.title}](duties/{handbook.path(duty)}){words}{not_yet}"


def _why(row: Row) -> str:
    return " ".join(part for part in (WHY_WORDS[row.why] if row.why else "", row.says) if part)
