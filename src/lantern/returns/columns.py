"""The tables of the 903 return: their columns in order, their codes, and what changed when.

Source: the column and code sets of the DfE 903 specification as the sector's open tools carry them, for the
collection years 2016/17 to 2026/27. The codes are the union over those years: an import takes any code that
was ever right, and `YEAR_NOTES` says when each was.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lantern.vocabulary import placements
from lantern.vocabulary.missing import MissingKind, Sex


class Table(StrEnum):
    """One table of the return, by the name its file usually has."""

    HEADER = "Header"
    UASC = "UASC"
    EPISODES = "Episodes"
    MISSING = "Missing"
    REVIEWS = "Reviews"
    PREV_PERM = "PrevPerm"
    PLACED_ADOPTION = "PlacedAdoption"
    OC2 = "OC2"
    OC3 = "OC3"
    AD1 = "AD1"
    SW_EPISODES = "SWEpisodes"
    DOLO = "DoLo"


# The order tables are read in: the Header first, since it says which children there are.
READ_NOW = (Table.HEADER, Table.UASC, Table.EPISODES, Table.MISSING, Table.REVIEWS)


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


COLUMNS: dict[Table, tuple[str, ...]] = {
    Table.HEADER: _names("CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB"),
    Table.UASC: _names("CHILD SEX DOB DUC"),
    Table.EPISODES: _names(
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN"
    ),
    Table.MISSING: _names("CHILD DOB MISSING MIS_START MIS_END"),
    Table.REVIEWS: _names("CHILD DOB REVIEW REVIEW_CODE"),
    Table.PREV_PERM: _names("CHILD DOB PREV_PERM LA_PERM DATE_PERM"),
    Table.PLACED_ADOPTION: _names("CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"),
    Table.OC2: _names(
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT"
        " SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"
    ),
    Table.OC3: _names("CHILD DOB IN_TOUCH ACTIV ACCOM"),
    Table.AD1: _names("CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"),
    Table.SW_EPISODES: _names("CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON"),
    Table.DOLO: _names("CHILD DOB DOLO_START DOLO_END"),
}

# A column in no other table, or in few: enough of these tell which table a file holds, whatever its name.
SHARED_COLUMNS = frozenset({"CHILD", "DOB", "SEX"})

SEX_CODES: dict[str, Sex] = {
    "1": Sex.MALE,
    "2": Sex.FEMALE,
    "M": Sex.MALE,
    "F": Sex.FEMALE,
    "U": Sex.UNKNOWN,
}
YES_NO_CODES: dict[str, bool] = {"0": False, "1": True}
MISSING_CODES: dict[str, MissingKind] = {kind.value: kind for kind in MissingKind}


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The codes of one column, and the DfE rule that says a value is not among them (empty: none known)."""

    allowed: frozenset[str]
    rule: str = ""


CODES: dict[str, Codes] = {
    "SEX": Codes(allowed=frozenset(SEX_CODES), rule="101"),
    "ETHNIC": Codes(allowed=placements.ETHNIC_CODES, rule="103"),
    "MOTHER": Codes(allowed=frozenset(YES_NO_CODES)),
    "RNE": Codes(allowed=placements.REASON_NEW_CODES, rule="143"),
    "LS": Codes(allowed=placements.LEGAL_STATUS_CODES, rule="144"),
    "CIN": Codes(allowed=placements.CATEGORY_OF_NEED_CODES, rule="145"),
    "PLACE": Codes(allowed=placements.PLACEMENT_CODES, rule="146"),
    "PLACE_PROVIDER": Codes(allowed=placements.PLACE_PROVIDER_CODES),
    "REC": Codes(allowed=placements.REASON_CEASED_CODES, rule="149"),
    "REASON_PLACE_CHANGE": Codes(allowed=placements.REASON_PLACE_CHANGE_CODES),
    "MISSING": Codes(allowed=frozenset(MISSING_CODES), rule="1006"),
    "REVIEW_CODE": Codes(allowed=placements.REVIEW_CODES),
}

# The DfE rule that says a day is not a day, where there is one.
DAY_RULES: dict[str, str] = {
    "DECOM": "141",
    "DEC": "147",
    "DUC": "104",
    "MIS_START": "1004",
    "MIS_END": "1005",
}


@dataclass(frozen=True, kw_only=True)
class YearNote:
    """When some codes of a column were right, by the year a collection ends; None where there is no bound."""

    column: str
    codes: tuple[str, ...]
    from_year: int | None = None
    until_year: int | None = None


YEAR_NOTES = (
    YearNote(column="SEX", codes=("1", "2"), until_year=2024),
    YearNote(column="SEX", codes=("M", "F", "U"), from_year=2025),
    YearNote(column="PLACE", codes=("H5", "P2"), until_year=2024),
    YearNote(column="PLACE", codes=("K3",), from_year=2025),
    YearNote(column="PLACE", codes=("Z1",), until_year=2025),
    YearNote(column="PLACE", codes=("Z11", "Z12", "Z13", "Z14"), from_year=2026),
    YearNote(column="REC", codes=("E43", "E44"), until_year=2018),
    YearNote(column="REASON_PLACE_CHANGE", codes=("CUSTOD",), from_year=2019),
)


def table_of(header: tuple[str, ...]) -> Table | None:
    """Name the table whose own columns a header has most of; None where it has none of any."""
    found = frozenset(header)

    def own_columns(table: Table) -> int:
        return len((frozenset(COLUMNS[table]) - SHARED_COLUMNS) & found)

    best = max(Table, key=own_columns)
    return best if own_columns(best) and "CHILD" in found else None
