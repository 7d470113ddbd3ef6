"""What one's own colleagues recorded, for a reader who may not read the rest of the chronology."""

from __future__ import annotations

from datetime import datetime

from lantern.queries import chronology
from lantern.queries.seeing import episodes_visible_to, reads
from lantern.queries.values import Entry
from lantern.record.context import hand_on
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor


@reads
def own_entries(*, reference: str, by: Actor, now: datetime) -> tuple[Entry, ...]:
    """Give the entries that the reader's own organisation made in one episode, in the reader's own role.

    A home may withdraw its own wrong "back" without reading what others wrote; nor does an interviewer read, by
    working for the same authority, what its desk wrote.
    """
    episode = episodes_visible_to(by).filter(reference=reference).first()
    if episode is None or by.organisation_id is None:
        return ()
    with hand_on(episode_id=episode.pk):
        own = set(
            Event.objects.filter(
                episode=episode, by_organisation_id=by.organisation_id, by_role=by.role.value
            ).values_list("pk", flat=True)
        )
        return tuple(entry for entry in chronology.entries_of(episode, by=by) if entry.number in own)
