"""Two children who were reported apart went together: somebody says so, and why."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.grouping import bind
from lantern.actions.missing import check_stands, settle
from lantern.policies import missing as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission

# The reason stands on the record it was written on: it may speak of that child, and others read the other record.
SAID_THERE = "Said on the record of the other child; the reason stands there."


@acts
def join_together(
    *, reference: str, other: str, reasons: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record that the children of two open episodes went together; whoever went with either went with both.

    The actor must be allowed to record on both. Each authority goes on seeing its own child, and of the others
    only how many they are.
    """
    if other == reference:
        raise Refused("This is the same child. Nothing was recorded. Choose another one.", field="other")
    held = {each: lock(reference=each, by=by) for each in sorted((reference, other))}
    episode, along = held[reference], held[other]
    check_version(held=episode.version, seen=seen_version)
    for each in (episode, along):
        require(permission=Permission.RECORD_INFORMATION, row=each, by=by)
        check_stands(each)
        policy.check_may_follow(stage=Stage(each.stage), kind=EventKind.WENT_TOGETHER)
    if not reasons.strip():
        raise Refused("Write how it is known that they went together. Nothing was recorded.", field="reasons")
    if episode.group_id is not None and episode.group_id == along.group_id:
        raise Refused("These two are recorded together already. Nothing was changed.", field="other")
    bind([episode, along], now=now)
    _say(episode, reasons.strip(), by=by, now=now)
    _say(along, SAID_THERE, by=by, now=now)
    for about in (reference, other):
        audit(action="together.join_together", about=about, by=by, now=now)
    return reference


def _say(episode: MissingEpisode, words: str, *, by: Actor, now: datetime) -> None:
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.WENT_TOGETHER,
            happened=When.moment(now),
            words=words,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
