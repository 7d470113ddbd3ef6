"""What the police hold the risk of one episode to be, what that relied on, who does not agree, and the local floor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantern.policies import risk as policy
from lantern.policies.risk import Asked
from lantern.procedures import floors
from lantern.queries.children import age_of
from lantern.queries.corrected import standing
from lantern.queries.details import by_event
from lantern.queries.given_up import given_up_for
from lantern.queries.missing import find_episode
from lantern.queries.seeing import episodes_visible_to, may, permissions_on, reads, require
from lantern.record.context import read_as
from lantern.record.models import (
    ChallengeAnswer,
    ChallengeDetail,
    Event,
    EventSource,
    FloorDetail,
    MissingEpisode,
    RiskBasis,
    RiskCited,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When, day_of, spoken
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, RiskLevel, Stage
from lantern.vocabulary.roles import Permission

ASSESSED, CHALLENGED = EventKind.RISK_ASSESSED.value, EventKind.RISK_CHALLENGED.value
ANSWERED, TOLD = EventKind.CHALLENGE_ANSWERED.value, EventKind.INFORMATION_RECEIVED.value
WITHDRAWN = EventKind.ENTERED_IN_ERROR.value
_READ = (ASSESSED, CHALLENGED, ANSWERED, TOLD, WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Cited:
    """An entry of the chronology that a level relied on."""

    number: int
    kind: EventKind
    words: str
    happened: When
    said_by: str  # empty where nobody is recorded, or this reader may not see who


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One police level: who set it, what it relied on, from whom and when, and when it is looked at again."""

    number: int
    level: RiskLevel
    officer: str
    assessed: When
    reasons: str
    next_review_at: datetime | None
    relied_on: str
    obtained: When | None
    said_by: str
    cites: tuple[Cited, ...]

    @property
    def says_what_it_relied_on(self) -> bool:
        """Say whether anything is recorded that it relied on."""
        return bool(self.relied_on or self.cites)


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """That the authority does not agree, and what the police answered. `outcome` is None while they have not."""

    number: int
    put_at: datetime
    put_to: str
    level_asked: RiskLevel | None
    reasons: str
    by_name: str
    outcome: ChallengeOutcome | None = None
    officer: str = ""
    answer: str = ""
    answered: When | None = None


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """That the missing lead lowered the local floor of this episode."""

    level: RiskLevel
    reasons: str
    by_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RiskHeld:
    """All that is held and said of the risk in one episode, the newest first."""

    reference: str
    version: int
    level: RiskLevel | None
    next_review_at: datetime | None
    assessments: tuple[Assessment, ...]
    challenges: tuple[Challenge, ...]
    floor: Asked  # as the local table has it
    stands: Asked  # as it stands, where it was lowered
    lowered: Lowered | None
    asks_for: Asked  # what is proposed to ask the police for
    source: str
    may: frozenset[Permission]
    is_open: bool
    as_of: datetime

    @property
    def waits(self) -> Challenge | None:
        """Give the challenge that nobody has answered."""
        return next((each for each in self.challenges if each.outcome is None), None)

    @property
    def is_below(self) -> bool:
        """Say whether the police hold less than the floor that stands."""
        return self.level is not None and policy.is_below(self.level, self.stands.level)


