"""The demonstration's child who is back: who spoke with him, whom he did not want to talk to yet, and his own page."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from lantern.actions import childs_page, interview_services, interviews, talks
from lantern.actions.interviews import NotYet, Offer
from lantern.actions.talks import Prevention
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.childs_page import ENGLISH
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


def asked(reference: str, service: str, *, by: Actor, now: datetime) -> None:
    """Ask a service to hold the return interview: its interviewer sees this one episode from then."""
    interview_services.ask_service(
        reference=reference, service=service, days_after=7, seen_version=None, by=by, now=now
    )


def handed(reference: str, *, by: Actor, now: datetime) -> str:
    """Give him a page of his own, and give its token: as with any such link, its hash alone is kept."""
    token = secrets.token_hex(12)
    childs_page.make_link(
        reference=reference, language=ENGLISH.code, lasts="three_days", token=token, by=by, now=now
    )
    return token
