"""What visits, reviews and the asking for one say of themselves, as the duties ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lantern.record.models import (
    ChangedDetail,
    OfficerView,
    ReviewAsked,
    ReviewDetail,
    VisitMade,
)
from lantern.vocabulary.casework import Considered, Seen, WhichReview
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular

Says = Mapping[int, frozenset[Particular] | None]
NOTHING: frozenset[Particular] = frozenset()


def visits(keys: Sequence[int]) -> Says:
    """Say of each visit whether the child was seen, alone or not, and whether the next may be three months later."""
    rows = VisitMade.objects.filter(event__in=keys).values_list("event_id", "seen", "is_settled")
    return {
        key: (NOTHING if seen == Seen.NOT_SEEN.value else frozenset({Particular.CHILD_SEEN}))
        | (frozenset({Particular.SETTLED}) if is_settled else NOTHING)
        for key, seen, is_settled in rows
    }


def reviews(keys: Sequence[int]) -> Says:
    """Say of each review which it was, and what it considered or left out."""
    return {row.event_id: frozenset(_review(row)) for row in ReviewDetail.objects.filter(event__in=keys)}


def _review(row: ReviewDetail) -> set[Particular]:
    said = {_WHICH[WhichReview(row.which)]}
    said.add(Particular.SAFETY_CONSIDERED if row.safety_considered else Particular.SAFETY_LEFT_OUT)
    return said | _STATUS[Considered(row.status_needs)]


def askings(keys: Sequence[int]) -> Says:
    """Say of each asking for a review whether it is the child's."""
    rows = ReviewAsked.objects.filter(event__in=keys).values_list("event_id", "ground")
    return {key: _GROUND[ReviewGround(ground)] for key, ground in rows}


def changes(keys: Sequence[int]) -> Says:
    """Say of what changed after a return whether a review was asked for by it, or the reviewing officer told."""
    rows = ChangedDetail.objects.filter(event__in=keys).values_list("event_id", "review_ground")
    return {key: _GROUND[ReviewGround(ground)] if ground else NOTHING for key, ground in rows}


def views(keys: Sequence[int]) -> Says:
    """Say of what the reviewing officer considered whether they ask for a review."""
    rows = OfficerView.objects.filter(event__in=keys).values_list("event_id", "asks")
    return {key: frozenset({Particular.OTHERS_ASK}) if asks else NOTHING for key, asks in rows}


_WHICH = {WhichReview.FIRST: Particular.FIRST_REVIEW, WhichReview.LATER: Particular.LATER_REVIEW}
_STATUS: Mapping[Considered, frozenset[Particular]] = {
    Considered.CONSIDERED: frozenset({Particular.STATUS_CONSIDERED}),
    Considered.LEFT_OUT: frozenset({Particular.STATUS_LEFT_OUT}),
    Considered.DOES_NOT_APPLY: NOTHING,
}
_OTHERS = frozenset({Particular.OTHERS_ASK})
_GROUND: Mapping[ReviewGround, frozenset[Particular]] = {
    ReviewGround.OFFICER_ASKS: _OTHERS,
    ReviewGround.PERSISTENTLY_ABSENT: _OTHERS,
    ReviewGround.RISK_OF_HARM: _OTHERS,
    ReviewGround.CHILD_ASKS: frozenset({Particular.CHILD_ASKS}),
    ReviewGround.TO_CONSIDER: frozenset({Particular.REVIEWING_OFFICER}),
}
READINGS = {
    EventKind.CHILD_VISITED: visits,
    EventKind.REVIEW_HELD: reviews,
    EventKind.REVIEW_ASKED: askings,
    EventKind.CHANGED_AFTER: changes,
    EventKind.REVIEW_CONSIDERED: views,
}
