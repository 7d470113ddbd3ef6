"""The list of places: what a place must say, and when it may be said to have been searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lantern.vocabulary.days import When
from lantern.vocabulary.places import STILL_TO_SEARCH, PlaceOutcome
from lantern.vocabulary.refusals import Refused


def check_place(*, address: str, why: str, has_source: bool) -> None:
    """Refuse a place that nobody could find, or of which nobody could say why it matters."""
    if not address.strip():
        raise Refused("Enter the address, or the place in words.", field="address")
    if not why.strip() and not has_source:
        raise Refused("Type why this place matters.", field="why")


def check_search(*, known: When, searched: When, outcome: PlaceOutcome, looked: str, words: str) -> None:
    """Refuse a search of a place before it was known, without who looked, or one that leaves open what is left."""
    if searched.certainly_before(known):
        raise Refused(
            "The place was not known yet at that time. Nothing was recorded. Check the time, or, where the place was "
            "known before, strike it and put it on the list again with that time.",
            field="happened",
        )
    if not looked.strip():
        raise Refused("Enter who looked there.", field="looked")
    if outcome in STILL_TO_SEARCH and not words.strip():
        raise Refused("Type what is still to be looked at.", field="words")


def is_searched(outcomes: Iterable[PlaceOutcome]) -> bool:
    """Say whether a place was searched: somebody looked, and not only tried to or looked at a part."""
    return any(outcome not in STILL_TO_SEARCH for outcome in outcomes)


def is_said_there(looks: Sequence[tuple[When, PlaceOutcome]]) -> bool:
    """Say whether somebody said that the child is there, and nobody who certainly looked later saw otherwise."""
    gone = [at for at, outcome in looks if outcome in (PlaceOutcome.NOT_THERE, PlaceOutcome.SIGNS)]
    there = [at for at, outcome in looks if outcome is PlaceOutcome.THERE]
    return any(not any(at.certainly_before(later) for later in gone) for at in there)
