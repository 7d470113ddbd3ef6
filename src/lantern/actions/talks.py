"""The two talks beside the return interview: the police prevention interview, and the social worker's own visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.interviews import since_return
from lantern.actions.missing import check_stands, settle
from lantern.policies import interviews as rules
from lantern.policies import missing as policy
from lantern.queries.heard import when_of
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import (
    MissingEpisode,
    PreventionDetail,
    PreventionSaid,
    SaidInConfidence,
    VisitDetail,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Prevention:
    """The police's own talk with a child who is found or back. What nobody said is not known, and never no."""

    held: When
    officer: str
    face_to_face: Answer = Answer.NOT_KNOWN
    safe: Answer = Answer.NOT_KNOWN
    harmed: Answer = Answer.NOT_KNOWN
    crime: Answer = Answer.NOT_KNOWN
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The social worker's visit after a return."""

    visited: When
    visitor: str
    seen: Answer = Answer.NOT_KNOWN
    seen_alone: Answer = Answer.NOT_KNOWN
    words: str = ""


@acts
def record_prevention(*, reference: str, prevention: Prevention, by: Actor, now: datetime) -> str:
    """Record the police prevention interview: by the police, or by the authority's desk for a named officer."""
    kind = EventKind.PREVENTION_INTERVIEW_HELD
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_PREVENTION_INTERVIEW, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)
    if not prevention.officer.strip():
        raise Refused("Enter the name or number of the officer who spoke with the child.", field="officer")
    rules.check_after_return(
        happened=prevention.held,
        returned=_met_again(episode),
        what="The police interview",
        than="found or back",
    )
    detail = PreventionDetail(
        **{name: getattr(prevention, name).value for name in ("face_to_face", "safe", "harmed", "crime")},
        officer=prevention.officer.strip(),
    )
    words = prevention.words.strip()
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=kind,
            happened=prevention.held,
            answers=since_return(episode).returned,
            detail=detail,
            more=[PreventionSaid(words=words)] if words else [],
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="talks.record_prevention", about=reference, by=by, now=now)
    return reference


@acts
def record_visit(*, reference: str, visit: Visit, by: Actor, now: datetime) -> str:
    """Record the social worker's own visit to a child who is back. It is no return interview, and settles none."""
    kind = EventKind.SOCIAL_WORKER_VISITED
    episode = lock(reference=reference, by=by)
    require(permission=Permission.CLASSIFY, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)
    if not visit.visitor.strip():
        raise Refused("Enter who visited.", field="visitor")
    if visit.seen is not Answer.YES and visit.seen_alone is Answer.YES:
        raise Refused(
            "The child cannot have been seen alone and not seen. Nothing was recorded. Check both answers.",
            field="seen_alone",
        )
    words = visit.words.strip()
    detail = VisitDetail(
        visitor=visit.visitor.strip(), seen=visit.seen.value, seen_alone=visit.seen_alone.value
    )
    with hand_on(episode_id=episode.pk):
        since = since_return(episode)
        rules.check_after_return(happened=visit.visited, returned=when_of(since.returned), what="The visit")
        events.append(
            episode=episode,
            kind=kind,
            happened=visit.visited,
            answers=since.returned,
            detail=detail,
            more=[SaidInConfidence(words=words)] if words else [],
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="talks.record_visit", about=reference, by=by, now=now)
    return reference


def _met_again(episode: MissingEpisode) -> When:
    """Give when somebody met the child again: police may talk with one who is found and not yet back."""
    if episode.located_on is not None:
        return When(on=episode.located_on, at=episode.located_at)
    assert episode.returned_on is not None
    return When(on=episode.returned_on, at=episode.returned_at)
