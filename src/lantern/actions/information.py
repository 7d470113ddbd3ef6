"""Information about a missing child, from anyone: kept with who gave it, how to reach them, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.missing import settle
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import EventSource
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Information:
    """Something somebody told us: what, who gave it, how to reach them, when it was obtained (College APP)."""

    words: str
    obtained: When
    given_by: str = ""
    given_by_role: str = ""
    contact: str = ""


@acts
def record_information(*, reference: str, information: Information, by: Actor, now: datetime) -> str:
    """Record information received from anyone, with who gave it and when it was obtained."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    if not information.words.strip():
        raise Refused("Type what you were told.", field="words")
    source = EventSource(
        said_by=information.given_by,
        said_by_role=information.given_by_role,
        contact=information.contact,
        obtained_at=information.obtained.at,
    )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=information.obtained,
            words=information.words,
            source=source if (information.given_by or information.contact) else None,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="information.record_information", about=reference, by=by, now=now)
    return reference
