"""What a nightly feed from an authority's main system may say: its tables and their columns, a closed list.

Where the Standard Safeguarding Dataset has a column, ours has its name. It has none for who has parental
responsibility by name, for a home by name, or for telephone numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FORM = "feed"  # how the form of each kept run of a feed begins, before the name of its mapping


class FeedTable(StrEnum):
    """One table of the feed, in the order in which they are taken."""

    CHILDREN = "children"
    LEGAL_STATUS = "legal_status"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    PLACEMENTS = "placements"
    WORKERS = "workers"
    TELEPHONES = "telephones"


class Kind(StrEnum):
    """How the cell of a column is read."""

    TEXT = "text"
    DAY = "day"
    SEX = "sex"  # F, M or U, by the mapping's codes
    YES_NO = "yes_no"
    CAPACITY = "capacity"  # a word of vocabulary.involved, by the mapping's codes
    TELEPHONE = "telephone"  # one number that can be rung from outside


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: how its cells are read, whether a row needs it, and how long it may be."""

    name: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    longest: int = 200


def _text(name: str, longest: int = 200, *, is_required: bool = False) -> Column:
    return Column(name=name, longest=longest, is_required=is_required)


def _day(name: str, *, is_required: bool = False) -> Column:
    return Column(name=name, kind=Kind.DAY, is_required=is_required)


# The first column of each is the number that the main system knows the child by.
COLUMNS: Mapping[FeedTable, tuple[Column, ...]] = {
    FeedTable.CHILDREN: (
        _text("pers_person_id", 48, is_required=True),
        _text("pers_forename", 100, is_required=True),
        _text("pers_surname", 150, is_required=True),
        _text("known_as", 100),
        _day("pers_dob"),
        Column(name="pers_sex", kind=Kind.SEX),
        _text("pers_ethnicity", 4),
        _text("pers_nationality", 100),
        _text("languages"),
        _text("pers_upn", 13),
    ),
    FeedTable.LEGAL_STATUS: (
        _text("lega_person_id", 48, is_required=True),
        _text("lega_legal_status", 100, is_required=True),
        _day("lega_legal_status_start_date", is_required=True),
        _day("lega_legal_status_end_date"),
    ),
    FeedTable.PARENTAL_RESPONSIBILITY: (
        _text("person_id", 48, is_required=True),
        _text("name", is_required=True),
        _text("is_to_the_child", 100, is_required=True),
        Column(name="has_parental_responsibility", kind=Kind.YES_NO),
        _text("telephone", 40),
    ),
    FeedTable.PLACEMENTS: (
        _text("clap_person_id", 48, is_required=True),
        _text("placement_name", is_required=True),
        _day("clap_cla_placement_start_date", is_required=True),
        _day("clap_cla_placement_end_date"),
        _text("clap_cla_placement_change_reason"),
        _text("address", 500),
        _text("carer_name"),
        _text("telephone", 40),
    ),
    FeedTable.WORKERS: (
        _text("invo_person_id", 48, is_required=True),
        _text("prof_professional_name", is_required=True),
        Column(name="invo_professional_role_id", kind=Kind.CAPACITY, is_required=True),
        _text("invo_professional_team"),
        Column(name="prof_telephone", kind=Kind.TELEPHONE, longest=40),
        Column(name="team_telephone", kind=Kind.TELEPHONE, longest=40),
        _day("invo_involvement_end_date"),
    ),
    FeedTable.TELEPHONES: (
        _text("person_id", 48, is_required=True),
        _text("what", 60, is_required=True),
        _text("telephone", 40, is_required=True),
        _text("name"),
    ),
}
# A period that ends before it begins is refused.
PERIODS: Mapping[FeedTable, tuple[str, str]] = {
    FeedTable.LEGAL_STATUS: ("lega_legal_status_start_date", "lega_legal_status_end_date"),
    FeedTable.PLACEMENTS: ("clap_cla_placement_start_date", "clap_cla_placement_end_date"),
}


def number_of(table: FeedTable) -> str:
    """Give the name of the column that holds the child's number."""
    return COLUMNS[table][0].name
