"""The going-missing plan and the care plan's facts, as bare rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantern.record.models import (
    CareStatusDetail,
    Child,
    ChildWish,
    EndedAtOnce,
    EndNotice,
    EpisodePlan,
    Event,
    GoingMissingPlan,
    MissingEpisode,
    PlacementDetail,
    PlanHolding,
    PlanPerson,
    PlanStep,
)
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import PlacementTurn
from lantern.vocabulary.roles import Role
from tests.factories.case_events import make_case_event
from tests.factories.children import make_child
from tests.factories.involved import make_private_person
from tests.factories.missing import RECORDED_AT, make_missing_episode
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

REVIEW_ON = date(2026, 6, 14)


@invented
def make_going_missing_plan(*, child: Child | None = None, **fields: Any) -> GoingMissingPlan:
    child = child or make_child()
    fields.setdefault("event", make_case_event(child=child, kind=EventKind.PLAN_WRITTEN))
    fields.setdefault("number", 1)
    fields.setdefault("owner", "Sol Invented")
    fields.setdefault("review_on", REVIEW_ON)
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return GoingMissingPlan.objects.create(child=child, **fields)


@invented
def make_plan_step(*, plan: GoingMissingPlan | None = None, **fields: Any) -> PlanStep:
    fields.setdefault("place", 1)
    fields.setdefault("what", "Ring her telephone")
    fields.setdefault("who", "The carer on shift")
    return PlanStep.objects.create(plan=plan or make_going_missing_plan(), **fields)


@invented
def make_plan_person(*, plan: GoingMissingPlan | None = None, **fields: Any) -> PlanPerson:
    plan = plan or make_going_missing_plan()
    if "person" not in fields:
        fields["person"] = make_private_person(child=plan.child)
    return PlanPerson.objects.create(plan=plan, **fields)


@invented
def make_plan_holding(*, plan: GoingMissingPlan | None = None, **fields: Any) -> PlanHolding:
    plan = plan or make_going_missing_plan()
    fields.setdefault("event", make_case_event(child=plan.child, kind=EventKind.PLAN_HELD))
    if "provider" not in fields:
        fields["provider"] = plan.child.placement_provider or make_organisation()
    fields.setdefault("holds_plan", True)
    fields.setdefault("holds_guidance", True)
    fields.setdefault("carer_briefed", "Cam Invented")
    fields.setdefault("recorded_at", RECORDED_AT)
    return PlanHolding.objects.create(plan=plan, **fields)


@invented
def make_episode_plan(
    *, episode: MissingEpisode | None = None, plan: GoingMissingPlan | None = None, **fields: Any
) -> EpisodePlan:
    episode = episode or make_missing_episode()
    fields.setdefault("recorded_at", RECORDED_AT)
    return EpisodePlan.objects.create(
        episode=episode, plan=plan or make_going_missing_plan(child=episode.child), **fields
    )


@invented
def make_child_wish(*, child: Child | None = None, **fields: Any) -> ChildWish:
    child = child or make_child()
    fields.setdefault("event", make_case_event(child=child, kind=EventKind.CARE_PLAN_RECORDED))
    fields.setdefault("trusts", "Mo Invented")
    fields.setdefault("wants", "Ask me before you ring anybody.")
    fields.setdefault("said_on", day_of(RECORDED_AT))
    fields.setdefault("said_to", "Sol Invented")
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("recorded_at", RECORDED_AT)
    return ChildWish.objects.create(child=child, **fields)


@invented
def make_care_status_detail(*, event: Event | None = None, **fields: Any) -> CareStatusDetail:
    fields.setdefault("trafficking", Answer.YES.value)
    fields.setdefault("unaccompanied", Answer.NOT_KNOWN.value)
    fields.setdefault("basis", "What he said to the port officer.")
    fields.setdefault("in_care_plan_on", day_of(RECORDED_AT))
    event = event or make_case_event(kind=EventKind.CARE_PLAN_RECORDED)
    return CareStatusDetail.objects.create(event=event, **fields)


@invented
def make_placement_detail(*, event: Event | None = None, **fields: Any) -> PlacementDetail:
    fields.setdefault("turn", PlacementTurn.BEGAN.value)
    fields.setdefault("on_day", day_of(RECORDED_AT))
    event = event or make_case_event(kind=EventKind.CARE_PLAN_RECORDED)
    return PlacementDetail.objects.create(event=event, **fields)


@invented
def make_ended_at_once(*, event: Event | None = None, **fields: Any) -> EndedAtOnce:
    fields.setdefault("because", AtOnceBecause.HARM_TO_CHILD.value)
    fields.setdefault("arrangements", "She sleeps at the duty home tonight.")
    return EndedAtOnce.objects.create(event=event or make_case_event(), **fields)


@invented
def make_end_notice(*, event: Event | None = None, **fields: Any) -> EndNotice:
    fields.setdefault("whom", EndHeard.CARER.value)
    fields.setdefault("told_on", day_of(RECORDED_AT))
    return EndNotice.objects.create(event=event or make_case_event(), **fields)
