"""The demonstration's plan: one child has one, with what the care plan says and what he wants."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import care_plan, plans, relatives
from lantern.actions.care_plan import CareStatus, Wish
from lantern.actions.plans import Held, Step, WrittenPlan
from lantern.actions.private_people import Person
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.plans import PlanPart

_PARTS = (
    (PlanPart.DESCRIPTION, "1.74 m, slim, short black hair. Grey hooded top most days."),
    (PlanPart.MARKS, "A scar over the left eyebrow."),
    (PlanPart.TELEPHONE, "07700 900355. A second telephone that he was given; nobody knows the number."),
    (
        PlanPart.FRIENDS,
        "Plays football with two boys from Quayside House. A man he calls uncle waits in a car.",
    ),
    (PlanPart.PLACES, "The harbour wall; the night coaches at Nesmouth; a car wash on Mill Road."),
    (PlanPart.VULNERABILITIES, "Somebody says that he owes money for his journey."),
    (PlanPart.HEALTH, "Inhaler for asthma, twice a day."),
    (PlanPart.LANGUAGES, "Arabic. Not the interpreter of the first week: he was afraid of him."),
    (
        PlanPart.WHAT_WORKS,
        "Say that he is not in trouble. Bring food. His key worker, not a uniform, speaks first.",
    ),
    (PlanPart.AGREED_WITH, "Amal; Cam Carerdemo, Larkfield House; Sergeant Demoton, Ness and Wold Police."),
    (PlanPart.CHILD_SAID, "Do not ring the man. Ring Mo."),
)
_STEPS = (
    Step(what="Ring his telephone, then send a message in Arabic", who="The carer on shift"),
    Step(what="Ring the police at once; do not wait", who="The carer on shift"),
    Step(what="Look at the harbour wall and the night coaches", who="Ness and Wold Police"),
)


def planned(child: str, *, by: Actor, carer: Actor, now: datetime) -> None:
    """Write the child's plan, say who must not be told, and have the home say that it holds it."""
    uncle = Person(name="A man he calls uncle", is_to_the_child="not a relative")
    person = relatives.add_relative(child=child, person=uncle, by=by, now=now)
    relatives.decide_relative(
        child=child,
        person=person,
        may_be_told=MayBeTold.NO,
        reasons="Nobody knows who he is, and Amal is afraid after he rings.",
        by=by,
        now=now,
    )
    _in_the_care_plan(child, by=by, now=now)
    plan = WrittenPlan(
        owner="Sol Workerdemo", review_on=day_of(now) + timedelta(days=28), parts=_PARTS, steps=_STEPS
    )
    number = plans.write_plan(child=child, plan=plan, seen_version=0, by=by, now=now)
    held = Held(holds_plan=True, holds_guidance=True, carer_briefed="Cam Carerdemo")
    plans.hold_plan(child=child, version=number, held=held, by=carer, now=now + timedelta(hours=2))


def _in_the_care_plan(child: str, *, by: Actor, now: datetime) -> None:
    status = CareStatus(
        trafficking=Answer.YES,
        unaccompanied=Answer.YES,
        basis="He told the arrivals team of a debt for his journey, and of calls that he is afraid of.",
        in_care_plan_on=day_of(now),
    )
    care_plan.record_status(child=child, status=status, by=by, now=now)
    wish = Wish(
        trusts="Mo Morningdemo",
        is_to_the_child="key worker",
        reach="at Larkfield House, 07700 900301",
        wants="Ask me before you ring anybody. I want to play football on Saturdays.",
        said_on=day_of(now),
        said_to="Sol Workerdemo",
    )
    care_plan.record_wish(child=child, wish=wish, by=by, now=now)
