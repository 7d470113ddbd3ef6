"""What may be said of what changed after a return, and when a child counts as told what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround
from lantern.vocabulary.refusals import Refused


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was typed, as far as the rules ask of it. Days are days in London."""

    placement: PlacementAfter
    lived_with: str
    moves: int | None
    plan: PlanAfter
    review: ReviewAfter
    review_ground: ReviewGround | None
    review_asked_on: date | None
    reviewing_officer: str
    words: str


def check_change(change: Change, *, returned_on: date, today: date) -> None:
    """Refuse what contradicts itself, or says nothing at all, or leaves out what the record of it needs."""
    undecided = (PlacementAfter.NOT_DECIDED, PlanAfter.NOT_DECIDED, ReviewAfter.NOT_DECIDED)
    if (change.placement, change.plan, change.review) == undecided and not change.words.strip():
        raise Refused(
            "Nothing is decided yet by this. Nothing was recorded. Record it when something is, or type what is being "
            "done.",
            field="words",
        )
    if change.placement is PlacementAfter.MOVED:
        _check_move(change)
    if change.plan is PlanAfter.CHANGED and not change.words.strip():
        raise Refused("Enter what was changed in the plan.", field="words")
    if change.review is ReviewAfter.ASKED:
        _check_review(change, returned_on=returned_on, today=today)
    elif change.review_ground or change.review_asked_on:
        raise Refused(
            "This says on what, or when, a review was asked for, and that none was. Nothing was recorded. Check both "
            "answers.",
            field="review",
        )
    if change.review is ReviewAfter.NOT_ASKED and not change.words.strip():
        raise Refused("Enter why no review is asked for.", field="words")


def _check_move(change: Change) -> None:
    if not change.lived_with.strip():
        raise Refused("Enter where the child lived before this move.", field="lived_with")
    if change.moves == 0:
        raise Refused(
            "A child who moved has moved at least once. Nothing was recorded. Check the number.",
            field="moves",
        )


def _check_review(change: Change, *, returned_on: date, today: date) -> None:
    if change.review_ground is None:
        raise Refused("Choose on what the review is asked for.", field="review_ground")
    if change.review_asked_on is None:
        raise Refused("Enter the day on which the review was asked for.", field="review_asked_on")
    if not returned_on <= change.review_asked_on <= today:
        raise Refused(
            "The review was asked for after the child was back, and not on a day to come. Nothing was recorded. Check "
            "the day. One that was asked for earlier belongs to the discussion or the care plan.",
            field="review_asked_on",
        )
    if not change.reviewing_officer.strip():
        raise Refused("Enter the reviewing officer who was asked: a name.", field="reviewing_officer")


def check_not_told(*, why: str, who_will: str, by_on: date | None, today: date) -> None:
    """Refuse a reason that is none, nobody who will tell the child, or a day that is over."""
    if not why.strip():
        raise Refused("Enter why the child was not told yet.", field="why")
    if not who_will.strip():
        raise Refused("Enter who will tell the child: a name, and where they work.", field="who_will")
    if by_on is not None and by_on < today:
        raise Refused(
            "The child is to be told by a day that is over already. Enter a day to come.", field="by_on"
        )
