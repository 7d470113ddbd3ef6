"""After a child is back: the offer of somebody independent to talk to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.missing import settle
from lantern.policies import missing as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Event, InterviewOfferDetail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Offer:
    """That a child was offered a return interview: when, by whom, in which language. A letter sent is not one."""

    offered: When
    offered_by: str
    language: str = ""
    words: str = ""


@acts
def record_offer(*, reference: str, offer: Offer, by: Actor, now: datetime) -> str:
    """Record that the child was offered a return interview; it answers the last return that still stands."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    policy.check_may_follow(stage=Stage(episode.stage), kind=EventKind.RETURN_INTERVIEW_OFFERED)
    with hand_on(episode_id=episode.pk):
        returns = Event.objects.filter(episode=episode, kind=EventKind.CHILD_RETURNED.value).order_by("-pk")
        returned = next((event for event in returns if events.stands(event)), None)
        events.append(
            episode=episode,
            kind=EventKind.RETURN_INTERVIEW_OFFERED,
            happened=offer.offered,
            words=offer.words,
            answers=returned,
            detail=InterviewOfferDetail(offered_by=offer.offered_by, language=offer.language),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="interviews.record_offer", about=reference, by=by, now=now)
    return reference
