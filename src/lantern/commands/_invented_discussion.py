"""The demonstration's strategy discussion: held about one child, and what somebody is to do."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.accounts.models import Organisation
from lantern.actions import discussions, tasks
from lantern.actions.discussions import Discussion
from lantern.actions.tasks import ToDo
from lantern.queries.discussions import Person
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Section47, TookPartFor


def discussed(
    child: str, episode: str, *, own: Organisation, force: Organisation, by: Actor, now: datetime
) -> None:
    """Hold a discussion about a child who is missing, and set what two organisations are to do by tomorrow."""
    discussion = Discussion(
        held=When.moment(now - timedelta(minutes=50)),
        held_by=HeldBy.TELEPHONE,
        took_part=(
            _person(by.name, "Duty worker", own.name, TookPartFor.SOCIAL_CARE),
            _person("Sergeant Demoton", "Duty sergeant", force.name, TookPartFor.POLICE),
        ),
        could_not="Health: nobody on call knows him. The nurse for children in care is rung at nine.",
        known="He arrived eleven days ago and was rung by somebody he would not name. His telephone is off.",
        decided="To be looked for as a child who may have been taken to work. The police look into the number.",
        section_47=Section47.BEGUN,
        section_47_because="A number to ring on arrival, and calls he would not speak of.",
        first_responder="Sol Workerdemo, Northmere Council",
        next_review_on=day_of(now + timedelta(days=1)),
        episodes=(episode,),
    )
    number = discussions.record_discussion(child=child, discussion=discussion, by=by, now=now)
    tomorrow = day_of(now + timedelta(days=1))
    for words, organisation, owner in (
        ("Ring the nurse for children in care, and ask what he told her", own, "Social worker"),
        ("Ask the telephone company for the last mast", force, "Duty sergeant"),
    ):
        todo = ToDo(words=words, organisation=organisation.reference, owner=owner, due_on=tomorrow)
        tasks.set_action(child=child, todo=todo, discussion=int(number), by=by, now=now)


def _person(name: str, post: str, organisation: str, whom: TookPartFor) -> Person:
    return Person(name=name, post=post, organisation=organisation, took_part_for=whom)
