"""Which times cannot be true. Only what is certain is refused: a time known to the day has its whole day."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused

CLOCKS_DIFFER_BY = timedelta(minutes=2)  # as two honest clocks may; the database allows the same


class ImpossibleTime(Refused):
    """A time that contradicts the clock or another time. `field` names what to put right."""


def check_not_future(
    *, happened: When, words: str = "of what happened", field: str = "happened", now: datetime
) -> None:
    """Refuse, with ImpossibleTime, a time more than two minutes after `now` (UTC)."""
    if happened.earliest > now + CLOCKS_DIFFER_BY:
        raise ImpossibleTime(
            f"The time {words} is in the future. Nothing was recorded. Check day and time.", field=field
        )


def check_times(
    *,
    last_seen: When | None,
    noticed: When | None,
    located: When | None,
    returned: When | None,
    now: datetime,
) -> None:
    """Refuse, with ImpossibleTime, times that cannot all be true. Pass None for what is not known.

    A child may be noticed missing by one person and seen later by another: those two are not compared.
    """
    times = {"last_seen": last_seen, "noticed": noticed, "located": located, "returned": returned}
    for field, when in times.items():
        if when is not None:
            check_not_future(happened=when, words=_WORDS[field], field=field, now=now)
    _check_order(last_seen, located, "found before they were last seen", field="located")
    _check_order(last_seen, returned, "back before they were last seen", field="returned")
    _check_order(located, returned, "back before they were found", field="returned")


def check_next_review(*, assessed: When, next_review_at: datetime | None) -> None:
    """Refuse, with ImpossibleTime, a next review that is not after the assessment (both UTC)."""
    if next_review_at is not None and next_review_at <= assessed.earliest:
        raise ImpossibleTime(
            "The next review would come before this assessment. Nothing was recorded. Check both times.",
            field="next_review_at",
        )


_WORDS = {
    "last_seen": "when the child was last seen",
    "noticed": "when the child was noticed missing",
    "located": "when the child was found",
    "returned": "when the child came back",
}


def _check_order(earlier: When | None, later: When | None, words: str, *, field: str) -> None:
    if earlier is not None and later is not None and later.certainly_before(earlier):
        raise ImpossibleTime(
            f"The child cannot be {words}. Nothing was recorded. Check both times and correct the wrong one.",
            field=field,
        )
