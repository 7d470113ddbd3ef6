"""What was shared from a return interview, and that the child was told what was done with what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.interviews import since_return
from lantern.actions.missing import check_stands, settle
from lantern.policies import interviews as rules
from lantern.policies import missing as policy
from lantern.queries.heard import when_of
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    ChildAnsweredDetail,
    InterviewedReturn,
    InterviewSaid,
    InterviewShare,
    MissingEpisode,
    ReturnInterview,
    SaidInConfidence,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Audience
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One thing shared by a person with a person: nothing is sent by recording it."""

    shared: When
    audience: Audience
    what: str
    told: str
    against_wish: bool | None
    why_against: str = ""
    child_told: bool | None
    why_not_told: str = ""
    nothing_of_a_carer: bool = False


@dataclass(frozen=True, kw_only=True)
class ChildAnswered:
    """That the child was told what was done with what they said."""

    told: When
    told_by: str
    words: str
    language: str = ""


@acts
def record_share(*, reference: str, shared: Shared, by: Actor, now: datetime) -> str:
    """Record what was shared from the interview that answers this return, with whom, and what the child was told."""
    episode, interview = interview_of(reference, EventKind.INTERVIEW_SHARED, by=by)
    with hand_on(episode_id=interview.event.of_episode_id):
        about_a_carer = InterviewSaid.objects.get(event=interview.event_id).about_carer
    said = {name: getattr(shared, name) for name in rules.Sharing.__dataclass_fields__}
    rules.check_sharing(rules.Sharing(**said), about_a_carer=about_a_carer)
    rules.check_after_interview(happened=shared.shared, held=when_of(interview.event), field="shared")
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        detail = InterviewShare(
            interview=interview,
            audience=shared.audience.value,
            organisation=_organisation(shared.audience, episode),
            told=shared.told.strip(),
            what=shared.what.strip(),
            against_wish=bool(shared.against_wish),
            why_against=shared.why_against.strip() if shared.against_wish else "",
            child_told=bool(shared.child_told),
            why_not_told="" if shared.child_told else shared.why_not_told.strip(),
        )
        events.append(
            episode=episode,
            kind=EventKind.INTERVIEW_SHARED,
            happened=shared.shared,
            answers=since_return(episode).returned,
            detail=detail,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="interview_shares.record_share", about=reference, by=by, now=now)
    return reference


@acts
def answer_child(*, reference: str, answered: ChildAnswered, by: Actor, now: datetime) -> str:
    """Record that the child was told what was done with what they said, by whom, and in which words."""
    episode, interview = interview_of(reference, EventKind.CHILD_ANSWERED, by=by)
    if not answered.told_by.strip():
        raise Refused("Enter who told the child.", field="told_by")
    if not answered.words.strip():
        raise Refused("Enter what the child was told.", field="words")
    rules.check_after_interview(happened=answered.told, held=when_of(interview.event), field="told")
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.CHILD_ANSWERED,
            happened=answered.told,
            answers=since_return(episode).returned,
            detail=ChildAnsweredDetail(
                interview=interview, told_by=answered.told_by.strip(), language=answered.language.strip()
            ),
            more=[SaidInConfidence(words=answered.words.strip())],
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="interview_shares.answer_child", about=reference, by=by, now=now)
    return reference


def interview_of(reference: str, kind: EventKind, *, by: Actor) -> tuple[MissingEpisode, ReturnInterview]:
    """Take the episode for somebody who may record this, and the interview that answers its return."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)
    with read_as(SYSTEM):  # the interview may stand on another episode of the child
        held = since_return(episode).held
        link = InterviewedReturn.objects.select_related("interview__event").filter(event=held).first()
    if held is None or link is None:
        raise NotFound(
            "No return interview is recorded as held for this return. Nothing was recorded. Record the interview "
            "first."
        )
    return episode, link.interview


def _organisation(audience: Audience, episode: MissingEpisode) -> Organisation | None:
    """Give the organisation that hears of it: a home reads what was shared with it, and nothing else."""
    if audience is Audience.POLICE:
        return episode.police_force
    if audience is Audience.PLACEMENT:
        return episode.child.placement_provider or episode.placement_provider
    return episode.responsible_authority
