"""What was said to the police and what they said: told is a person on the telephone, with a log number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import settle
from lantern.policies import times
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import MissingEpisode, PoliceCallDetail, RiskDetail, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, RiskLevel, Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel, TellingState


@dataclass(frozen=True, kw_only=True)
class PoliceCall:
    """One call to the police control room. Without a log number and a handler it is an attempt, not a telling."""

    called: When
    was_answered: bool
    log_number: str = ""
    handler: str = ""
    waited_minutes: int | None = None
    words: str = ""


@acts
def record_police_call(
    *, reference: str, call: PoliceCall, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record a call to the police; one that was answered discharges the telephone tasks that waited for it."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_POLICE_CALL, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    if call.was_answered and not (call.log_number and call.handler):
        raise Refused(
            "Police are told only when you have their log number and the handler's name or number. "
            "If nobody answered, record the attempt instead.",
            field="log_number",
        )
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=_kind_of(call, episode),
            happened=call.called,
            words=call.words,
            detail=PoliceCallDetail(
                police_force=episode.police_force,
                log_number=call.log_number,
                handler=call.handler,
                waited_minutes=call.waited_minutes,
            ),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
        if call.was_answered:
            _discharge(episode, told_at=call.called.at or now)
    audit(action="police.record_police_call", about=reference, by=by, now=now)
    return reference


def _kind_of(call: PoliceCall, episode: MissingEpisode) -> EventKind:
    if not call.was_answered:
        return EventKind.POLICE_CALL_TRIED
    is_first_word = episode.stage == Stage.MISSING.value
    return EventKind.POLICE_REPORTED if is_first_word else EventKind.ORGANISATION_TOLD


def _discharge(episode: MissingEpisode, *, told_at: datetime) -> None:
    waiting = Telling.objects.filter(
        episode=episode, channel=Channel.TELEPHONE.value, state=TellingState.WAITING.value
    )
    waiting.update(state=TellingState.TOLD.value, told_at=told_at)


@dataclass(frozen=True, kw_only=True)
class Risk:
    """A level as police gave it: by which officer, why, and when they will look at it again."""

    level: RiskLevel
    officer: str
    assessed: When
    next_review_at: datetime | None = None
    reasons: str = ""


@acts
def record_risk(*, reference: str, risk: Risk, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record the police risk level; the last one to have been set is shown, with who set it and when."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_RISK, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    times.check_next_review(assessed=risk.assessed, next_review_at=risk.next_review_at)
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.RISK_ASSESSED,
            happened=risk.assessed,
            words=risk.reasons,
            detail=RiskDetail(
                scheme=RISK_SCHEME,
                level=risk.level.value,
                officer=risk.officer,
                next_review_at=risk.next_review_at,
            ),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="police.record_risk", about=reference, by=by, now=now)
    return reference