@reads
def risk_held(*, reference: str, by: Actor, now: datetime) -> RiskHeld:
    """Give what is held of the risk in an episode, to a reader of its chronology."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.SEE_RECORD, row=episode, by=by)
    rows = standing_rows(episode)
    concerns = concerns_of(episode)
    floor = floor_of(episode, concerns, now=now)
    lowered = lowered_of(rows, concerns)
    stands = stands_of(floor, lowered)
    protected = may(permission=Permission.SEE_PROTECTED, row=episode, by=by)
    return RiskHeld(
        reference=episode.reference,
        version=episode.version,
        level=RiskLevel(episode.risk_level) if episode.risk_level else None,
        next_review_at=episode.next_review_at,
        assessments=tuple(_assessments(rows, protected=protected)),
        challenges=challenges_of(rows),
        floor=floor,
        stands=stands,
        lowered=lowered,
        asks_for=policy.proposed(floor=stands, earlier=_earlier(episode, by=by)),
        source=floors.in_force().source,
        may=permissions_on(row=episode, by=by),
        is_open=episode.stage != Stage.RETURNED.value and not episode.is_void,
        as_of=now,
    )


def standing_rows(episode: MissingEpisode) -> list[Event]:
    """Give what stands of the levels, challenges, answers and lowered floors of one episode, the oldest first."""
    rows = list(
        Event.objects.filter(episode=episode, kind__in=_READ)
        .select_related("risk")
        .order_by("recorded_at", "pk")
    )
    return standing(rows)


def concerns_of(episode: MissingEpisode) -> list[Event]:
    """Give the signs of exploitation that stand of this child, the oldest first."""
    return concerns_among([episode.child_id]).get(episode.child_id, [])


def concerns_among(children: Collection[int]) -> dict[int, list[Event]]:
    """Give the signs of exploitation that stand of each of these children, the oldest first.

    Those recorded before anybody knew who a child was are among them. They stand on the record of then, which may
    be another authority's: whoever reads the known child's record is to know that they are there.
    """
    found = _signs({key: key for key in children})
    earlier = given_up_for(children)
    if earlier:
        with read_as(SYSTEM):
            for key, rows in _signs(earlier).items():
                found.setdefault(key, []).extend(rows)
    return {key: sorted(rows, key=lambda row: (row.recorded_at, row.pk)) for key, rows in found.items()}


def _signs(known: Mapping[int, int]) -> dict[int, list[Event]]:
    kinds = (EventKind.CONCERN_RECORDED.value, WITHDRAWN)
    rows = Event.objects.filter(child__in=known, kind__in=kinds).order_by("recorded_at", "pk")
    found: dict[int, list[Event]] = {}
    for row in standing(rows):
        if row.kind == EventKind.CONCERN_RECORDED.value and row.child_id is not None:
            found.setdefault(known[row.child_id], []).append(row)
    return found


def floor_of(episode: MissingEpisode, concerns: Sequence[Event], *, now: datetime) -> Asked:
    """Give the local floor of an episode, with why: what the table asks for of this child."""
    age = age_of(episode.child, day_of(now))
    return policy.gravest(floors.in_force().asked(age=age, has_concern=bool(concerns)))


def stands_of(floor: Asked, lowered: Lowered | None) -> Asked:
    """Give the floor as it stands, lowered or not."""
    because = f"Lowered by {lowered.by_name}: {lowered.reasons}" if lowered else ""
    return policy.floor_that_stands(
        floor=floor, lowered_to=lowered.level if lowered else None, because=because
    )


def challenges_of(rows: Sequence[Event]) -> tuple[Challenge, ...]:
    """Give the challenges among these rows with their answers, the newest first."""
    put = [row for row in rows if row.kind == CHALLENGED]
    answers = {row.answers_id: row for row in rows if row.kind == ANSWERED}
    details = by_event(ChallengeDetail, put)
    said = by_event(ChallengeAnswer, answers.values())
    found = [_challenge(row, details[row.pk], answers.get(row.pk), said) for row in put if row.pk in details]
    return tuple(reversed(found))


def _challenge(row: Event, detail: Any, answer: Event | None, said: dict[int, Any]) -> Challenge:
    asked = RiskLevel(detail.level_asked) if detail.level_asked else None
    given = said.get(answer.pk) if answer else None
    return Challenge(
        number=row.pk,
        put_at=row.recorded_at,
        put_to=detail.put_to,
        level_asked=asked,
        reasons=row.words,
        by_name=row.by_name,
        outcome=ChallengeOutcome(given.outcome) if given else None,
        officer=given.officer if given else "",
        answer=answer.words if answer else "",
        answered=When(on=answer.happened_on, at=answer.happened_at) if answer else None,
    )


def lowered_of(rows: Sequence[Event], concerns: Sequence[Event]) -> Lowered | None:
    """Give the last lowering of the floor among these rows; a sign recorded since was not weighed, and ends it."""
    told = [row for row in rows if row.kind == TOLD]
    details = by_event(FloorDetail, told)
    said = [row for row in told if row.pk in details]
    if not said:
        return None
    row = said[-1]
    if any(concern.recorded_at > row.recorded_at for concern in concerns):
        return None
    return Lowered(
        level=RiskLevel(details[row.pk].level), reasons=row.words, by_name=row.by_name, at=row.recorded_at
    )


def _earlier(episode: MissingEpisode, *, by: Actor) -> list[tuple[RiskLevel, str]]:
    """Give what the police set when the child was missing at other times, of the same scheme, each with when."""
    others = episodes_visible_to(by).filter(child=episode.child_id, is_void=False, risk_scheme=RISK_SCHEME)
    rows = others.exclude(pk=episode.pk).exclude(risk_level="").order_by("-last_seen_on", "-pk")
    return [
        (
            RiskLevel(row.risk_level),
            f"The police held this when the child was last seen {spoken(_seen(row))}",
        )
        for row in rows
    ]


def _seen(row: MissingEpisode) -> When:
    return When(on=row.last_seen_on, at=row.last_seen_at)


def _assessments(rows: Sequence[Event], *, protected: bool) -> Iterable[Assessment]:
    set_by = [row for row in rows if row.kind == ASSESSED]
    keys = [row.pk for row in set_by]
    basis = by_event(RiskBasis, set_by)
    cited: dict[int, list[Event]] = {key: [] for key in keys}
    for each in RiskCited.objects.filter(event__in=keys).select_related("entry").order_by("pk"):
        cited[each.event_id].append(each.entry)
    entries = [entry.pk for held in cited.values() for entry in held]
    sources = EventSource.objects.filter(event__in=[*keys, *entries]) if protected else ()
    who = {source.event_id: _who(source) for source in sources}
    for row in reversed(set_by):
        yield _assessment(row, basis.get(row.pk), cited[row.pk], who)


def _assessment(row: Event, basis: Any, cited: Sequence[Event], who: dict[int, str]) -> Assessment:
    on = basis.obtained_on if basis else None
    return Assessment(
        number=row.pk,
        level=RiskLevel(row.risk.level),
        officer=row.risk.officer,
        assessed=When(on=row.happened_on, at=row.happened_at),
        reasons=row.words,
        next_review_at=row.risk.next_review_at,
        relied_on=basis.relied_on if basis else "",
        obtained=When(on=on, at=basis.obtained_at) if on else None,
        said_by=who.get(row.pk, ""),
        cites=tuple(
            Cited(
                number=each.pk,
                kind=EventKind(each.kind),
                words=each.words,
                happened=When(on=each.happened_on, at=each.happened_at),
                said_by=who.get(each.pk, ""),
            )
            for each in cited
        ),
    )


def _who(source: EventSource) -> str:
    return ", ".join(filter(None, (source.said_by, source.said_by_role, source.contact)))
