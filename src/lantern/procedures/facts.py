"""What is so about a child, from which day and until which: the facts that a duty may depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lantern.vocabulary.arrivals import AgeStanding
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.out_of_area import Distance
from lantern.vocabulary.refusals import Refused


class FactName(StrEnum):
    """A thing that may be so about a child. What its value is stands in VALUES."""

    DATE_OF_BIRTH = "date_of_birth"
    AGE_STANDING = "age_standing"
    IS_LOOKED_AFTER = "is_looked_after"
    IS_UNACCOMPANIED = "is_unaccompanied"
    HAS_CARE_ORDER = "has_care_order"
    DISTANCE = "distance"
    PLACED_WITH = "placed_with"
    IN_PILOT_AREA = "in_pilot_area"


class PlacedWith(StrEnum):
    """With whom a child is placed, as far as a duty asks."""

    FOSTERING_AGENCY = "fostering_agency"
    OWN_FOSTERING = "own_fostering"  # the authority's own foster carers
    CHILDRENS_HOME = "childrens_home"
    SUPPORTED_ACCOMMODATION = "supported_accommodation"
    OTHER = "other"


Value = bool | date | str

VALUES: Mapping[FactName, type[date] | type[bool] | type[StrEnum]] = {
    FactName.DATE_OF_BIRTH: date,
    FactName.AGE_STANDING: AgeStanding,
    FactName.IS_LOOKED_AFTER: bool,
    FactName.IS_UNACCOMPANIED: bool,
    FactName.HAS_CARE_ORDER: bool,
    FactName.DISTANCE: Distance,
    FactName.PLACED_WITH: PlacedWith,
    FactName.IN_PILOT_AREA: bool,
}

FACT_WORDS: Mapping[FactName, str] = {
    FactName.DATE_OF_BIRTH: "the date of birth",
    FactName.AGE_STANDING: "whether the age is presumed or determined",
    FactName.IS_LOOKED_AFTER: "whether the child is looked after",
    FactName.IS_UNACCOMPANIED: "whether the child is unaccompanied",
    FactName.HAS_CARE_ORDER: "whether there is a care order",
    FactName.DISTANCE: "how far the placement is from the authority's own area",
    FactName.PLACED_WITH: "with whom the child is placed",
    FactName.IN_PILOT_AREA: "whether the authority is in the pilot of local decisions",
}


class BadFact(Refused):
    """A fact whose value is not one that its name allows."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact, from the first day on which it is so to the last, both London days; None is not bounded.

    Raises BadFact where the value is none of its kind: a day, true or false, or a word of the closed list.
    """

    name: FactName
    value: Value
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        wanted = VALUES[self.name]
        is_good = self.value in list(wanted) if issubclass(wanted, StrEnum) else type(self.value) is wanted
        if not is_good:
            raise BadFact(f'"{self.value}" is no value of "{self.name}"; it may be: {allowed(self.name)}')
        if self.since and self.until and self.until < self.since:
            raise BadFact(f'"{self.name}" ends on {self.until} before it begins on {self.since}')


def allowed(name: FactName) -> str:
    """Say in words what the values of a fact may be."""
    wanted = VALUES[name]
    if issubclass(wanted, StrEnum):
        return ", ".join(wanted)
    return "true, false" if wanted is bool else "a day, such as 2010-05-01"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is so about one child, beside what happened. Anything left out is not known.

    `authority_kinds` gives the responsible authority's standing classification of each episode, by its id.
    `dated` are the child's facts in any order.
    """

    authority_kinds: Mapping[int, MissingKind | None] = field(default_factory=dict)
    dated: Sequence[Fact] = ()

    def on(self, name: FactName, day: date) -> Value | None:
        """Give the value on a London day: of those that cover it, the one begun last. None: it is not known."""
        found = [
            fact
            for fact in self.dated
            if fact.name is name
            and (fact.since is None or fact.since <= day)
            and (fact.until is None or day <= fact.until)
        ]
        return max(found, key=lambda fact: fact.since or date.min).value if found else None
