"""What was said to the police and what they said: told is a person on the telephone, with a log number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.actions.told_whom import police_told
from lantern.policies import risk as levels
from lantern.policies import times
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import (
    Event,
    EventSource,
    MissingEpisode,
    PoliceCallDetail,
    RiskBasis,
    RiskCited,
    RiskDetail,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, RiskLevel, Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission

LONGEST_WAIT = 24 * 60  # minutes


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
    check_stands(episode)
    record_one_call(episode=episode, call=call, by=by, now=now)
    audit(action="police.record_police_call", about=reference, by=by, now=now)
    return reference


def record_one_call(*, episode: MissingEpisode, call: PoliceCall, by: Actor, now: datetime) -> None:
    """Record a call about one locked episode inside the transaction of an action that its actor was allowed."""
    _check(call)
    kind = _kind_of(call, episode)
    is_over = episode.stage != Stage.MISSING.value
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=kind,
            happened=call.called,
            words=call.words,
            detail=PoliceCallDetail(
                police_force=episode.police_force,
                log_number=call.log_number.strip(),
                handler=call.handler.strip(),
                waited_minutes=call.waited_minutes,
            ),
            more=[police_told(is_over=is_over)] if kind is EventKind.ORGANISATION_TOLD else (),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
        notices.settle_calls(episode=episode)


def _check(call: PoliceCall) -> None:
    """Refuse an answered call that cannot show whom it reached, and a wait that nobody waited."""
    if call.was_answered and not (call.log_number.strip() and call.handler.strip()):
        raise Refused(
            "Police are told only when you have their log number and the handler's name or number. "
            "If nobody answered, record the attempt instead.",
            field="log_number",
        )
    if call.waited_minutes is not None and not 0 <= call.waited_minutes <= LONGEST_WAIT:
        raise Refused("Type how many minutes you waited, from 0 to 1440.", field="waited_minutes")


def _kind_of(call: PoliceCall, episode: MissingEpisode) -> EventKind:
    if not call.was_answered:
        return EventKind.POLICE_CALL_TRIED
    is_first_word = episode.stage == Stage.MISSING.value or episode.police_reported_on is None
    return EventKind.POLICE_REPORTED if is_first_word else EventKind.ORGANISATION_TOLD


@dataclass(frozen=True, kw_only=True)
class Risk:
    """A level as police gave it: by which officer, why, and when they will look at it again."""

    level: RiskLevel
    officer: str
    assessed: When
    next_review_at: datetime | None = None
    reasons: str = ""
    relied_on: str = ""  # information that is no entry of the chronology yet
    obtained: When | None = None
    said_by: str = ""
    contact: str = ""
    cites: tuple[int, ...] = ()  # entries of the chronology that it relied on


@acts
def record_risk(*, reference: str, risk: Risk, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record the police risk level; the last one to have been set is shown, with who set it and when."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_RISK, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    times.check_next_review(assessed=risk.assessed, next_review_at=risk.next_review_at)
    levels.check_relied_on(
        assessed=risk.assessed, relied_on=risk.relied_on, obtained=risk.obtained, said_by=risk.said_by
    )
    with hand_on(episode_id=episode.pk):
        cited = _cited(episode, risk.cites)
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
            more=[*_basis(risk), *(RiskCited(entry=entry) for entry in cited)],
            source=_source(risk),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="police.record_risk", about=reference, by=by, now=now)
    return reference


def _cited(episode: MissingEpisode, numbers: tuple[int, ...]) -> list[Event]:
    """Give the entries of this episode that a level relied on."""
    found = list(Event.objects.filter(episode=episode, pk__in=numbers))
    if len(found) != len(set(numbers)):
        raise Refused(
            "One of the entries is not of this episode. Nothing was recorded. Open the page again.",
            field="cites",
        )
    return found


def _basis(risk: Risk) -> list[RiskBasis]:
    """Give what was told of information that is no entry yet; nothing where nothing was."""
    if not risk.relied_on.strip():
        return []
    obtained = risk.obtained
    return [
        RiskBasis(
            relied_on=risk.relied_on.strip(),
            obtained_on=obtained.on if obtained else None,
            obtained_at=obtained.at if obtained else None,
        )
    ]


def _source(risk: Risk) -> EventSource | None:
    """Give who gave that information and how to reach them: protected, as every source is."""
    if not (risk.said_by.strip() or risk.contact.strip()):
        return None
    at = risk.obtained.at if risk.obtained else None
    return EventSource(said_by=risk.said_by.strip(), contact=risk.contact.strip(), obtained_at=at)
