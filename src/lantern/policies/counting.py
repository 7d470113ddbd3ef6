"""The last day that is counted of an absence from care. The search goes on after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantern.vocabulary.involved import CountEnds


@dataclass(frozen=True, kw_only=True)
class InCare:
    """One care episode: days only, `ended_on` empty while it runs."""

    began_on: date
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The last counted day, in London, and why it is the last."""

    until_on: date
    because: CountEnds


def eighteenth_birthday(born: date) -> date:
    """Give the day on which somebody is 18; who was born on 29 February is 18 on 1 March of a common year."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return date(born.year + 18, 3, 1)


def last_counted_day(
    *, born: date | None, is_disputed: bool, care: Sequence[InCare], since: date
) -> Ends | None:
    """Give when the counted period of an absence since that day ends; None where nothing known ends it.

    A disputed age ends nothing: whoever may be under 18 is a child. Care that ended before the child was last seen
    says nothing of this absence. Source: the 903's Missing table ends an absence by the 18th birthday or the end of
    care (rules 577 and 580, as a peer's validator carries them).
    """
    ends = []
    if born is not None and not is_disputed:
        ends.append(Ends(until_on=eighteenth_birthday(born), because=CountEnds.EIGHTEEN))
    if (left := _left_care(care)) is not None:
        ends.append(Ends(until_on=left, because=CountEnds.CARE_ENDED))
    return min((each for each in ends if each.until_on >= since), key=lambda e: e.until_on, default=None)


def _left_care(care: Sequence[InCare]) -> date | None:
    """Give the day on which care ended for good; None while an episode runs, or where none is recorded."""
    ended = [each.ended_on for each in care if each.ended_on is not None]
    return max(ended) if ended and len(ended) == len(care) else None
