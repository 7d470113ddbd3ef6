"""Which times cannot be true. Only what is certain is refused: a time known to the day has its whole day."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.policies.folding import EpisodeState
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused

CLOCKS_DIFFER_BY = timedelta(minutes=2)  # as two honest clocks may; the database allows the same


class ImpossibleTime(Refused):
    """A time that contradicts the clock or another time. `field` names what to put right."""


def check_not_future(when: When, *, words: str, field: str, now: datetime) -> None:
    """Refuse, with ImpossibleTime, a time more than two minutes after `now` (UTC)."""
    if when.earliest > now + CLOCKS_DIFFER_BY:
        raise ImpossibleTime(
            f"The time {words} is in the future. Nothing was recorded. Check the day and the time.",
            field=field,
        )


def check_times(*, state: EpisodeState, now: datetime) -> None:
    """Refuse, with ImpossibleTime, an episode whose times cannot all be true.

    Fold the episode with the new event in it and check that, before anything is written: a correction is then
    held to the same rules as a first record.
    """
    for field, words in _WORDS.items():
        when = getattr(state, field)
        if when is not None:
            check_not_future(when, words=words, field=field, now=now)
    _check_order(state.last_seen, state.located, "found before they were last seen", field="located")
    _check_order(state.last_seen, state.returned, "back before they were last seen", field="returned")
    _check_order(state.located, state.returned, "back before they were found", field="returned")


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
    "police_reported": "when the police were told",
    "located": "when the child was found",
    "returned": "when the child came back",
    "risk_set": "of the risk assessment",
}


def _check_order(earlier: When | None, later: When | None, words: str, *, field: str) -> None:
    if earlier is not None and later is not None and later.certainly_before(earlier):
        raise ImpossibleTime(
            f"The child cannot be {words}. Nothing was recorded. Check both times and correct the wrong one.",
            field=field,
        )
