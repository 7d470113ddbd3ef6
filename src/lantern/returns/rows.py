"""What reading a return yields: clean rows, faults, and what became of each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lantern.returns.columns import Table
from lantern.vocabulary.missing import MissingKind, Sex


@dataclass(frozen=True, kw_only=True, slots=True)
class HeaderRow:
    """A child, as the Header table knows one."""

    child: str
    born_on: date
    sex: Sex
    ethnic_code: str = ""
    pupil_number: str = ""
    is_mother: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnaccompaniedRow:
    """An unaccompanied child; `ceased_on` is the day the status ceases (None: not given)."""

    child: str
    born_on: date
    ceased_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CareEpisodeRow:
    """One stretch of care with one placement and one legal status; None for `ended_on` means still open."""

    child: str
    started_on: date
    ended_on: date | None
    reason_new: str
    legal_status: str
    category_of_need: str
    placement: str
    provider: str = ""
    reason_ceased: str = ""
    reason_place_change: str = ""
    home_postcode: str = ""
    placement_postcode: str = ""
    urn: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingRow:
    """One missing or away period; None for `ended_on` means still open when the return was made."""

    child: str
    born_on: date
    kind: MissingKind
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRow:
    """One review of a child's care plan, and how the child took part."""

    child: str
    born_on: date
    reviewed_on: date
    code: str


Row = HeaderRow | UnaccompaniedRow | CareEpisodeRow | MissingRow | ReviewRow


class Disposition(StrEnum):
    """What was done about a fault."""

    REFUSED = "refused"  # the row is not in the record; kept for correction
    ALTERED = "altered"  # the row is in the record, with this value changed or left out


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """One fault of one line: where, what stood there, why, and the whole line as it was written.

    `rule` is the DfE rule code where one exists. `line` counts from 1 with the header line; a fault of a
    whole file has line 1 and no row. A NUL byte is shown as the sign U+2400, since no database stores one.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str
    disposition: Disposition
    rule: str = ""
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a file after reading: its row (None where refused) and its faults (none where clean)."""

    file: str
    table: Table
    line: int
    row: Row | None
    faults: tuple[Faulty, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Say whether this line is kept for correction and not in the record."""
        return any(fault.disposition is Disposition.REFUSED for fault in self.faults)

    @property
    def is_altered(self) -> bool:
        """Say whether this line's row is in the record, but not quite as it was written."""
        return self.row is not None and bool(self.faults)


class FileState(StrEnum):
    """What became of one file of the folder."""

    READ = "read"
    REFUSED = "refused"  # looks like a table we read, but cannot be trusted: `fault` says why
    NOT_READ_YET = "not read yet"  # a table of the return that this version does not read
    NOT_A_TABLE = "not a table"  # not a CSV file


@dataclass(frozen=True, kw_only=True)
class FileFound:
    """One file of the folder, told before its lines: which table, whether read, and what was ignored."""

    file: str
    state: FileState
    table: Table | None = None
    size: int = 0
    notes: tuple[str, ...] = ()
    fault: Faulty | None = None


@dataclass(frozen=True, kw_only=True)
class FileDone:
    """The count of one file, told after its lines: clean + altered + refused = rows.

    `empty` lines hold no row: nothing at all, only separators, or the header line a second time.
    """

    file: str
    table: Table
    rows: int
    clean: int
    altered: int
    refused: int
    empty: int


Reading = FileFound | Line | FileDone
