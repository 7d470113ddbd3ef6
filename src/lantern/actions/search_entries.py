"""What every entry of a search beside the enquiries shares: who may record it now, and how it is appended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from lantern.actions import events
from lantern.actions.missing import check_stands, settle
from lantern.policies import missing as stages
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission


def taken(reference: str, kind: EventKind, *, may_be_struck: bool = False, by: Actor) -> MissingEpisode:
    """Lock an episode on which this actor may record this now."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.WORK_SEARCH, row=episode, by=by)
    if not may_be_struck:
        check_stands(episode)
    stages.check_may_follow(stage=Stage(episode.stage), kind=kind)
    return episode


def append(
    episode: MissingEpisode,
    kind: EventKind,
    happened: When,
    details: Sequence[models.Model],
    *,
    words: str,
    answers: Event | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Append it with its details, and fold the episode; its version stays, as no form about it is stale by this."""
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=kind,
            happened=happened,
            words=words.strip(),
            answers=answers,
            more=details,
            by=by,
            now=now,
        )
        settle(episode=episode, moves_version=False, now=now)
