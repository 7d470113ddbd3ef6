"""The demonstration's casework: a few visits and reviews, one of them late, and a review that a child asks for."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import casework
from lantern.actions.casework import Asking, Review, Visit
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.casework import Considered, Seen, VisitedAt, WhichReview
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.days import day_of

_WEEK = timedelta(weeks=1)


def visited(child: str, *, weeks_ago: int, by: Actor, now: datetime) -> None:
    """Record a visit of so many weeks ago, at which the child was seen alone."""
    visit = Visit(
        on=day_of(now - weeks_ago * _WEEK),
        visitor="Sol Workerdemo, social worker",
        visited_at=VisitedAt.PLACEMENT,
        seen=Seen.ALONE,
    )
    casework.record_visit(child=child, visit=visit, by=by, now=now)


def reviewed(child: str, *, weeks_ago: int, status: Considered, by: Actor, now: datetime) -> None:
    """Record a later review of so many weeks ago."""
    review = Review(
        on=day_of(now - weeks_ago * _WEEK),
        which=WhichReview.LATER,
        chaired_by="Ria Reviewdemo, independent reviewing officer",
        status_needs=status,
        safety_considered=True,
        decided="The placement goes on. The social worker asks the school about the afternoons.",
    )
    casework.record_review(child=child, review=review, by=by, now=now)


def asked_for(child: str, *, by: Actor, now: datetime) -> None:
    """Record that a child asks for a review."""
    asking = Asking(
        on=day_of(now - timedelta(days=2)),
        ground=ReviewGround.CHILD_ASKS,
        asked_by="the child, to the key worker",
        why="Wants to live nearer to school.",
    )
    casework.record_asking(child=child, asking=asking, by=by, now=now)
