"""The demonstration's child who is back: who spoke with him, whom he did not want to talk to yet, and his own page."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from lantern.actions import childs_page, interviews, talks
from lantern.actions.interview_services import ask_service
from lantern.actions.interviews import NotYet, Offer
from lantern.actions.service_answers import Terms, keep_terms
from lantern.actions.talks import Prevention
from lantern.commands._invented import LISTENERS, OPEN_DOOR
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.childs_page import ENGLISH
from lantern.vocabulary.days import When, day_of


def agreed(places: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Keep what was agreed with two services, by their references."""
    for name, most, saturday, sunday, words in (
        (OPEN_DOOR, 6, True, True, "10:00 to 16:00"),
        (LISTENERS, 2, True, False, "Saturdays 10:00 to 14:00, the duty line"),
    ):
        terms = Terms(
            from_on=day_of(now),
            most_open=most,
            works_saturday=saturday,
            works_sunday=sunday,
            weekend_words=words,
        )
        keep_terms(service=places[name], terms=terms, by=by, now=now)


def asked(reference: str, *, service: str, by: Actor, now: datetime) -> None:
    """Ask a service where nobody has an account: its letter stands on the outbox page, with the link."""
    ask_service(reference=reference, service=service, days_after=7, seen_version=None, by=by, now=now)


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


def handed(reference: str, *, by: Actor, now: datetime) -> str:
    """Give him a page of his own, and give its token: as with any such link, its hash alone is kept."""
    token = secrets.token_hex(12)
    childs_page.make_link(
        reference=reference, language=ENGLISH.code, lasts="three_days", token=token, by=by, now=now
    )
    return token
