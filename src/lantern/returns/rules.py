"""What a row must hold before it may go into the record: row by row here, child by child in `periods`.

Codes in quotation marks are DfE's rule codes. Where the sector's open validator and the wording of a rule
differ, the wording is followed: 574 counts missing and away periods together, and lets one end and the next
begin on the same day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lantern.returns.cells import Cells
from lantern.returns.columns import MISSING_CODES, YES_NO_CODES, Table
from lantern.returns.rows import CareEpisodeRow, HeaderRow, MissingRow, ReviewRow, Row, UnaccompaniedRow
from lantern.vocabulary.missing import Sex


@dataclass(kw_only=True)
class Children:
    """The children of the Header so far, by their number: what other tables are checked against."""

    born_on: dict[str, date] = field(default_factory=dict)
    sex: dict[str, Sex] = field(default_factory=dict)
    header_line: dict[str, int] = field(default_factory=dict)
    pupil_numbers: set[str] = field(default_factory=set)

    def check_in_header(self, cells: Cells, child: str, *, rule: str = "") -> None:
        """Refuse a line about a child whom the Header does not know, or could not be read for."""
        if child and child not in self.born_on:
            cells.refuse("CHILD", "This child has no row in the Header that could be read.", rule=rule)

    def check_born_on(self, cells: Cells, child: str, born_on: date | None, *, rule: str = "") -> None:
        """Refuse a line whose date of birth is not the Header's: it may be about another child."""
        known = self.born_on.get(child)
        if born_on and known and born_on != known:
            cells.refuse("DOB", f"The Header says {known:%d/%m/%Y}.", rule=rule)


def header_row(cells: Cells, children: Children) -> Row | None:
    """Read a line of the Header, and remember its child."""
    child = cells.text("CHILD", is_required=True)
    born_on = cells.day("DOB", is_required=True, rule="102")
    sex = cells.sex()
    ethnic = cells.code("ETHNIC", is_required=False)
    mother = cells.code("MOTHER", is_required=False)
    pupil_number = _pupil_number(cells, children)
    if child in children.header_line:
        cells.refuse("CHILD", f"This child is already on line {children.header_line[child]}.")
    if cells.is_refused or born_on is None:
        return None
    children.born_on[child], children.sex[child] = born_on, sex
    children.header_line[child] = cells.line
    if pupil_number:
        children.pupil_numbers.add(pupil_number)
    return HeaderRow(
        child=child,
        born_on=born_on,
        sex=sex,
        ethnic_code=ethnic,
        pupil_number=pupil_number,
        is_mother=YES_NO_CODES.get(mother),
    )


def _pupil_number(cells: Cells, children: Children) -> str:
    """Give the UPN; UN1 to UN5 say why there is none, and a number another child has is left out."""
    number = cells.text("UPN")
    if number.upper().startswith("UN"):
        return ""
    if number in children.pupil_numbers:
        cells.alter("UPN", "Another child has this number. It was left out.")
        return ""
    return number


def unaccompanied_row(cells: Cells, children: Children) -> Row | None:
    """Read a line of UASC."""
    child = cells.text("CHILD", is_required=True)
    born_on = cells.day("DOB", is_required=True)
    sex = cells.sex()
    ceased_on = cells.day("DUC", may_be_ahead=True)
    children.check_in_header(cells, child, rule="INT09")
    children.check_born_on(cells, child, born_on, rule="INT18")
    known = children.sex.get(child, sex)
    if sex is not known and known is not Sex.UNKNOWN:
        cells.alter("SEX", "The Header says otherwise, and was kept.", rule="INT21")
    if cells.is_refused or born_on is None:
        return None
    return UnaccompaniedRow(child=child, born_on=born_on, ceased_on=ceased_on)


def care_episode_row(cells: Cells, children: Children) -> Row | None:
    """Read a line of Episodes."""
    child = cells.text("CHILD", is_required=True)
    started_on = cells.day("DECOM", is_required=True)
    ended_on = cells.day("DEC")
    children.check_in_header(cells, child)
    if started_on and ended_on and ended_on < started_on:
        cells.refuse("DEC", "The episode ends before it starts.", rule="356")
    required = {name: cells.code(name, is_required=True) for name in ("RNE", "LS", "CIN", "PLACE")}
    optional = {
        name: cells.code(name, is_required=False) for name in ("PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE")
    }
    home, placement, urn = cells.text("HOME_POST"), cells.text("PL_POST"), cells.text("URN")
    if cells.is_refused or started_on is None:
        return None
    return CareEpisodeRow(
        child=child,
        started_on=started_on,
        ended_on=ended_on,
        reason_new=required["RNE"],
        legal_status=required["LS"],
        category_of_need=required["CIN"],
        placement=required["PLACE"],
        provider=optional["PLACE_PROVIDER"],
        reason_ceased=optional["REC"],
        reason_place_change=optional["REASON_PLACE_CHANGE"],
        home_postcode=home,
        placement_postcode=placement,
        urn=urn,
    )


def missing_row(cells: Cells, children: Children) -> Row | None:
    """Read a line of Missing."""
    child = cells.text("CHILD", is_required=True)
    born_on = cells.day("DOB", is_required=True)
    kind = _missing_code(cells)
    started_on = cells.day("MIS_START")
    ended_on = cells.day("MIS_END")
    children.check_in_header(cells, child, rule="INT04")
    children.check_born_on(cells, child, born_on, rule="INT13")
    if started_on and ended_on and ended_on < started_on:
        cells.refuse("MIS_END", "The child came back before going missing.", rule="567")
    if started_on and born_on and started_on <= born_on:
        cells.refuse("MIS_START", "The child went missing on or before the day of birth.", rule="586")
    if cells.is_refused or born_on is None or started_on is None:
        return None
    return MissingRow(
        child=child, born_on=born_on, kind=MISSING_CODES[kind], started_on=started_on, ended_on=ended_on
    )


def _missing_code(cells: Cells) -> str:
    """Give M or A, and say which of type and start is lacking: one fault, one code."""
    has = {name: bool(cells.row.get(name, "").strip()) for name in ("MISSING", "MIS_START", "MIS_END")}
    if not has["MIS_START"]:
        reason, rule = ("There is a type", "564") if has["MISSING"] else ("The line is there", "1004")
        cells.refuse("MIS_START", f"{reason} but no day it started.", rule=rule)
    if has["MISSING"]:
        return cells.code("MISSING", is_required=True)
    if has["MIS_START"]:
        cells.refuse("MISSING", "There is a day it started but no type, M or A.", rule="565")
    elif has["MIS_END"]:
        cells.refuse("MISSING", "There is a day it ended but no type, M or A.", rule="566")
    return ""


def review_row(cells: Cells, children: Children) -> Row | None:
    """Read a line of Reviews."""
    child = cells.text("CHILD", is_required=True)
    born_on = cells.day("DOB", is_required=True)
    reviewed_on = cells.day("REVIEW", is_required=True)
    code = cells.code("REVIEW_CODE", is_required=True)
    children.check_in_header(cells, child)
    children.check_born_on(cells, child, born_on)
    if cells.is_refused or born_on is None or reviewed_on is None:
        return None
    return ReviewRow(child=child, born_on=born_on, reviewed_on=reviewed_on, code=code)


ROW_READERS: dict[Table, Callable[[Cells, Children], Row | None]] = {
    Table.HEADER: header_row,
    Table.UASC: unaccompanied_row,
    Table.EPISODES: care_episode_row,
    Table.MISSING: missing_row,
    Table.REVIEWS: review_row,
}
