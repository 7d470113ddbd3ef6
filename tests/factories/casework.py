"""Visits, reviews and the other steps of a child's case, as bare rows."""

from __future__ import annotations

from typing import Any

from lantern.record.models import CaseStep, Event, OfficerView, ReviewAsked, ReviewDetail, VisitMade
from lantern.vocabulary.casework import Considered, Seen, VisitedAt, WhichReview
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.events import EventKind
from tests.factories.case_events import make_case_event
from tests.factories.sight import invented


@invented
def make_visit_made(*, event: Event | None = None, **fields: Any) -> VisitMade:
    fields.setdefault("visitor", "Invented Worker")
    fields.setdefault("visited_at", VisitedAt.PLACEMENT.value)
    fields.setdefault("seen", Seen.ALONE.value)
    event = event or make_case_event(kind=EventKind.CHILD_VISITED)
    return VisitMade.objects.create(event=event, **fields)


@invented
def make_review_detail(*, event: Event | None = None, **fields: Any) -> ReviewDetail:
    fields.setdefault("which", WhichReview.FIRST.value)
    fields.setdefault("chaired_by", "Invented Officer")
    fields.setdefault("status_needs", Considered.DOES_NOT_APPLY.value)
    fields.setdefault("safety_considered", True)
    event = event or make_case_event(kind=EventKind.REVIEW_HELD)
    return ReviewDetail.objects.create(event=event, **fields)


@invented
def make_review_asked(*, event: Event | None = None, **fields: Any) -> ReviewAsked:
    fields.setdefault("ground", ReviewGround.CHILD_ASKS.value)
    fields.setdefault("asked_by", "the child")
    event = event or make_case_event(kind=EventKind.REVIEW_ASKED)
    return ReviewAsked.objects.create(event=event, **fields)


@invented
def make_officer_view(*, event: Event | None = None, **fields: Any) -> OfficerView:
    fields.setdefault("officer", "Invented Officer")
    fields.setdefault("asks", False)
    event = event or make_case_event(kind=EventKind.REVIEW_CONSIDERED)
    return OfficerView.objects.create(event=event, **fields)


@invented
def make_case_step(*, event: Event | None = None, **fields: Any) -> CaseStep:
    fields.setdefault("who", "Invented Chair")
    event = event or make_case_event(kind=EventKind.CONFERENCE_HELD)
    return CaseStep.objects.create(event=event, **fields)


MADE = (make_visit_made, make_review_detail, make_review_asked, make_officer_view, make_case_step)
