"""The words of a placement that had to end at once."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AtOnceBecause(StrEnum):
    """Why a placement had to end at once."""

    HARM_TO_CHILD = "harm_to_child"
    INJURY_TO_OTHERS = "injury"


AT_ONCE_WORDS: Mapping[AtOnceBecause, str] = {
    AtOnceBecause.HARM_TO_CHILD: "An immediate risk of significant harm to the child",
    AtOnceBecause.INJURY_TO_OTHERS: "Serious injury to others had to be prevented",
}


class EndHeard(StrEnum):
    """Who is told that a placement ended: those who were told that it began, the carer, the host authority."""

    REVIEWING_OFFICER = "reviewing"
    CHILD = "child"
    PARENT = "parent"
    CONTACT = "contact"
    HEALTH_BODY = "health_body"
    DOCTOR = "doctor"
    SCHOOL = "school"
    CARER = "carer"
    HOST_AUTHORITY = "host"


END_HEARD_TITLES: Mapping[EndHeard, str] = {
    EndHeard.REVIEWING_OFFICER: "The independent reviewing officer",
    EndHeard.CHILD: "The child",
    EndHeard.PARENT: "Parents, and whoever has parental responsibility",
    EndHeard.CONTACT: "Whoever is to have contact with the child",
    EndHeard.HEALTH_BODY: "The health body of the area (integrated care board)",
    EndHeard.DOCTOR: "The child’s doctor",
    EndHeard.SCHOOL: "The school or college",
    EndHeard.CARER: "The carer, or the home",
    EndHeard.HOST_AUTHORITY: "The authority in whose area the placement was",
}
