"""One line's cells, read by column: each either gives a value or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lantern.returns.columns import CODES, DAY_RULES, SEX_CODES
from lantern.returns.lines import NUL_SIGN
from lantern.returns.rows import Disposition, Faulty
from lantern.vocabulary.missing import Sex

LONGEST_CELL = 100
LONGEST = {"CHILD": 20, "UPN": 20, "URN": 20, "HOME_POST": 10, "PL_POST": 10}
SHOWN = 200
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: 00:00(?::00)?)?")
_EARLIEST_YEAR = 1900


@dataclass(kw_only=True)
class Cells:
    """The cells of one line by column name, and the faults found so far. Days end with `today`."""

    file: str
    line: int
    row: Mapping[str, str]
    today: date
    faults: list[Faulty] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Say whether anything found so far keeps this line out of the record."""
        return any(fault.disposition is Disposition.REFUSED for fault in self.faults)

    def refuse(self, column: str, reason: str, *, rule: str = "") -> None:
        """Note a fault that keeps the line out of the record."""
        self._note(column, reason, rule, Disposition.REFUSED)

    def alter(self, column: str, reason: str, *, rule: str = "") -> None:
        """Note a value that was changed, or left out, so that the rest of the line could be kept."""
        self._note(column, reason, rule, Disposition.ALTERED)

    def _note(self, column: str, reason: str, rule: str, disposition: Disposition) -> None:
        self.faults.append(
            Faulty(
                file=self.file,
                line=self.line,
                column=column,
                value=self.row.get(column, "")[:SHOWN],
                reason=reason,
                rule=rule,
                disposition=disposition,
                row=self.row,
            )
        )

    def text(self, column: str, *, is_required: bool = False, rule: str = "") -> str:
        """Give a cell without the spaces around it. One too long is refused, or if optional left out."""
        written = self.row.get(column, "")
        value = written.strip()
        unreadable = _unreadable(column, value)
        if unreadable and is_required:
            self.refuse(column, unreadable, rule=rule)
            return ""
        if unreadable:
            self.alter(column, f"{unreadable} It was left out.", rule=rule)
            return ""
        if value != written and value:
            self.alter(column, "The spaces around it were taken away.")
        if is_required and not value:
            self.refuse(column, f"{column} is empty.", rule=rule)
        return value

    def code(self, column: str, *, is_required: bool) -> str:
        """Give one of a column's codes. An unknown one refuses the line where required, else is left out."""
        codes = CODES[column]
        value = self.text(column, is_required=is_required, rule=codes.rule)
        if not value or value in codes.allowed:
            return value
        for mended, how in (
            (value.upper(), "Written in capitals."),
            (value.removesuffix(".0"), "Read as a number."),
        ):
            if mended in codes.allowed:
                self.alter(column, f"{how} Kept as {mended}.")
                return mended
        if is_required:
            self.refuse(column, f"This is not one of the codes of {column}.", rule=codes.rule)
        else:
            self.alter(
                column, f"This is not one of the codes of {column}, and was left out.", rule=codes.rule
            )
        return ""

    def sex(self) -> Sex:
        """Give the sex; both code sets are accepted, and an unknown or empty one is kept as unknown."""
        code = self.code("SEX", is_required=False)
        if not code and not self.row.get("SEX", "").strip():
            self.alter("SEX", "SEX is empty. Kept as unknown.", rule=CODES["SEX"].rule)
        return SEX_CODES.get(code, Sex.UNKNOWN)

    def day(
        self, column: str, *, is_required: bool = False, may_be_ahead: bool = False, rule: str = ""
    ) -> date | None:
        """Give a day written dd/mm/yyyy; refuse the line for anything else, and for a day still to come.

        An empty cell gives None. What stands in a cell never does: it must not turn into "not ended yet".
        """
        rule = rule or DAY_RULES.get(column, "")
        is_empty = not self.row.get(column, "").strip()
        if is_empty and not is_required:
            return None
        value = self.text(column, is_required=True, rule=rule)
        if not value:
            return None
        match = _DAY.fullmatch(value)
        day = _real_day(*(int(part) for part in match.groups())) if match else None
        if day is None:
            reason = "There is no such day." if match else "This is not a day written as dd/mm/yyyy."
            self.refuse(column, reason, rule=rule)
        elif day > self.today and not may_be_ahead:
            self.refuse(column, "This day is still to come.")
        elif value != day.strftime("%d/%m/%Y"):
            self.alter(column, f"Read as {day:%d/%m/%Y}.")
        return day


def _unreadable(column: str, value: str) -> str:
    longest = LONGEST.get(column, LONGEST_CELL)
    if len(value) > longest:
        return f"This is {len(value)} characters long; no {column} is longer than {longest}."
    if not value.isprintable() or NUL_SIGN in value:
        return "There is a character here that cannot be printed."
    return ""


def _real_day(day: int, month: int, year: int) -> date | None:
    if year < _EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
