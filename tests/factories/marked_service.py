"""The marks of who asked a service to hold an interview, and who took it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import interview_services, service_answers
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.listeners import telling_of
from tests.factories.marked_beside import named
from tests.factories.marks import MARKS
from tests.factories.notices import make_notice_code
from tests.factories.organisations import make_account, make_organisation


def asked(reference: str, *, by: Actor, now: datetime) -> str:
    """Ask a service, take it back, and ask it again; give the service, which sees this episode for 28 days."""
    _declined(reference, by=by, now=now - timedelta(minutes=30))
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


def _declined(reference: str, *, by: Actor, now: datetime) -> None:
    """Ask a service without accounts, which opens its link, accepts, and then cannot."""
    place = make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE)
    told = {"reference": reference, "service": place.reference, "days_after": 28, "seen_version": None}
    interview_services.ask_service(**told, by=by, now=now)
    make_notice_code(
        telling=telling_of(reference),
        asked_at=now,
        expires_at=now,
        used_at=now,
        name=MARKS["NoticeCode.name"],
        job_title=MARKS["NoticeCode.job_title"],
    )
    yes = {"accepts": True, "reason": "", "who": MARKS["InterviewAsked.accepted_by_name"]}
    no = {"accepts": False, "reason": MARKS["InterviewAsked.declined_because"], "who": "Somebody there"}
    for said in (yes, no):
        service_answers.answer(reference=reference, **said, by=by, now=now)
