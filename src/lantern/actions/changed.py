"""What changed after a return, and why a child was not told yet what was done with what they said."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.interview_shares import interview_of
from lantern.actions.interviews import since_return
from lantern.actions.missing import check_stands, settle
from lantern.policies import changed as rules
from lantern.policies import missing as policy
from lantern.queries.heard import heard_since_return
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import ChangedDetail, NotToldDetail, SaidInConfidence
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class NotTold:
    """Why the child was not told yet what was done with what they said, who will, and by which day."""

    why: str
    who_will: str
    by_on: date | None = None


@acts
def record_changed(*, reference: str, change: rules.Change, by: Actor, now: datetime) -> str:
    """Record what changed after the last return: where the child lives, the plan, a review asked for.

    It changes nothing by itself: a move is recorded on the child, an action is set there, and a review is asked of a
    person.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.CLASSIFY, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=EventKind.CHANGED_AFTER)
    with hand_on(episode_id=episode.pk):
        returned = since_return(episode).returned
        rules.check_change(change, returned_on=returned.happened_on, today=day_of(now))
        said = {
            **{name: value for name, value in asdict(change).items() if name != "words"},
            "lived_with": change.lived_with.strip(),
            "reviewing_officer": change.reviewing_officer.strip(),
            "review_ground": change.review_ground or "",
        }
        events.append(
            episode=episode,
            kind=EventKind.CHANGED_AFTER,
            happened=When.moment(now),
            words=change.words.strip(),
            answers=returned,
            detail=ChangedDetail(**said),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="changed.record_changed", about=reference, by=by, now=now)
    return reference


@acts
def record_not_told(*, reference: str, not_told: NotTold, by: Actor, now: datetime) -> str:
    """Record why the child was not told yet. It closes nothing: the child stays on the list until they were told."""
    episode, interview = interview_of(reference, EventKind.CHILD_NOT_TOLD, by=by)
    rules.check_not_told(
        why=not_told.why, who_will=not_told.who_will, by_on=not_told.by_on, today=day_of(now)
    )
    with hand_on(episode_id=episode.pk):
        since = heard_since_return([episode])[episode.pk]
        if since.of(EventKind.CHILD_ANSWERED):
            raise Refused(
                "It is recorded that the child was told. Nothing was recorded. If that is wrong, withdraw it in the "
                "chronology first."
            )
        events.append(
            episode=episode,
            kind=EventKind.CHILD_NOT_TOLD,
            happened=When.moment(now),
            answers=since.returned,
            detail=NotToldDetail(
                interview=interview, who_will=not_told.who_will.strip(), by_on=not_told.by_on
            ),
            more=[SaidInConfidence(words=not_told.why.strip())],
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="changed.record_not_told", about=reference, by=by, now=now)
    return reference
