"""How many children went together, whoever may see them: numbers and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lantern.record.context import seen_as
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import SYSTEM


def sizes_of(groups: Iterable[int]) -> dict[int, int]:
    """Say how many children each group holds, whoever may see them."""
    wanted = set(groups)
    if not wanted:
        return {}
    with seen_as(SYSTEM):
        rows = MissingEpisode.objects.filter(group__in=wanted, is_void=False).values_list("group", flat=True)
        return dict(Counter(rows))


def others_of(episodes: Iterable[MissingEpisode]) -> dict[int, int]:
    """Say of each episode with how many others the child went, by the episode's key."""
    grouped = {episode.pk: episode.group_id for episode in episodes if episode.group_id is not None}
    sizes = sizes_of(grouped.values())
    return {key: max(0, sizes.get(group, 0) - 1) for key, group in grouped.items()}
