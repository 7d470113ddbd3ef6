"""The words of a placement outside the responsible authority's own area."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Distance(StrEnum):
    """How far the area of a placement lies from the responsible authority's own."""

    OWN = "own"
    ADJOINING = "adjoining"
    AT_A_DISTANCE = "distance"  # neither its own nor an adjoining one; the 2010 Regulations' word


class Approver(StrEnum):
    """Who approves a placement outside the area."""

    NOMINATED_OFFICER = "nominated"
    DIRECTOR = "director"


class CarePlanCopy(StrEnum):
    """Whether the host authority has the care plan."""

    WITH_NOTICE = "with_notice"
    GIVEN_BEFORE = "before"


class NoticeTurn(StrEnum):
    """What happened to a written notice: given to somebody, or acknowledged by the host authority."""

    GIVEN = "given"
    ACKNOWLEDGED = "answered"


class MustHear(StrEnum):
    """Who is told in writing of any placement, in the order in which the regulation's restatement lists them."""

    CHILD = "child"
    PARENT = "parent"
    CONTACT = "contact"
    CARER_BEFORE = "carer_before"
    HEALTH_BODY = "health_body"
    DOCTOR = "doctor"
    SCHOOL = "school"
    REVIEWING_OFFICER = "reviewing"


HEARER_TITLES: Mapping[MustHear, str] = {
    MustHear.CHILD: "The child",
    MustHear.PARENT: "Parents, and whoever has parental responsibility",
    MustHear.CONTACT: "Whoever is to have contact with the child",
    MustHear.CARER_BEFORE: "The carer before",
    MustHear.HEALTH_BODY: "The health body of the area (integrated care board)",
    MustHear.DOCTOR: "The child's doctor",
    MustHear.SCHOOL: "The school or college",
    MustHear.REVIEWING_OFFICER: "The independent reviewing officer",
}
# To leave either out is not among what the regulation allows.
NEVER_LEFT_OUT = frozenset({MustHear.CHILD, MustHear.REVIEWING_OFFICER})
