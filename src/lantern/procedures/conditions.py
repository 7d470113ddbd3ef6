"""The conditions and the excuses a duty's file may name: pure functions over dated facts.

What nobody knows never lowers attention: a condition whose fact is not known holds (and what is owed says which fact
that was), and an excuse whose fact is not known excuses nothing. One condition asks for a body that may not be there
at all, and does not hold where nobody knows of it: then nobody could owe anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lantern.procedures.facts import FactName, Facts, PlacedWith
from lantern.procedures.history import Happened
from lantern.vocabulary.arrivals import AgeStanding
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.out_of_area import Distance

__all__ = ["CONDITIONS", "EXCUSES", "Condition", "Excuse", "Facts", "assumed"]

DAYS_BEFORE_18 = 100  # domain.md row 82: a pilot panel decides where a child is more than this from 18


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing that must hold for a duty to arise, with the words in which the handbook states it.

    `reads` are the facts it asks for on the day of the arising event.
    """

    words: str
    holds: Callable[[Facts, Happened], bool]
    reads: tuple[FactName, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """One thing that ends a duty without its being met. `since` gives the London day from which, or None."""

    words: str
    since: Callable[[Facts, Happened], date | None]


def is_missing_not_away(facts: Facts, arising: Happened) -> bool:
    """Say whether the child counts as missing: always, unless the authority knows where they are."""
    if arising.episode is None:
        return True
    return facts.authority_kinds.get(arising.episode) is not MissingKind.AWAY_WITHOUT_AUTHORISATION


def is_out_of_area(facts: Facts, arising: Happened) -> bool:
    """Say whether the placement may be outside the responsible authority's area."""
    return facts.on(FactName.DISTANCE, arising.when.on) != Distance.OWN


def is_at_a_distance(facts: Facts, arising: Happened) -> bool:
    """Say whether the placement may be outside the area and not in an adjoining one."""
    return facts.on(FactName.DISTANCE, arising.when.on) in {None, Distance.AT_A_DISTANCE}


def is_placed_with_fostering_agency(facts: Facts, arising: Happened) -> bool:
    """Say whether the child is placed with an agency's foster carers, and somebody knows it.

    Where nobody knows of an agency, there is none that could owe anything: the one condition that does not hold then.
    """
    return facts.on(FactName.PLACED_WITH, arising.when.on) == PlacedWith.FOSTERING_AGENCY


def is_under_16(facts: Facts, arising: Happened) -> bool:
    """Say whether the child may be under 16: an age that is only presumed is not known."""
    sixteenth = _sure_birthday(facts, arising, 16)
    return sixteenth is None or arising.when.on < sixteenth


def is_under_18(facts: Facts, arising: Happened) -> bool:
    """Say whether the person is or must be treated as under 18: Modern Slavery Act 2015, section 51(1)-(2)."""
    eighteenth = _sure_birthday(facts, arising, 18)
    return eighteenth is None or arising.when.on < eighteenth


def is_presumed_child(facts: Facts, arising: Happened) -> bool:
    """Say whether the age may be uncertain, so that the child is presumed to be under 18."""
    return facts.on(FactName.AGE_STANDING, arising.when.on) in {None, AgeStanding.PRESUMED}


def is_more_than_100_days_from_18(facts: Facts, arising: Happened) -> bool:
    """Say whether the 18th birthday may lie more than 100 days after the event."""
    eighteenth = _sure_birthday(facts, arising, 18)
    return eighteenth is None or eighteenth - arising.when.on > timedelta(days=DAYS_BEFORE_18)


def is_not_for_a_pilot_panel(facts: Facts, arising: Happened) -> bool:
    """Say whether the competent authority may decide: not where a pilot panel is known to."""
    eighteenth = _sure_birthday(facts, arising, 18)
    is_far = eighteenth is not None and eighteenth - arising.when.on > timedelta(days=DAYS_BEFORE_18)
    return not (facts.on(FactName.IN_PILOT_AREA, arising.when.on) is True and is_far)


def _unless_false(name: FactName) -> Callable[[Facts, Happened], bool]:
    return lambda facts, arising: facts.on(name, arising.when.on) is not False


def _sure_birthday(facts: Facts, arising: Happened, years: int) -> date | None:
    """Give the birthday, or None where it is not known or the age is only presumed."""
    born = facts.on(FactName.DATE_OF_BIRTH, arising.when.on)
    standing = facts.on(FactName.AGE_STANDING, arising.when.on)
    if not isinstance(born, date) or standing == AgeStanding.PRESUMED:
        return None
    return birthday(born, years)


def birthday(born: date, years: int) -> date:
    """Give a birthday; somebody born on 29 February has it on 1 March of a year without that day."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def turned_18(facts: Facts, arising: Happened) -> date | None:
    """Give the 18th birthday, where the age is not in doubt."""
    return _sure_birthday(facts, arising, 18)


def no_longer_looked_after(facts: Facts, arising: Happened) -> date | None:
    """Give the first day, on or after the event's, from which the child is known not to be looked after.

    A fact that a later one took the place of on that day says nothing of it.
    """
    ended = (
        max(fact.since, arising.when.on)
        for fact in facts.dated
        if fact.name is FactName.IS_LOOKED_AFTER and fact.value is False and fact.since is not None
        if fact.until is None or fact.until >= arising.when.on
    )
    return min((day for day in ended if facts.on(FactName.IS_LOOKED_AFTER, day) is False), default=None)


def assumed(name: str, facts: Facts, arising: Happened) -> tuple[FactName, ...]:
    """Give the facts that this condition asks for and nobody knows on the day of the event."""
    return tuple(fact for fact in CONDITIONS[name].reads if facts.on(fact, arising.when.on) is None)


CONDITIONS: Mapping[str, Condition] = {
    "is_missing_not_away": Condition(
        words="The responsible authority has not classified the child as away with whereabouts known, or nobody made "
        "sure of it again in time. Not classified yet counts as missing.",
        holds=is_missing_not_away,
    ),
    "is_looked_after": Condition(
        words="The child is looked after. Not known counts as looked after.",
        holds=_unless_false(FactName.IS_LOOKED_AFTER),
        reads=(FactName.IS_LOOKED_AFTER,),
    ),
    "is_out_of_area": Condition(
        words="The placement is outside the responsible authority's area. Not known counts as outside.",
        holds=is_out_of_area,
        reads=(FactName.DISTANCE,),
    ),
    "is_at_a_distance": Condition(
        words="The placement is outside the area and not in an adjoining one. Not known counts as at a distance.",
        holds=is_at_a_distance,
        reads=(FactName.DISTANCE,),
    ),
    "is_placed_with_fostering_agency": Condition(
        words="It is known that the child is placed with a fostering agency's carers. Not known does not count: then "
        "nobody is there who could owe it.",
        holds=is_placed_with_fostering_agency,
        reads=(FactName.PLACED_WITH,),
    ),
    "is_unaccompanied": Condition(
        words="The child is unaccompanied. Not known counts as unaccompanied.",
        holds=_unless_false(FactName.IS_UNACCOMPANIED),
        reads=(FactName.IS_UNACCOMPANIED,),
    ),
    "has_care_order": Condition(
        words="There is a care order. Not known counts as one.",
        holds=_unless_false(FactName.HAS_CARE_ORDER),
        reads=(FactName.HAS_CARE_ORDER,),
    ),
    "is_under_16": Condition(
        words="The child is under 16. An age that is not known, or only presumed, counts as under 16.",
        holds=is_under_16,
        reads=(FactName.DATE_OF_BIRTH,),
    ),
    "is_under_18": Condition(
        words="The child is under 18. An age that is not known, or only presumed, counts as under 18.",
        holds=is_under_18,
        reads=(FactName.DATE_OF_BIRTH,),
    ),
    "is_presumed_child": Condition(
        words="The age is uncertain and the child is presumed to be under 18. Not known counts as uncertain.",
        holds=is_presumed_child,
        reads=(FactName.AGE_STANDING,),
    ),
    "is_in_pilot_area": Condition(
        words="The authority is in the pilot of local decisions. Not known counts as in it.",
        holds=_unless_false(FactName.IN_PILOT_AREA),
        reads=(FactName.IN_PILOT_AREA,),
    ),
    "is_more_than_100_days_from_18": Condition(
        words="The child is more than 100 days from 18. An age that is not known, or only presumed, counts so.",
        holds=is_more_than_100_days_from_18,
        reads=(FactName.DATE_OF_BIRTH,),
    ),
    "is_not_for_a_pilot_panel": Condition(
        words="It is not known that a local panel of the pilot decides, which it does in a pilot area where the child "
        "is more than 100 days from 18.",
        holds=is_not_for_a_pilot_panel,
        reads=(FactName.IN_PILOT_AREA, FactName.DATE_OF_BIRTH),
    ),
}

EXCUSES: Mapping[str, Excuse] = {
    "turned_18": Excuse(
        words="the child turns 18, and the age is not only presumed",
        since=turned_18,
    ),
    "no_longer_looked_after": Excuse(
        words="the child is no longer looked after",
        since=no_longer_looked_after,
    ),
}
