"""To search no more is decided by one named person, with reasons; whoever may report may take the search up again."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
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


@acts
def end_search(*, reference: str, reasons: str, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record that the child is searched for no more: who decided it is the one who records it."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.END_SEARCH, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    if episode.search_ended_at is not None:
        raise Refused("The search was ended already. Nothing was recorded. Open the episode again.")
    if not reasons.strip():
        raise Refused("Give the reasons. Nothing was recorded.", field="reasons")
    _say(episode, EventKind.SEARCH_ENDED, reasons, by=by, now=now)
    audit(action="searching.end_search", about=reference, by=by, now=now)
    return reference


@acts
def resume_search(*, reference: str, reasons: str, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Take the search up again, with why."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.REPORT_MISSING, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    if episode.search_ended_at is None:
        raise Refused("The child is searched for already. Nothing was recorded. Open the episode again.")
    if not reasons.strip():
        raise Refused("Say why the search is taken up again. Nothing was recorded.", field="reasons")
    _say(episode, EventKind.SEARCH_RESUMED, reasons, by=by, now=now)
    audit(action="searching.resume_search", about=reference, by=by, now=now)
    return reference


def _say(episode: MissingEpisode, kind: EventKind, reasons: str, *, by: Actor, now: datetime) -> None:
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode, kind=kind, happened=When.moment(now), words=reasons.strip(), by=by, now=now
        )
        settle(episode=episode, now=now)
