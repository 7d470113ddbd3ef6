"""The closed words of what was done in a child's case: a visit, a review, who asked for one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lantern.vocabulary.changed import ReviewGround


class Seen(StrEnum):
    """Whether the child was seen, and whether alone."""

    ALONE = "alone"
    WITH_OTHERS = "with_others"
    NOT_SEEN = "not_seen"  # the visit was made and the child was not there, or not to be seen


class VisitedAt(StrEnum):
    """Where the child was visited. No address is written down."""

    PLACEMENT = "placement"
    ELSEWHERE = "elsewhere"


class WhichReview(StrEnum):
    """Which review of this time in care it was: the first has another interval after it than the others."""

    FIRST = "first"
    LATER = "later"


class Considered(StrEnum):
    """Whether a review considered the needs that arise from trafficking or from being unaccompanied."""

    CONSIDERED = "considered"
    LEFT_OUT = "left_out"
    DOES_NOT_APPLY = "does_not_apply"


class PlanOf(StrEnum):
    """Of what a plan is: of what runs, of what is to begin next, or of what is over."""

    RUNNING = "running"
    NEXT = "next"
    OVER = "over"


# On what a review is asked for by somebody: being told, so as to consider one, is no asking.
ASKS_ON = tuple(ground for ground in ReviewGround if ground is not ReviewGround.TO_CONSIDER)

SEEN_WORDS: Mapping[Seen, str] = {
    Seen.ALONE: "Seen alone",
    Seen.WITH_OTHERS: "Seen, not alone",
    Seen.NOT_SEEN: "Not seen",
}
THREE_MONTHS = "Within three months: after its first year, the placement is intended to last until 18"
VISITED_AT_WORDS: Mapping[VisitedAt, str] = {
    VisitedAt.PLACEMENT: "Where the child lives",
    VisitedAt.ELSEWHERE: "Somewhere else",
}
WHICH_WORDS: Mapping[WhichReview, str] = {
    WhichReview.FIRST: "The first since the child came into care",
    WhichReview.LATER: "The second, or a later one",
}
CONSIDERED_WORDS: Mapping[Considered, str] = {
    Considered.CONSIDERED: "Considered",
    Considered.LEFT_OUT: "Not considered",
    Considered.DOES_NOT_APPLY: "Neither is known of this child",
}
