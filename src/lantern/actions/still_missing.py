"""The search for a child who is still missing is looked at anew, and a person says what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.policies import still_missing as policy
from lantern.procedures import still_missing as intervals
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import SearchReview
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel, Stage
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Review:
    """What was done since, what is decided and by whom, and when the search is looked at again."""

    done_since: str
    decided: str
    who: str
    next_review_at: datetime


@acts
def review_search(
    *, reference: str, review: Review, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record a review of the search for a child who is still missing. It closes nothing and lowers nothing."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    level = RiskLevel(episode.risk_level) if episode.risk_level else None
    policy.check_review(
        stage=Stage(episode.stage),
        done_since=review.done_since,
        decided=review.decided,
        who=review.who,
        next_review_at=review.next_review_at,
        every=intervals.in_force().every.get(level),
        now=now,
    )
    detail = SearchReview(
        done_since=review.done_since.strip(), who=review.who.strip(), next_review_at=review.next_review_at
    )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=When.moment(now),
            words=review.decided.strip(),
            detail=detail,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="still_missing.review_search", about=reference, by=by, now=now)
    return reference
