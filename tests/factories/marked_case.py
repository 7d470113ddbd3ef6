"""The marks of a discussion, of what somebody is to do, and of what a police level relied on."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import challenging, discussions, police, tasks
from lantern.actions.challenging import Objection, PoliceAnswer
from lantern.actions.discussions import Discussion, Handed
from lantern.actions.police import Risk
from lantern.actions.tasks import ToDo
from lantern.queries.discussions import Person
from lantern.queries.discussions import minutes as minutes_of
from lantern.queries.risk_held import risk_held
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import ChallengeOutcome, HeldBy, Route, Section47, TookPartFor
from lantern.vocabulary.missing import RiskLevel
from tests.factories.marked_beside import named
from tests.factories.marks import MARKS
from tests.factories.night import Night


def discussed(night: Night, *, by: Actor, now: datetime) -> dict[str, str]:
    """Hold a discussion, give its minutes to somebody who has them, and set something to be done."""
    m, child = MARKS, night.child.reference
    person = Person(
        name=m["DiscussionPerson.name"],
        post=m["DiscussionPerson.post"],
        organisation=m["DiscussionPerson.organisation"],
        took_part_for=TookPartFor.SOCIAL_CARE,
    )
    number = int(
        discussions.record_discussion(
            child=child, discussion=_discussion(person, now), by=by, now=now + timedelta(minutes=1)
        )
    )
    handed = Handed(
        to=m["MinutesGiven.to"],
        organisation=m["MinutesGiven.organisation"],
        route=Route.BY_HAND,
        given=When.moment(now + timedelta(minutes=2)),
    )
    about = {"child": child, "number": number}
    later = now + timedelta(minutes=3)
    discussions.record_given(**about, handed=handed, by=named(by, "MinutesGiven.by_name"), now=later)
    (given,) = minutes_of(**about, by=by, now=later).given
    discussions.record_receipt(
        **about,
        given=given.number,
        received_on=day_of(later),
        words=m["MinutesReceipt.words"],
        by=named(by, "MinutesReceipt.by_name"),
        now=later,
    )
    todo = ToDo(
        words=m["Event.words"],
        organisation=night.force.reference,
        owner=m["ActionDetail.owner"],
        due_on=day_of(now + timedelta(days=9)),
    )
    action = tasks.set_action(child=child, todo=todo, discussion=number, by=by, now=later)
    return {"discussion": str(number), "given": str(given.number), "action": action}


def _discussion(person: Person, now: datetime) -> Discussion:
    m = MARKS
    return Discussion(
        held=When.moment(now),
        held_by=HeldBy.MEETING,
        took_part=(person, person),
        known=m["Event.words"],
        could_not=m["DiscussionDetail.could_not"],
        decided=m["DiscussionDetail.decided"],
        section_47=Section47.BEGUN,
        section_47_because=m["DiscussionDetail.section_47_because"],
        first_responder=m["DiscussionDetail.first_responder"],
        no_review_because=m["DiscussionDetail.no_review_because"],
    )


def challenged(episode: str, *, by: Actor, now: datetime) -> dict[str, str]:
    """Record a police level with what it relied on, a challenge of it, and the police answer."""
    m = MARKS
    risk = Risk(
        level=RiskLevel.LOW,
        officer=m["RiskDetail.officer"],
        assessed=When.moment(now),
        relied_on=m["RiskBasis.relied_on"],
        said_by=m["EventSource.said_by"],
        contact=m["EventSource.contact"],
    )
    later = now + timedelta(minutes=1)
    police.record_risk(reference=episode, risk=risk, seen_version=None, by=by, now=later)
    objection = Objection(reasons=m["Event.words"], put_to=m["ChallengeDetail.put_to"])
    challenging.challenge(reference=episode, objection=objection, seen_version=None, by=by, now=later)
    waits = risk_held(reference=episode, by=by, now=later).waits
    assert waits is not None
    answer = PoliceAnswer(
        outcome=ChallengeOutcome.KEPT,
        officer=m["ChallengeAnswer.officer"],
        answered=When.moment(later + timedelta(minutes=1)),
        words=m["Event.words"],
    )
    challenging.answer_challenge(
        reference=episode,
        challenge=waits.number,
        answer=answer,
        seen_version=None,
        by=by,
        now=later + timedelta(minutes=2),
    )
    return {"challenge": str(waits.number)}
