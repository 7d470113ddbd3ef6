"""What a chronology says of a level's basis, of a challenge and its answer, and of a lowered floor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lantern.queries.details import by_event
from lantern.record.models import (
    ChallengeAnswer,
    ChallengeDetail,
    Event,
    FloorDetail,
    RiskBasis,
    SearchReview,
)
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel


def facts_of(rows: Iterable[Event]) -> dict[int, list[tuple[str, str]]]:
    """Give, by entry, what a chronology says of a level's basis, a challenge, its answer and a lowered floor.

    Asked only where such entries are: most chronologies have none.
    """
    held = list(rows)
    found: dict[int, list[tuple[str, str]]] = {}
    for model, kind, said in _FACTS:
        for key, detail in by_event(model, [row for row in held if row.kind == kind]).items():
            found.setdefault(key, []).extend(said(detail))
    return found


def _of_basis(detail: RiskBasis) -> list[tuple[str, str]]:
    on = detail.obtained_on
    obtained = spoken(When(on=on, at=detail.obtained_at)) if on else ""
    return [("Relied on", detail.relied_on), ("Obtained", obtained)]


LEVEL_WORDS = {
    RiskLevel.VERY_LOW: "Very low",
    RiskLevel.LOW: "Low",
    RiskLevel.MEDIUM: "Medium",
    RiskLevel.HIGH: "High",
}
ANSWER_SAID = {
    ChallengeOutcome.CHANGED: "The police change their level",
    ChallengeOutcome.KEPT: "The police keep their level",
}
_FACTS: tuple[tuple[Any, str, Any], ...] = (
    (RiskBasis, EventKind.RISK_ASSESSED.value, _of_basis),
    (
        ChallengeDetail,
        EventKind.RISK_CHALLENGED.value,
        lambda detail: [
            ("Put to", detail.put_to),
            ("Asks for", LEVEL_WORDS[RiskLevel(detail.level_asked)] if detail.level_asked else ""),
        ],
    ),
    (
        ChallengeAnswer,
        EventKind.CHALLENGE_ANSWERED.value,
        lambda detail: [
            ("Answer", ANSWER_SAID[ChallengeOutcome(detail.outcome)]),
            ("Officer", detail.officer),
        ],
    ),
    (
        FloorDetail,
        EventKind.INFORMATION_RECEIVED.value,
        lambda detail: [("Local floor lowered to", LEVEL_WORDS[RiskLevel(detail.level)])],
    ),
    (
        SearchReview,
        EventKind.INFORMATION_RECEIVED.value,
        lambda detail: [
            ("Review of the search: done since the last", detail.done_since),
            ("Who decided", detail.who),
            ("Next review", spoken(When.moment(detail.next_review_at))),
        ],
    ),
)
