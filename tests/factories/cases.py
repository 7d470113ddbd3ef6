"""A child's case, recorded through the actions that people use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from lantern.actions import care_plan, discussions, plans, referrals
from lantern.actions.care_plan import CareStatus
from lantern.actions.discussions import Discussion, Person
from lantern.actions.plans import Step, WrittenPlan
from lantern.actions.referrals import NewDecision, NewReferral
from lantern.record.models import OwedDuty
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Section47, TookPartFor
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.referrals import Decider, Ground, Outcome
from tests.factories.night import NOW, Night
from tests.factories.sight import SIMULATOR, seen_as

_PEOPLE = (
    Person(
        name="Invented Worker", post="Manager", organisation="Council", took_part_for=TookPartFor.SOCIAL_CARE
    ),
    Person(
        name="Invented Sergeant", post="Sergeant", organisation="Police", took_part_for=TookPartFor.POLICE
    ),
    Person(name="Invented Nurse", post="Nurse", organisation="Hospital", took_part_for=TookPartFor.HEALTH),
)


def day(number: int, month: int = 3) -> When:
    return When(on=date(2026, month, number))


REFERRED, WRITTEN, DECIDED = day(2), day(3), day(6)


def refer(night: Night, *, happened: When = REFERRED, now: datetime = NOW) -> int:
    """Send the welfare form, then the referral; give its number."""
    referrals.record_welfare_form(
        child=night.child.reference, sent=happened, sent_to="Invented Duty Team", by=night.desk, now=now
    )
    new = NewReferral(
        happened=happened, decider=Decider.COMPETENT_AUTHORITY, answers=(("trafficking", "yes"),)
    )
    return int(referrals.refer(child=night.child.reference, referral=new, by=night.desk, now=now))


def decide(
    night: Night,
    referral: int,
    *,
    ground: Ground = Ground.REASONABLE,
    outcome: Outcome = Outcome.POSITIVE,
    on: When = DECIDED,
    now: datetime = NOW,
) -> int:
    decision = NewDecision(ground=ground, decided=on, outcome=outcome, decider=Decider.COMPETENT_AUTHORITY)
    return int(
        referrals.record_decision(
            child=night.child.reference, referral=referral, decision=decision, by=night.desk, now=now
        )
    )


def say_status(
    night: Night,
    *,
    trafficking: Answer = Answer.YES,
    unaccompanied: Answer = Answer.NOT_KNOWN,
    on: When = WRITTEN,
    now: datetime = NOW,
) -> str:
    status = CareStatus(
        trafficking=trafficking, unaccompanied=unaccompanied, basis="The referral.", in_care_plan_on=on.on
    )
    return str(care_plan.record_status(child=night.child.reference, status=status, by=night.desk, now=now))


def discuss(
    night: Night, *, held: When, section_47: Section47 = Section47.NOT_MADE, now: datetime, **more: Any
) -> int:
    discussion = Discussion(
        held=held,
        held_by=HeldBy.VIDEO,
        took_part=_PEOPLE,
        known="She has not been seen since seven.",
        decided="The police ring the friend tonight.",
        section_47=section_47,
        section_47_because="Nothing that asks for enquiries is known.",
        first_responder="Invented Worker",
        next_review_on=day_of(now) + timedelta(days=2),
        **more,
    )
    return int(
        discussions.record_discussion(
            child=night.child.reference, discussion=discussion, by=night.desk, now=now
        )
    )


def write_plan(night: Night, *, seen: int, now: datetime) -> int:
    plan = WrittenPlan(
        owner="Sol Invented",
        review_on=day_of(now) + timedelta(days=30),
        parts=((PlanPart.PLACES, "The bus station"),),
        steps=(Step(what="Ring the bus station", who="Invented Worker"),),
    )
    return plans.write_plan(child=night.child.reference, plan=plan, seen_version=seen, by=night.desk, now=now)


def owed_in_case(night: Night, *names: str, **where: Any) -> list[tuple[Any, ...]]:
    """Give what is stored in the child's case, by code and the day it arose."""
    columns = names or ("code", "settled_as")
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(child=night.child, **where)
        return list(rows.order_by("code", "arose_on", "pk").values_list(*columns))
