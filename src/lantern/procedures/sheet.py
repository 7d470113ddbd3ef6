"""One file of a duty, read word by word: all that is wrong with it is said, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from lantern.procedures.calendar import CALENDARS, CLOCK_OF, UNIT_OF, Clock, Within
from lantern.procedures.conditions import CONDITIONS, EXCUSES
from lantern.procedures.law import Duty, Often, OwedBy, ReckonedOn, SourceRead
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import SAID_BY, Particular
from lantern.vocabulary.refusals import Refused

# A first year is so long whatever the bank holidays are.
_OF_THE_CALENDAR = ("days", "weeks", "months")
UNDATED = "source undated"
# `often` is two numbers of the file; the local terms are the protocol's, never the duty's own file.
KNOWN = {field.name for field in fields(Duty)} - {"local_terms"}
# What gives rise to a duty is said by `arises_on` or `follows`; a period is met by nothing.
REQUIRED = [
    field.name
    for field in fields(Duty)
    if field.default is MISSING and field.name not in {"within", "arises_on", "met_by"}
]
Word = TypeVar("Word", bound=StrEnum)
Said = TypeVar("Said")


class BadDuty(Refused):
    """A file that cannot be used. It carries the file, the line (1 where unknown) and the reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}, line {line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class Sheet:
    """One file, able to say on which line a word stands. Raises BadDuty where it is no TOML at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: Sequence[str] = ()
        self.problems: list[BadDuty] = []
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
        """Make the refusal of one word, with its line."""
        starts = re.compile(rf"\s*{re.escape(key)}\s*=")
        return BadDuty(
            self.path, next((n for n, t in enumerate(self.lines, 1) if starts.match(t)), 1), reason
        )

    def duty(self) -> Duty | None:
        """Give the duty; None where something is wrong, all of which is then in `problems`."""
        self.problems += self._wrong_keys()
        clock = self._said("counted_in", lambda: self._word("counted_in", Clock))
        said: dict[str, Any] = {
            name: self._said(name, lambda name=name, read=read: read(self, name))  # type: ignore[misc]
            for name, read in _READ.items()
            if name in self.fields
        }
        said["counted_in"] = clock
        if clock is not None:
            said["within"] = self._said("within", lambda: self._within(clock))
            said["warn_before"] = self._said("warn_before", lambda: self._warnings(clock))
        for check in _CHECKS:
            self._said("", lambda check=check: check(self, said))  # type: ignore[misc]
        if self.problems:
            return None
        return Duty(**{"arises_on": (), "met_by": (), **said})

    def _wrong_keys(self) -> list[BadDuty]:
        unknown = [
            self.refuse(key, f'"{key}" is not a word a duty knows') for key in self.fields if key not in KNOWN
        ]
        wanted = list(REQUIRED)
        if "follows" not in self.fields:
            wanted.append("arises_on")
        if self.fields.get("is_period") is not True:
            wanted.append("met_by")
        return unknown + [
            self.refuse(key, f'the duty does not say its "{key}"') for key in wanted if key not in self.fields
        ]

    def _said(self, key: str, read: Callable[[], Said]) -> Said | None:
        if key in REQUIRED and key not in self.fields:
            return None  # that it is missing was said
        try:
            return read()
        except BadDuty as problem:
            self.problems.append(problem)
            return None

    def _code(self, key: str) -> str:
        code = self._text(key)
        if code != self.path.stem:
            raise self.refuse(key, f'the file of the duty "{code}" must be called "{code}.toml"')
        return code

    def _text(self, key: str) -> str:
        value = self.fields[key]
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, f'"{key}" must be words')
        return value.strip()

    def _flowing(self, key: str) -> str:
        return " ".join(self._text(key).split())

    def _flag(self, key: str) -> bool:
        value = self.fields[key]
        if not isinstance(value, bool):
            raise self.refuse(key, f'"{key}" must be true or false')
        return value

    def _day(self, key: str) -> date:
        value = self.fields[key]
        if type(value) is not date:
            raise self.refuse(key, f'"{key}" must be a day, such as 2014-01-17')
        return value

    def _first_day(self, key: str) -> date | None:
        return None if self.fields[key] == UNDATED else self._day(key)

    def _word(self, key: str, words: type[Word]) -> Word:
        return self._one_of(key, self.fields[key], words)

    def _one_of(self, key: str, value: object, words: type[Word]) -> Word:
        try:
            return words(str(value))
        except ValueError as error:
            known = ", ".join(words)
            raise self.refuse(key, f'"{value}" is not known here; "{key}" may be: {known}') from error

    def _source_read(self, key: str) -> SourceRead:
        if self.fields[key] == "unverified":
            raise self.refuse(key, "nobody has read the source, so this is not a duty")
        return self._word(key, SourceRead)

    def _list(self, key: str) -> list[object]:
        value = self.fields.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or (key in self.fields and not values):
            raise self.refuse(key, f'"{key}" must be a list with something in it')
        return values

    def _kinds(self, key: str) -> tuple[EventKind, ...]:
        return tuple(self._one_of(key, value, EventKind) for value in self._list(key))

    def _particulars(self, key: str) -> tuple[Particular, ...]:
        return tuple(self._one_of(key, value, Particular) for value in self._list(key))

    def _names(self, key: str, known: Mapping[str, object], noun: str) -> tuple[str, ...]:
        names = tuple(str(name) for name in self._list(key))
        for name in names:
            if name not in known:
                raise self.refuse(key, f'"{name}" is not {noun} known here; known are: {", ".join(known)}')
        return names

    def _conditions(self, key: str) -> tuple[str, ...]:
        return self._names(key, CONDITIONS, "a condition")

    def _excuses(self, key: str) -> tuple[str, ...]:
        return self._names(key, EXCUSES, "an excuse")

    def _calendar(self, key: str) -> str:
        return self._names(key, CALENDARS, "a calendar")[0]

    def _intervals(self, key: str) -> tuple[Within, ...]:
        return tuple(self._any_length(key, each) for each in self._list(key))

    def _by_the_calendar(self, key: str) -> Within:
        length = self._any_length(key, self.fields[key])
        if length.unit not in _OF_THE_CALENDAR:
            raise self.refuse(key, f'"{key}" must be a length in one of: {", ".join(_OF_THE_CALENDAR)}')
        return length

    def _any_length(self, key: str, value: object) -> Within:
        unit = next(iter(value), "") if isinstance(value, dict) else ""
        if unit not in CLOCK_OF:
            raise self.refuse(key, f'"{key}" must be lengths in one of: {", ".join(CLOCK_OF)}')
        return Within(self._length(key, value, unit), unit)

    def _often(self, key: str) -> Often:
        value = self.fields[key]
        if not isinstance(value, dict) or set(value) != {"times", "days"}:
            raise self.refuse(key, f'"{key}" must be two numbers, such as {{ times = 3, days = 30 }}')
        times, days = value["times"], value["days"]
        if type(times) is not int or type(days) is not int or times < 2 or days < 1:
            raise self.refuse(key, f'"{key}" must be whole numbers, at least twice in at least one day')
        return Often(times=times, days=days)

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

    def _days_back(self, key: str) -> int:
        if self.fields.get("counts_earlier"):
            raise self.refuse(key, 'a duty says "counts_earlier" or "counts_back", never both')
        return self._length(key, self.fields[key], "days")

    def _check_days(self, said: Mapping[str, Any]) -> None:
        first, last = said.get("in_force_from"), said.get("in_force_until")
        if first is not None and last is not None and last < first:
            raise self.refuse("in_force_until", "the duty ends before it begins")

    def _check_beginning(self, said: Mapping[str, Any]) -> None:
        if "arises_on" in self.fields and "follows" in self.fields:
            raise self.refuse("follows", 'a duty says "arises_on" or "follows", never both')
        days = {Clock.CALENDAR_DAYS, Clock.CALENDAR_WEEKS, Clock.CALENDAR_MONTHS}
        if said.get("beginning_with") and said.get("counted_in") not in days:
            raise self.refuse("beginning_with", "only a clock of the calendar can begin with a day")

    def _check_often(self, said: Mapping[str, Any]) -> None:
        if said.get("only_first") and "often" in self.fields:
            raise self.refuse("only_first", 'a duty says "only_first" or "often", never both')
        both = {"for_the_first", "after_that"}
        there = both & self.fields.keys()
        if there and (there != both or "at_intervals_of" not in self.fields):
            raise self.refuse(
                min(there), '"for_the_first" and "after_that" stand together, and beside "at_intervals_of"'
            )

    def _check_said(self, said: Mapping[str, Any]) -> None:
        """Refuse to ask of events what none of their kinds can say."""
        for kinds, where in (
            ("arises_on", "arises_where"),
            ("arises_on", "arises_unless"),
            ("only_after", "only_after_where"),
            ("excused_by", "excused_where"),
            ("met_by", "met_where"),
            ("later_of", "later_where"),
        ):
            for each in said.get(where) or ():
                if said.get(kinds) and SAID_BY[each].isdisjoint(said[kinds]):
                    raise self.refuse(where, f'no kind of event in "{kinds}" can say "{each}"')

    def _check_ending(self, said: Mapping[str, Any]) -> None:
        clock = said.get("counted_in")
        for key in ("is_target", "is_period", "later_of"):
            if said.get(key) and clock is not None and UNIT_OF[clock] is None:
                raise self.refuse(key, f'"{clock}" has no number, so "{key}" does not belong here')
        if said.get("is_period") and "met_by" in self.fields:
            raise self.refuse("met_by", "a period ends by time, and is met by nothing")
        for where, kinds in (
            ("later_where", "later_of"),
            ("only_after_where", "only_after"),
            ("excused_where", "excused_by"),
        ):
            if said.get(where) and not said.get(kinds):
                raise self.refuse(where, f'"{where}" asks something of "{kinds}", which is not there')


_READ: Mapping[str, Callable[[Sheet, str], Any]] = {
    "code": Sheet._code,
    "title": Sheet._text,
    "text": Sheet._flowing,
    "owed_by": lambda sheet, key: sheet._word(key, OwedBy),
    "reckoned_on": lambda sheet, key: sheet._word(key, ReckonedOn),
    "arises_on": Sheet._kinds,
    "arises_where": Sheet._particulars,
    "arises_unless": Sheet._particulars,
    "only_after": Sheet._kinds,
    "only_after_where": Sheet._particulars,
    "often": Sheet._often,
    "only_first": Sheet._flag,
    "only_recorded_here": Sheet._flag,
    "follows": Sheet._text,
    "met_by": Sheet._kinds,
    "met_where": Sheet._particulars,
    "excused_by": Sheet._kinds,
    "excused_if": Sheet._excuses,
    "excused_where": Sheet._particulars,
    "counts_earlier": Sheet._flag,
    "counts_back": Sheet._days_back,
    "beginning_with": Sheet._flag,
    "later_of": Sheet._kinds,
    "later_where": Sheet._particulars,
    "at_intervals_of": Sheet._intervals,
    "for_the_first": Sheet._by_the_calendar,
    "after_that": Sheet._by_the_calendar,
    "is_target": Sheet._flag,
    "is_period": Sheet._flag,
    "conditions": Sheet._conditions,
    "calendar": Sheet._calendar,
    "in_force_from": Sheet._first_day,
    "in_force_until": Sheet._day,
    "replaces": Sheet._text,
    "source": Sheet._text,
    "source_reference": Sheet._text,
    "source_address": Sheet._text,
    "source_read": Sheet._source_read,
    "not_run": Sheet._flowing,
    "notes": Sheet._flowing,
}
_CHECKS: Sequence[Callable[[Sheet, Mapping[str, Any]], None]] = (
    Sheet._check_days,
    Sheet._check_beginning,
    Sheet._check_often,
    Sheet._check_said,
    Sheet._check_ending,
)
