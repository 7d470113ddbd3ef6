"""The marks of the going-missing plan and of what the care plan says."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import care_plan, plans
from lantern.actions.care_plan import CareStatus, Wish
from lantern.actions.plans import Held, Step, WrittenPlan
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import LivesNow, PlacementTurn, PlanPart
from tests.factories.case_events import make_case_event
from tests.factories.marked_beside import named
from tests.factories.marks import MARKS
from tests.factories.night import Night
from tests.factories.plans import make_ended_at_once, make_placement_detail


def planned(night: Night, *, by: Actor, now: datetime) -> None:
    """Write the child's plan with a mark in every part, have it held, and say what the care plan says."""
    child, m = night.child.reference, MARKS
    plan = WrittenPlan(
        owner=m["GoingMissingPlan.owner"],
        review_on=day_of(now) + timedelta(days=90),
        parts=tuple((part, m[f"GoingMissingPlan.{part}"]) for part in PlanPart),
        steps=(Step(what=m["PlanStep.what"], who=m["PlanStep.who"]),),
    )
    writer = named(by, "GoingMissingPlan.by_name")
    number = plans.write_plan(child=child, plan=plan, seen_version=0, by=writer, now=now)
    held = Held(
        holds_plan=True,
        holds_guidance=True,
        carer_briefed=m["PlanHolding.carer_briefed"],
        said_by=m["PlanHolding.said_by"],
    )
    plans.hold_plan(child=child, version=number, held=held, by=by, now=now)
    _in_the_care_plan(night, by=by, now=now)


def _in_the_care_plan(night: Night, *, by: Actor, now: datetime) -> None:
    child, m = night.child.reference, MARKS
    status = CareStatus(
        trafficking=Answer.NOT_KNOWN,
        unaccompanied=Answer.NOT_KNOWN,
        basis=m["CareStatusDetail.basis"],
        in_care_plan_on=day_of(now),
    )
    care_plan.record_status(child=child, status=status, by=by, now=now)
    names = ("trusts", "is_to_the_child", "reach", "wants", "said_to")
    wish = Wish(**{name: m[f"ChildWish.{name}"] for name in names}, said_on=day_of(now))
    care_plan.record_wish(child=child, wish=wish, by=named(by, "ChildWish.by_name"), now=now)
    ended = make_case_event(
        child=night.child,
        kind=EventKind.CARE_PLAN_RECORDED,
        by_name=by.name,
        happened_on=day_of(now),
        recorded_at=now,
    )
    make_placement_detail(
        event=ended,
        turn=PlacementTurn.ENDED.value,
        lives_now=LivesNow.ANOTHER_PLACEMENT.value,
        on_day=day_of(now),
        reasons=m["PlacementDetail.reasons"],
        approved_by=m["PlacementDetail.approved_by"],
        missing_risk=m["PlacementDetail.missing_risk"],
    )
    make_ended_at_once(event=ended, arrangements=m["EndedAtOnce.arrangements"])
