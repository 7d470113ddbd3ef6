"""The marks of visits, reviews and the other steps of a child's case."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import casework
from lantern.actions.casework import Asking, Review, Step, View, Visit
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.casework import Considered, Seen, VisitedAt, WhichReview
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from tests.factories.marks import MARKS
from tests.factories.night import Night


def done(night: Night, *, by: Actor, now: datetime) -> None:
    """Record one of each that has words of its own, as the page does."""
    m, child, on, words = MARKS, night.child.reference, day_of(now), MARKS["Event.words"]
    visit = Visit(
        on=on,
        visitor=m["VisitMade.visitor"],
        visited_at=VisitedAt.PLACEMENT,
        seen=Seen.WITH_OTHERS,
        not_alone_because=m["VisitMade.not_alone_because"],
        words=words,
    )
    casework.record_visit(child=child, visit=visit, by=by, now=now)
    review = Review(
        on=on,
        which=WhichReview.FIRST,
        chaired_by=m["ReviewDetail.chaired_by"],
        status_needs=Considered.CONSIDERED,
        safety_considered=True,
        decided=words,
    )
    casework.record_review(child=child, review=review, by=by, now=now)
    asking = Asking(on=on, ground=ReviewGround.CHILD_ASKS, asked_by=m["ReviewAsked.asked_by"], why=words)
    casework.record_asking(child=child, asking=asking, by=by, now=now)
    view = View(on=on, officer=m["OfficerView.officer"], asks=False, why=words)
    casework.record_view(child=child, view=view, by=by, now=now)
    step = Step(kind=EventKind.CONFERENCE_HELD, on=on, who=m["CaseStep.who"], words=words)
    casework.record_step(child=child, step=step, by=by, now=now)
