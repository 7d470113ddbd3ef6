"""The marks of who asked a service to hold an interview, and who took it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import interview_services
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.marked_beside import named
from tests.factories.organisations import make_account, make_organisation


def asked(reference: str, *, by: Actor, now: datetime) -> str:
    """Ask a service, take it back, and ask it again; give the service, which sees this episode for 28 days."""
    service = make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE)
    make_account(role=Role.INTERVIEWER, organisation=service)
    about = {"reference": reference, "seen_version": None}
    asking = named(by, "InterviewAsked.by_name")
    ask = interview_services.ask_service
    ask(**about, service=service.reference, days_after=28, by=asking, now=now)
    later = now + timedelta(minutes=1)
    interview_services.take_back(**about, by=named(by, "InterviewAsked.ended_by_name"), now=later)
    ask(**about, service=service.reference, days_after=28, by=asking, now=later + timedelta(minutes=1))
    return service.reference
