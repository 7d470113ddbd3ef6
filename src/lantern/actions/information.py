"""Information about a missing child, from anyone: kept with who gave it, how to reach them, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.actions.said import GivenAnswer, as_rows
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import CallAnswer, EventSource, MissingEpisode
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

    def as_source(self) -> EventSource | None:
        """Give the row that keeps who said so; none where nobody was named."""
        if not (self.given_by or self.contact):
            return None
        return EventSource(
            said_by=self.given_by,
            said_by_role=self.given_by_role,
            contact=self.contact,
            obtained_at=self.obtained.at,
        )


@acts
def record_information(*, reference: str, information: Information, by: Actor, now: datetime) -> str:
    """Record information received from anyone, with who gave it and when it was obtained."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    check_stands(episode)
    if not information.words.strip():
        raise Refused("Type what you were told.", field="words")
    _received(episode, information, by=by, now=now)
    audit(action="information.record_information", about=reference, by=by, now=now)
    return reference


@acts
def record_answers(
    *,
    reference: str,
    answers: tuple[GivenAnswer, ...],
    information: Information,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Record later answers to the questions of the call sheet; the earlier ones stay in the chronology.

    On the sheet the latest answer to each question that stands is the one that is read out.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    if not answers:
        raise Refused("Answer at least one of the questions. Nothing was recorded.")
    _received(episode, information, *as_rows(answers), by=by, now=now)
    audit(action="information.record_answers", about=reference, by=by, now=now)
    return reference


def _received(
    episode: MissingEpisode, information: Information, *rows: CallAnswer, by: Actor, now: datetime
) -> None:
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=information.obtained,
            words=information.words,
            more=rows,
            source=information.as_source(),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
