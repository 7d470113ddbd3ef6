"""The authority does not agree with a police level, the police answer, and the missing lead lowers a local floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.policies import missing as follows
from lantern.policies import risk as policy
from lantern.queries.missing import lock
from lantern.queries.risk_held import (
    ASSESSED,
    challenges_of,
    concerns_of,
    floor_of,
    lowered_of,
    standing_rows,
    stands_of,
)
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import ChallengeAnswer, ChallengeDetail, Event, FloorDetail, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel, Stage
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why the authority does not agree, to whom it was put, and which level it asks for."""

    reasons: str
    put_to: str
    level_asked: RiskLevel | None = None


@dataclass(frozen=True, kw_only=True)
class PoliceAnswer:
    """What the police answered, which officer, when and why."""

    outcome: ChallengeOutcome
    officer: str
    answered: When
    words: str


@acts
def challenge(
    *, reference: str, objection: Objection, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record that the authority challenges the police level, with its reasons; it waits until police answer."""
    episode = _taken(reference, Permission.CLASSIFY, seen_version=seen_version, by=by)
    follows.check_may_follow(stage=Stage(episode.stage), kind=EventKind.RISK_CHALLENGED)
    with hand_on(episode_id=episode.pk):
        rows = standing_rows(episode)
        level = RiskLevel(episode.risk_level) if episode.risk_level else None
        policy.check_challenge(
            held=level,
            asked=objection.level_asked,
            reasons=objection.reasons,
            put_to=objection.put_to,
            waits=any(each.outcome is None for each in challenges_of(rows)),
        )
        events.append(
            episode=episode,
            kind=EventKind.RISK_CHALLENGED,
            happened=When.moment(now),
            words=objection.reasons.strip(),
            answers=_assessed_last(rows),
            detail=ChallengeDetail(
                put_to=objection.put_to.strip(),
                level_asked=objection.level_asked.value if objection.level_asked else "",
            ),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="challenging.challenge", about=reference, by=by, now=now)
    return reference


def _assessed_last(rows: list[Event]) -> Event:
    """Give the assessment that was made last, as the row of the episode has it."""
    set_by = [row for row in rows if row.kind == ASSESSED]
    return max(set_by, key=lambda row: (When(on=row.happened_on, at=row.happened_at).earliest, row.pk))


@acts
def answer_challenge(
    *,
    reference: str,
    challenge: int,
    answer: PoliceAnswer,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Record what the police answered. A level they change is recorded as an assessment of its own."""
    episode = _taken(reference, Permission.RECORD_RISK, seen_version=seen_version, by=by)
    with hand_on(episode_id=episode.pk):
        put = next((each for each in challenges_of(standing_rows(episode)) if each.number == challenge), None)
        if put is None:
            raise NotFound(
                "There is no such challenge on this episode. Nothing was recorded. Open it and look."
            )
        if put.outcome is not None:
            raise Refused("What the police answered is recorded already. Nothing was changed.")
        policy.check_answer(
            challenged=put.put_at, answered=answer.answered, officer=answer.officer, words=answer.words
        )
        events.append(
            episode=episode,
            kind=EventKind.CHALLENGE_ANSWERED,
            happened=answer.answered,
            words=answer.words.strip(),
            answers=Event.objects.get(pk=challenge),
            detail=ChallengeAnswer(outcome=answer.outcome.value, officer=answer.officer.strip()),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="challenging.answer_challenge", about=reference, by=by, now=now)
    return reference


@acts
def lower_floor(
    *, reference: str, level: RiskLevel, reasons: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Lower the local floor of this one episode, as the missing lead decided; withdrawing the entry puts it back."""
    episode = _taken(reference, Permission.CLASSIFY, seen_version=seen_version, by=by)
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        rows = standing_rows(episode)
        concerns = concerns_of(episode)
        stands = stands_of(floor_of(episode, concerns, now=now), lowered_of(rows, concerns))
        policy.check_may_lower(role=by.role, level=level, floor=stands.level, reasons=reasons)
        events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=When.moment(now),
            words=reasons.strip(),
            detail=FloorDetail(level=level.value),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="challenging.lower_floor", about=reference, by=by, now=now)
    return reference


def _taken(reference: str, permission: Permission, *, seen_version: int | None, by: Actor) -> MissingEpisode:
    episode = lock(reference=reference, by=by)
    require(permission=permission, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    return episode
