"""Duties read from their files. A file that asks for what the system cannot do is refused, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lantern.procedures.calendar import ENGLAND_AND_WALES, UNIT_OF, Clock, Within
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.duty import Duty, OwedBy, SourceRead
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused

ENGLAND = Path(__file__).parent / "england"
UNDATED = "source undated"
REQUIRED = [
    "code",
    "title",
    "text",
    "owed_by",
    "arises_on",
    "counted_in",
    "met_by",
    "in_force_from",
    "source",
    "source_reference",
    "source_address",
    "source_read",
]
OPTIONAL = [
    "within",
    "excused_by",
    "counts_earlier",
    "warn_before",
    "conditions",
    "calendar",
    "in_force_until",
    "replaces",
    "notes",
]
Word = TypeVar("Word", bound=StrEnum)


class BadDuty(Refused):
    """A duty's file that cannot be used. It carries the file, the line (1 where unknown) and the reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}, line {line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


def load(folder: Path) -> tuple[Duty, ...]:
    """Read every duty in a folder, in order of code; raise BadDuty at the first file that cannot be used."""
    if not folder.is_dir():
        raise BadDuty(folder, 1, "there is no such folder of duties")
    sheets = [_Sheet(path) for path in sorted(folder.glob("*.toml"))]
    return _with_replacements([(sheet, sheet.duty()) for sheet in sheets])


@cache
def england() -> tuple[Duty, ...]:
    """Give the duties of England that Lantern carries. A local procedure is never among them."""
    duties = load(ENGLAND)
    for duty in duties:
        if duty.source_read is SourceRead.LOCAL:
            raise BadDuty(ENGLAND / f"{duty.code}.toml", 1, "one area's own procedure is not national law")
    return duties


