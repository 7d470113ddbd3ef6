"""The demonstration's child who is back: the police spoke with him, and he did not want to talk to anybody else yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import interviews, talks
from lantern.actions.interviews import NotYet, Offer
from lantern.actions.talks import Prevention
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When


def heard(reference: str, *, by: Actor, now: datetime) -> None:
    """Record the police prevention interview, the offer of a return interview, and that it was not wanted yet."""
    spoken = now + timedelta(minutes=25)
    talks.record_prevention(
        reference=reference,
        prevention=Prevention(
            held=When.moment(spoken),
            officer="PC Demoley, Ness and Wold Police",
            face_to_face=Answer.YES,
            safe=Answer.YES,
            harmed=Answer.NO,
            words="Says that he missed the last bus and walked.",
        ),
        by=by,
        now=spoken + timedelta(minutes=5),
    )
    offered = now + timedelta(minutes=50)
    interviews.record_not_yet(
        reference=reference,
        not_yet=NotYet(
            said=When.moment(offered),
            words="Maybe tomorrow, after school. Not in the house.",
            offer_again_at=offered + timedelta(hours=20),
            offer=Offer(offered=When.moment(offered), offered_by="Uma Interviewdemo", language="English"),
        ),
        by=by,
        now=offered + timedelta(minutes=5),
    )
