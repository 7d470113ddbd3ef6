"""What must be said of a visit, a review and the other steps of a case before it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantern.vocabulary.casework import Seen
from lantern.vocabulary.days import day_of
from lantern.vocabulary.refusals import Refused

PLANNED_AHEAD, RECORDED_LATE = timedelta(weeks=4), timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """That a placement, or a time in care, began: on which London day, until which, and when it was recorded (UTC)."""

    from_on: date
    until_on: date | None
    recorded_at: datetime


def check_day(*, on: date, born_on: date | None, today: date) -> None:
    """Refuse what is yet to come, since an appointment is no visit, and what was before the child was born.

    Pass None for a date of birth that nobody is sure of.
    """
    if born_on is not None and on < born_on:
        raise Refused(
            "The day is before the child was born. Nothing was recorded. Check the year.", field="on"
        )
    if on > today:
        raise Refused(
            "The day is still to come. Nothing was recorded. Record it once it was done.", field="on"
        )


def check_named(*, who: str, field: str, asked: str) -> None:
    """Refuse what nobody by name did."""
    if not who.strip():
        raise Refused(f"{asked} Nothing was recorded.", field=field)


def check_seen(*, seen: Seen, not_alone_because: str) -> None:
    """Refuse a child not seen, or not alone, where nobody says why; and a reason where there is none to give."""
    if seen is Seen.ALONE and not_alone_because.strip():
        raise Refused(
            "This says that the child was seen alone, and why not. Nothing was recorded. Check both answers.",
            field="not_alone_because",
        )
    if seen is Seen.WITH_OTHERS and not not_alone_because.strip():
        raise Refused(
            "Say why the child was not seen alone. Nothing was recorded.", field="not_alone_because"
        )
    if seen is Seen.NOT_SEEN and not not_alone_because.strip():
        raise Refused("Say why the child was not seen. Nothing was recorded.", field="not_alone_because")


def check_settled(*, began: date | None, on: date) -> None:
    """Refuse three months between visits where the placement is known to be in its first year (regulation 28(2))."""
    if began is not None and (on.year - 1, on.month, on.day) < (began.year, began.month, began.day):
        raise Refused(
            "The placement is in its first year, in which visits are at most six weeks apart. Nothing was recorded. "
            "Choose six weeks.",
            field="is_settled",
        )


def check_words(*, words: str, asked: str) -> None:
    """Refuse a step of which nobody says what came of it."""
    if not words.strip():
        raise Refused(f"{asked} Nothing was recorded.", field="words")


def check_placed(*, is_placed: bool) -> None:
    """Refuse a placement plan of a running placement where none is on record."""
    if not is_placed:
        raise Refused(
            "No placement is on record whose plan this could be. Nothing was recorded. Record the placement first, or "
            "say that the plan is of one that begins later.",
            field="of",
        )


def is_of_next(*, planned_on: date, recorded_at: datetime, begins: Beginning) -> bool:
    """Say whether a plan for what is to begin can be of this: begun within four weeks of it, and still to come then.

    What was on record as begun by the day on which the plan was recorded was not still to come. A beginning that was
    recorded later may lie up to a week before the plan, if it was not over by then: it was written down late. Four
    weeks and one are Lantern's own reading: of an older plan nobody knows whether it is of the same placement.
    """
    was_known = begins.recorded_at < recorded_at and begins.from_on <= day_of(recorded_at)
    is_over = begins.until_on is not None and begins.until_on < planned_on
    is_near = planned_on - RECORDED_LATE <= begins.from_on <= planned_on + PLANNED_AHEAD
    return is_near and not was_known and not is_over


def is_of_past(*, planned_on: date, begins: Beginning) -> bool:
    """Say whether a plan of what is over can be of this: made while it ran, or in the four weeks before it began."""
    until = begins.until_on
    return until is not None and begins.from_on - PLANNED_AHEAD <= planned_on <= until


def check_child_asked(*, has_asked: bool) -> None:
    """Refuse that a review is not justified which no child asked for: others' asking the officer cannot set aside."""
    if not has_asked:
        raise Refused(
            "It is not on record that the child asked for a review. Nothing was recorded. Record the asking first. A "
            "review that somebody else asked for is held."
        )
