"""The words of a child's arrival alone, and of how old the child is taken to be."""

from __future__ import annotations

from enum import StrEnum


class AgeStanding(StrEnum):
    """How it stands with the age: presumed under 18 until it was assessed or determined."""

    PRESUMED = "presumed"
    DETERMINED = "determined"


class AgeBasis(StrEnum):
    """What the age rests on."""

    PRESUMPTION = "presumption"  # section 51 of the Modern Slavery Act 2015
    ASSESSMENT = "assessment"  # by a local authority
    DOCUMENT = "document"
    COURT = "court"  # or a tribunal
    OTHER = "other"