class _Sheet:
    """One file of a duty, able to say on which line a word stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: Sequence[str] = ()
        try:
            text = path.read_text(encoding="utf-8")
            self.lines = text.splitlines()
            self.fields: Mapping[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            raise BadDuty(path, int(found[1]) if found else len(self.lines), str(error)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise BadDuty(path, 1, f"the file cannot be read: {error}") from error

    def refuse(self, key: str, reason: str) -> BadDuty:
        starts = re.compile(rf"\s*{re.escape(key)}\s*=")
        return BadDuty(
            self.path, next((n for n, t in enumerate(self.lines, 1) if starts.match(t)), 1), reason
        )

    def duty(self) -> Duty:
        self._check_keys()
        clock = self._word("counted_in", Clock)
        within = self._within(clock)
        return Duty(
            code=self._code(),
            title=self._text("title"),
            text=" ".join(self._text("text").split()),
            owed_by=self._word("owed_by", OwedBy),
            arises_on=self._kinds("arises_on"),
            within=within,
            counted_in=clock,
            met_by=self._kinds("met_by"),
            excused_by=self._kinds("excused_by") if "excused_by" in self.fields else (),
            counts_earlier=self._flag("counts_earlier"),
            warn_before=self._warnings(clock),
            conditions=self._conditions(),
            calendar=self._text("calendar") if "calendar" in self.fields else ENGLAND_AND_WALES,
            in_force_from=None if self.fields["in_force_from"] == UNDATED else self._day("in_force_from"),
            in_force_until=self._last_day(),
            replaces=self._text("replaces") if "replaces" in self.fields else None,
            source=self._text("source"),
            source_reference=self._text("source_reference"),
            source_address=self._text("source_address"),
            source_read=self._source_read(),
            notes=" ".join(self._text("notes").split()) if "notes" in self.fields else "",
        )

    def _check_keys(self) -> None:
        for key in self.fields:
            if key not in REQUIRED and key not in OPTIONAL:
                raise self.refuse(key, f'"{key}" is not a word a duty knows')
        for key in REQUIRED:
            if key not in self.fields:
                raise self.refuse(key, f'the duty does not say its "{key}"')

    def _code(self) -> str:
        code = self._text("code")
        if code != self.path.stem:
            raise self.refuse("code", f'the file of the duty "{code}" must be called "{code}.toml"')
        return code

    def _text(self, key: str) -> str:
        value = self.fields[key]
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, f'"{key}" must be words')
        return value.strip()

    def _flag(self, key: str) -> bool:
        value = self.fields.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(key, f'"{key}" must be true or false')
        return value

    def _day(self, key: str) -> date:
        value = self.fields[key]
        if type(value) is not date:
            raise self.refuse(key, f'"{key}" must be a day, such as 2014-01-17')
        return value

    def _last_day(self) -> date | None:
        if "in_force_until" not in self.fields:
            return None
        last = self._day("in_force_until")
        if self.fields["in_force_from"] != UNDATED and last < self._day("in_force_from"):
            raise self.refuse("in_force_until", "the duty ends before it begins")
        return last

    def _word(self, key: str, words: type[Word]) -> Word:
        return self._one_of(key, self.fields[key], words)

    def _one_of(self, key: str, value: object, words: type[Word]) -> Word:
        try:
            return words(str(value))
        except ValueError as error:
            known = ", ".join(words)
            raise self.refuse(key, f'"{value}" is not known here; "{key}" may be: {known}') from error

    def _source_read(self) -> SourceRead:
        if self.fields["source_read"] == "unverified":
            raise self.refuse("source_read", "nobody has read the source, so this is not a duty")
        return self._word("source_read", SourceRead)

    def _list(self, key: str) -> list[object]:
        value = self.fields.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or (key in self.fields and not values):
            raise self.refuse(key, f'"{key}" must be a list with something in it')
        return values

    def _kinds(self, key: str) -> tuple[EventKind, ...]:
        return tuple(self._one_of(key, value, EventKind) for value in self._list(key))

    def _conditions(self) -> tuple[str, ...]:
        names = tuple(str(name) for name in self._list("conditions"))
        for name in names:
            if name not in CONDITIONS:
                known = ", ".join(CONDITIONS)
                raise self.refuse("conditions", f'"{name}" is not a condition known here; known are: {known}')
        return names

    def _within(self, clock: Clock) -> Within | None:
        unit = UNIT_OF[clock]
        if unit is None:
            if "within" in self.fields:
                raise self.refuse("within", f'"{clock}" has no number, so "within" does not belong here')
            return None
        return Within(self._length("within", self.fields.get("within"), unit), unit)

    def _warnings(self, clock: Clock) -> tuple[timedelta, ...]:
        warnings = self._list("warn_before")
        if warnings and clock is Clock.NO_NUMBER:
            raise self.refuse("warn_before", "nothing can be warned of before a time that has no number")
        hours = (self._length("warn_before", each, "hours") for each in warnings)
        return tuple(timedelta(hours=each) for each in hours)

    def _length(self, key: str, value: object, unit: str) -> int:
        amount = value.get(unit) if isinstance(value, dict) and len(value) == 1 else None
        if type(amount) is not int or amount < 1:
            raise self.refuse(key, f'"{key}" must be a whole number of {unit}, such as {{ {unit} = 3 }}')
        return amount


def _with_replacements(read: Sequence[tuple[_Sheet, Duty]]) -> tuple[Duty, ...]:
    """End each replaced duty on the day before its successor begins; the older file is never rewritten."""
    duties = {duty.code: duty for _, duty in read}
    replaced: set[str] = set()
    for sheet, duty in read:
        if duty.replaces is None:
            continue
        if duty.replaces in replaced:
            raise sheet.refuse("replaces", f'another file already replaces "{duty.replaces}"')
        replaced.add(duty.replaces)
        duties[duty.replaces] = _ended(sheet, duty, duties.get(duty.replaces))
    return tuple(duties[code] for code in sorted(duties))


def _ended(sheet: _Sheet, duty: Duty, older: Duty | None) -> Duty:
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
