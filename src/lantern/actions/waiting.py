"""A late child who is reported missing is late no longer, whoever reports it and however."""

from __future__ import annotations

from datetime import datetime

from lantern.record.models import Lateness, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import LatenessState


def end_as_missing(*, episode: MissingEpisode, by: Actor, now: datetime) -> None:
    """Stop the clock of a late child who is recorded missing, and say by which episode.

    Called inside the report's transaction, with the child locked. A second lateness that ended in one episode (a
    wrong return was taken back in between) names none: the first one does.
    """
    running = Lateness.objects.filter(child_id=episode.child_id, state=LatenessState.LATE.value).first()
    if running is None:
        return
    is_named = Lateness.objects.filter(episode_id=episode.pk).exists()
    running.state = LatenessState.MISSING.value
    running.ended_at = now
    running.ended_by_name = by.name
    running.episode = None if is_named else episode
    running.save(update_fields=["state", "ended_at", "ended_by_name", "episode"])
