"""Where a placement begins and ends, and where care ends: the days that cannot be, and who must have agreed."""

from __future__ import annotations

from datetime import date

from lantern.vocabulary.refusals import Refused

_YOUNGEST, _ADULT = 16, 18


def check_began(*, from_on: date, today: date, running_since: date | None, last_ended: date | None) -> None:
    """Refuse a placement that begins on a day to come, or before the one before it began or ended."""
    if from_on > today:
        raise Refused(
            "The placement begins on a day to come. Nothing was recorded: whoever lives with the child then would "
            "see the record today. Record it on the day.",
            field="from_on",
        )
    if running_since is not None and from_on < running_since:
        raise Refused(
            "The placement that runs now began after that day. Nothing was recorded. Check both days.",
            field="from_on",
        )
    if last_ended is not None and from_on < last_ended:
        raise Refused(
            "The placement before it ended after that day, so the two would overlap. Nothing was recorded.",
            field="from_on",
        )


def check_ended(*, ended_on: date, began_on: date | None, today: date) -> None:
    """Refuse an end on a day to come, or before the placement began."""
    if ended_on > today:
        raise Refused(
            "The end is on a day to come. Nothing was recorded. Record it on the day.", field="ended_on"
        )
    if began_on is not None and ended_on < began_on:
        raise Refused(
            "The placement began after that day. Nothing was recorded. Check both days.", field="ended_on"
        )


def check_reasons(reasons: str) -> None:
    """Refuse an end without its reason."""
    if not reasons.strip():
        raise Refused("Say why it ended. Nothing was recorded.", field="reasons")


def needs_approval(*, born: date | None, ended_on: date) -> bool:
    """Say whether the end of care must name who approved it: a child of 16 or 17, or of an age nobody knows.

    Regulation 39ZA of the Care Planning, Placement and Case Review (England) Regulations 2010.
    """
    if born is None:
        return True
    age = ended_on.year - born.year - ((ended_on.month, ended_on.day) < (born.month, born.day))
    return _YOUNGEST <= age < _ADULT


def check_approved(*, approved_by: str, is_needed: bool) -> None:
    """Refuse the end of care of a child of 16 or 17 that nobody is named as having approved."""
    if is_needed and not approved_by.strip():
        raise Refused(
            "Name who approved that this child is no longer looked after: the nominated officer or the director of "
            "children’s services. For a child under a care order, say so here. Nothing was recorded.",
            field="approved_by",
        )
