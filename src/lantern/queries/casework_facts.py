"""What a chronology says of visits, reviews and the other steps of a case: label and words."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.queries.details import by_event
from lantern.record.models import CaseStep, Event, OfficerView, ReviewAsked, ReviewDetail, VisitMade
from lantern.vocabulary.casework import (
    CONSIDERED_WORDS,
    SEEN_WORDS,
    THREE_MONTHS,
    VISITED_AT_WORDS,
    WHICH_WORDS,
    Considered,
    PlanOf,
    Seen,
    VisitedAt,
    WhichReview,
)
from lantern.vocabulary.changed import GROUND_WORDS, ReviewGround
from lantern.vocabulary.events import CASEWORK, EventKind

Facts = list[tuple[str, str]]
WHO_WORDS = {
    EventKind.CARE_PLAN_WRITTEN: "Agreed with",
    EventKind.PLACEMENT_PLAN_SIGNED: "Signed by",
    EventKind.REFERRAL_ACCEPTED: "Accepted by",
    EventKind.ASSESSMENT_COMPLETED: "Completed by",
    EventKind.CONFERENCE_HELD: "Chaired by",
    EventKind.CONFERENCE_NOT_NEEDED: "Decided by",
}
_PLAN_OF_WORDS = {PlanOf.NEXT.value: "What is to begin", PlanOf.OVER.value: "What is over"}
_SAFETY_WORDS = {True: "Considered", False: "Not considered"}


def facts_of(rows: Iterable[Event]) -> dict[int, Facts]:
    """Give, by entry, what is said of these; asks nothing where there are none of their kinds."""
    held = [row for row in rows if row.kind in CASEWORK]

    def of(*kinds: EventKind) -> list[Event]:
        return [row for row in held if row.kind in kinds]

    officers = of(EventKind.REVIEW_CONSIDERED, EventKind.REVIEW_NOT_JUSTIFIED)
    steps = of(*WHO_WORDS)
    kinds = {row.pk: EventKind(row.kind) for row in steps}
    return {
        **{key: _visit(said) for key, said in by_event(VisitMade, of(EventKind.CHILD_VISITED)).items()},
        **{key: _review(said) for key, said in by_event(ReviewDetail, of(EventKind.REVIEW_HELD)).items()},
        **{key: _asked(said) for key, said in by_event(ReviewAsked, of(EventKind.REVIEW_ASKED)).items()},
        **{key: _view(said) for key, said in by_event(OfficerView, officers).items()},
        **{key: _step(said, kinds[key]) for key, said in by_event(CaseStep, steps).items()},
    }


def _step(said: CaseStep, kind: EventKind) -> Facts:
    return [(WHO_WORDS[kind], said.who), ("Of what", _PLAN_OF_WORDS.get(said.plan_of, ""))]


def _visit(said: VisitMade) -> Facts:
    why = "Why not seen" if said.seen == Seen.NOT_SEEN.value else "Why not alone"
    return [
        ("Visited by", said.visitor),
        ("Where", VISITED_AT_WORDS[VisitedAt(said.visited_at)]),
        ("The child", SEEN_WORDS[Seen(said.seen)]),
        (why, said.not_alone_because),
        ("The next visit", THREE_MONTHS if said.is_settled else ""),
    ]


def _review(said: ReviewDetail) -> Facts:
    return [
        ("Which", WHICH_WORDS[WhichReview(said.which)]),
        ("Chaired by", said.chaired_by),
        (
            "Needs from trafficking or from being unaccompanied",
            CONSIDERED_WORDS[Considered(said.status_needs)],
        ),
        ("Whether the placement keeps the child safe", _SAFETY_WORDS[said.safety_considered]),
    ]


def _asked(said: ReviewAsked) -> Facts:
    return [("Asked for by", said.asked_by), ("On what", GROUND_WORDS[ReviewGround(said.ground)])]


def _view(said: OfficerView) -> Facts:
    return [
        ("Reviewing officer", said.officer),
        ("Asks for a review", "Yes" if said.asks else "No"),
    ]
