"""Who went with a missing child: how many, and by name only where the reader may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.queries.missing import heads_of
from lantern.queries.seeing import episodes_visible_to, reads, seen_as
from lantern.queries.values import EpisodeHead
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor

_ORGANISATIONS = ("responsible_authority", "host_authority", "placement_provider", "police_force")


@dataclass(frozen=True, kw_only=True)
class Others:
    """Those who went with one child. `unnamed` is a number and nothing else: another authority's children."""

    number: int
    seen: tuple[EpisodeHead, ...]

    @property
    def unnamed(self) -> int:
        return self.number - len(self.seen)


NOBODY = Others(number=0, seen=())


@reads
def others(*, reference: str, by: Actor, now: datetime) -> Others:
    """Give those who went with the child of this episode, the ones this reader may see as headings."""
    episode = episodes_visible_to(by).filter(reference=reference).first()
    if episode is None or episode.group_id is None:
        return NOBODY
    together = MissingEpisode.objects.filter(group=episode.group_id, is_void=False).exclude(pk=episode.pk)
    with seen_as(SYSTEM):  # a number only: whose they are stays unsaid
        number = together.count()
    seen = episodes_visible_to(by).filter(group=episode.group_id, is_void=False).exclude(pk=episode.pk)
    rows = list(seen.select_related(*_ORGANISATIONS).order_by("pk"))
    return Others(number=number, seen=tuple(heads_of(rows, by=by, now=now)))


def sizes_of(groups: Iterable[int]) -> dict[int, int]:
    """Say how many children each group holds, whoever may see them."""
    wanted = set(groups)
    if not wanted:
        return {}
    with seen_as(SYSTEM):
        rows = MissingEpisode.objects.filter(group__in=wanted, is_void=False).values_list("group", flat=True)
        return dict(Counter(rows))
