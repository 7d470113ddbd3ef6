"""What is said after a child is back, as bare rows."""

from __future__ import annotations

from typing import Any

from lantern.accounts.models import Organisation
from lantern.record.models import (
    ChildAnsweredDetail,
    Event,
    InterviewAsked,
    InterviewedReturn,
    InterviewSaid,
    InterviewShare,
    InterviewTheme,
    MissingEpisode,
    NotHeldDetail,
    PreventionDetail,
    PreventionSaid,
    ReturnInterview,
    SaidInConfidence,
    ServiceTerms,
    VisitDetail,
)
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Advocacy, Audience, NotPossible
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.missing import RECORDED_AT, make_event, make_missing_episode
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

NOT_KNOWN = Answer.NOT_KNOWN.value


@invented
def make_return_interview(*, event: Event | None = None, **fields: Any) -> ReturnInterview:
    fields.setdefault("limits_said_on", day_of(RECORDED_AT))
    fields.setdefault("interviewer", "Invented Interviewer")
    fields.setdefault("interviewer_role", "Interviewer")
    fields.setdefault("independent_of_placement", True)
    fields.setdefault("independent_of_authority", True)
    fields.setdefault("language", "English")
    fields.setdefault("advocacy", Advocacy.NOT_WANTED.value)
    event = event or make_event(kind=EventKind.RETURN_INTERVIEW_HELD)
    return ReturnInterview.objects.create(event=event, **fields)


@invented
def make_interview_asked(
    *, episode: MissingEpisode | None = None, service: Organisation | None = None, **fields: Any
) -> InterviewAsked:
    fields.setdefault("days_after", 28)
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("recorded_at", RECORDED_AT)
    service = service or make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE)
    return InterviewAsked.objects.create(episode=episode or make_missing_episode(), service=service, **fields)


@invented
def make_service_terms(
    *, authority: Organisation | None = None, service: Organisation | None = None, **fields: Any
) -> ServiceTerms:
    fields.setdefault("from_on", day_of(RECORDED_AT))
    fields.setdefault("works_saturday", True)
    fields.setdefault("works_sunday", False)
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("recorded_at", RECORDED_AT)
    service = service or make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE)
    return ServiceTerms.objects.create(authority=authority or make_organisation(), service=service, **fields)


@invented
def make_interviewed_return(
    *, event: Event | None = None, interview: ReturnInterview | None = None
) -> InterviewedReturn:
    interview = interview or make_return_interview()
    return InterviewedReturn.objects.create(event=event or interview.event, interview=interview)


@invented
def make_interview_said(*, event: Event | None = None, **fields: Any) -> InterviewSaid:
    fields.setdefault("place", "A café")
    flags = ("harm", "crime", "adults", "other_children")
    fields = {
        **{f"tells_of_{name}": False for name in flags},
        "about_carer": False,
        "disclosed": False,
        **fields,
    }
    event = event or make_event(kind=EventKind.RETURN_INTERVIEW_HELD)
    return InterviewSaid.objects.create(event=event, **fields)


@invented
def make_interview_theme(*, event: Event | None = None, **fields: Any) -> InterviewTheme:
    fields = {"themes_list": "example-themes-1", "code": "family", "title": "Wanted to see family", **fields}
    event = event or make_event(kind=EventKind.RETURN_INTERVIEW_HELD)
    return InterviewTheme.objects.create(event=event, **fields)


@invented
def make_not_held_detail(*, event: Event | None = None, **fields: Any) -> NotHeldDetail:
    fields.setdefault("reason", NotPossible.TOO_UNWELL.value)
    event = event or make_event(kind=EventKind.RETURN_INTERVIEW_NOT_POSSIBLE)
    return NotHeldDetail.objects.create(event=event, **fields)


@invented
def make_interview_share(
    *, event: Event | None = None, interview: ReturnInterview | None = None, **fields: Any
) -> InterviewShare:
    fields = {"audience": Audience.POLICE.value, "told": "PC 1 Invented", "what": "An address", **fields}
    fields = {"against_wish": False, "child_told": True, **fields}
    return InterviewShare.objects.create(
        event=event or make_event(kind=EventKind.INTERVIEW_SHARED),
        interview=interview or make_return_interview(),
        **fields,
    )


@invented
def make_prevention_detail(*, event: Event | None = None, **fields: Any) -> PreventionDetail:
    answers = dict.fromkeys(("face_to_face", "safe", "harmed", "crime"), NOT_KNOWN)
    fields = {"officer": "PC 1 Invented", **answers, **fields}
    event = event or make_event(kind=EventKind.PREVENTION_INTERVIEW_HELD)
    return PreventionDetail.objects.create(event=event, **fields)


@invented
def make_prevention_said(*, event: Event | None = None, **fields: Any) -> PreventionSaid:
    fields.setdefault("words", "I was at a friend's.")
    event = event or make_event(kind=EventKind.PREVENTION_INTERVIEW_HELD)
    return PreventionSaid.objects.create(event=event, **fields)


@invented
def make_visit_detail(*, event: Event | None = None, **fields: Any) -> VisitDetail:
    fields = {"visitor": "Invented Worker", "seen": NOT_KNOWN, "seen_alone": NOT_KNOWN, **fields}
    event = event or make_event(kind=EventKind.SOCIAL_WORKER_VISITED)
    return VisitDetail.objects.create(event=event, **fields)


@invented
def make_child_answered_detail(
    *, event: Event | None = None, interview: ReturnInterview | None = None, **fields: Any
) -> ChildAnsweredDetail:
    fields.setdefault("told_by", "Invented Worker")
    return ChildAnsweredDetail.objects.create(
        event=event or make_event(kind=EventKind.CHILD_ANSWERED),
        interview=interview or make_return_interview(),
        **fields,
    )


@invented
def make_said_in_confidence(*, event: Event | None = None, **fields: Any) -> SaidInConfidence:
    fields.setdefault("words", "Quiet, and hungry.")
    event = event or make_event(kind=EventKind.SOCIAL_WORKER_VISITED)
    return SaidInConfidence.objects.create(event=event, **fields)
