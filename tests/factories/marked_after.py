"""The marks of what is said after a child is back, planted by the actions that record it."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import held, interview_shares, interviews, talks
from lantern.policies.interviews import HandedOver
from lantern.record.context import seen_as
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Advocacy, Audience
from tests.factories.after import make_interview_theme
from tests.factories.marks import MARKS
from tests.factories.sight import SIMULATOR


def heard(reference: str, *, by: Actor, now: datetime) -> None:
    """Let the police, the social worker, a carer and an interviewer speak, and share what the child said."""
    m, when = MARKS, When.moment(now)
    talks.record_prevention(
        reference=reference,
        prevention=talks.Prevention(
            held=when, officer=m["PreventionDetail.officer"], words=m["PreventionSaid.words"]
        ),
        by=by,
        now=now,
    )
    visit = talks.Visit(
        visited=when, visitor=m["VisitDetail.visitor"], seen=Answer.YES, words=m["SaidInConfidence.words"]
    )
    talks.record_visit(reference=reference, visit=visit, by=by, now=now)
    not_yet = interviews.NotYet(said=when, words=m["SaidInConfidence.words"])
    interviews.record_not_yet(reference=reference, not_yet=not_yet, by=by, now=now)
    carer = interviews.CarerSaid(said=when, who=m["SaidInConfidence.who"], words=m["SaidInConfidence.words"])
    interviews.record_carer_said(reference=reference, carer=carer, by=by, now=now)
    _talked(reference, by=by, now=now + timedelta(hours=1))
    _shared(reference, by=by, now=now + timedelta(hours=2))


def _talked(reference: str, *, by: Actor, now: datetime) -> None:
    m, when = MARKS, When.moment(now)
    said = {name: m[f"InterviewSaid.{name}"] for name in ("place", "before", "during", "after", "would_help")}
    facts = {
        name: m[f"ReturnInterview.{name}"]
        for name in ("interviewer", "interviewer_role", "language", "interpreter")
    }
    over = HandedOver(what=m["InterviewSaid.handed_what"], to=m["InterviewSaid.handed_to"], at=when)
    interview = held.Held(
        held=when,
        limits_said=when,
        independent_of_placement=True,
        independent_of_authority=False,
        handed_over=over,
        advocacy=Advocacy.WANTED,
        **facts,
        **said,
    )
    held.record_held(reference=reference, held=interview, by=by, now=now)
    with seen_as(SIMULATOR):
        event = Event.objects.get(episode__reference=reference, kind=EventKind.RETURN_INTERVIEW_HELD.value)
    make_interview_theme(event=event, title=m["InterviewTheme.title"])


def _shared(reference: str, *, by: Actor, now: datetime) -> None:
    m = MARKS
    shared = interview_shares.Shared(
        shared=When.moment(now),
        audience=Audience.SOCIAL_WORKER,
        against_wish=True,
        child_told=False,
        **{name: m[f"InterviewShare.{name}"] for name in ("told", "what", "why_against", "why_not_told")},
    )
    interview_shares.record_share(reference=reference, shared=shared, by=by, now=now)
    told = interview_shares.ChildAnswered(
        told=When.moment(now),
        told_by=m["ChildAnsweredDetail.told_by"],
        language=m["ChildAnsweredDetail.language"],
        words=m["SaidInConfidence.words"],
    )
    interview_shares.answer_child(reference=reference, answered=told, by=by, now=now)
