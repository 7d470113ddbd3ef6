"""The marks of what changed after a return, of why a child was not told yet, and of the page a worker gave."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import changed as acting
from lantern.policies.changed import Change
from lantern.record.context import seen_as
from lantern.record.models import ReturnInterview
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from tests.factories.childs_page import make_childs_link, make_not_told_detail
from tests.factories.marks import MARKS
from tests.factories.missing import make_event
from tests.factories.night import episode_of
from tests.factories.sight import SIMULATOR


def changed(reference: str, *, by: Actor, now: datetime) -> None:
    """Record what changed, why the child was not told at first, and a link to the child's page."""
    change = Change(
        placement=PlacementAfter.MOVED,
        lived_with=MARKS["ChangedDetail.lived_with"],
        moves=3,
        plan=PlanAfter.CHANGED,
        review=ReviewAfter.ASKED,
        review_ground=ReviewGround.CHILD_ASKS,
        review_asked_on=day_of(now),
        reviewing_officer=MARKS["ChangedDetail.reviewing_officer"],
        words=MARKS["Event.words"],
    )
    acting.record_changed(reference=reference, change=change, by=by, now=now)
    episode = episode_of(reference)
    with seen_as(SIMULATOR):
        interview = ReturnInterview.objects.get(event__episode=episode)
    event = make_event(episode=episode, kind=EventKind.CHILD_NOT_TOLD)
    make_not_told_detail(event=event, interview=interview, who_will=MARKS["NotToldDetail.who_will"])
    make_childs_link(episode=episode, by_name=MARKS["ChildsLink.by_name"])
