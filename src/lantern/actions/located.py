"""A child who is found and not yet back has somebody who sees to it, and a time at which they look again."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.actions.said import Found
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@acts
def look_again(
    *, reference: str, found: Found, words: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record how it stands now with a child who is found and not yet back: the clock to look again starts anew."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_LOCATED, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    if episode.stage != Stage.LOCATED.value:
        raise Refused(
            "This child is not recorded as found and not yet back. Nothing was recorded. Open the episode again."
        )
    if found.check_again_at is not None and found.check_again_at <= now:
        raise Refused(
            "Enter a time to look again that is still to come. Nothing was recorded.", field="check_again_at"
        )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=When.moment(now),
            words=words,
            more=found.rows(now=now),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="located.look_again", about=reference, by=by, now=now)
    return reference
