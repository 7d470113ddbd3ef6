"""Which episodes are one group of children who went together: put together, and one taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from lantern.record.context import seen_as
from lantern.record.models import CallGroup, MissingEpisode
from lantern.vocabulary.actors import SYSTEM


def bind(episodes: Sequence[MissingEpisode], *, now: datetime) -> None:
    """Put the episodes into one group; who went with one of them before went with them all."""
    with seen_as(SYSTEM):  # a companion's episode may be another authority's
        groups = sorted({episode.group_id for episode in episodes if episode.group_id is not None})
        group = groups[0] if groups else CallGroup.objects.create(recorded_at=now).pk
        together = Q(pk__in=[episode.pk for episode in episodes]) | Q(group__in=groups)
        MissingEpisode.objects.filter(together).update(group=group)
    for episode in episodes:
        episode.group_id = group


def take_out(episode: MissingEpisode) -> None:
    """Take one child out from among those who went together; the others stay as they are."""
    with seen_as(SYSTEM):
        MissingEpisode.objects.filter(pk=episode.pk).update(group=None)
    episode.group_id = None
