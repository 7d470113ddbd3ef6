"""What happened to a child, as the clocks read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.vocabulary import corrections
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind

# An answer must name what it answers. These kinds answer one event (one return) and no other. All other kinds
# speak of the whole episode: the police were rung, the child is back.
ANSWERS_ONE = frozenset(
    {
        EventKind.RETURN_INTERVIEW_OFFERED,
        EventKind.RETURN_INTERVIEW_HELD,
        EventKind.RETURN_INTERVIEW_DECLINED,
        EventKind.RETURN_INTERVIEW_NOT_POSSIBLE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event of one missing episode, with what the clocks need to know of it.

    `answers` is the id of the event that this one answers, such as the return that an offer answers.
    `next_review_at` is the moment a person set when recording this event.
    """

    id: int
    episode: int
    kind: EventKind
    when: When
    recorded_at: datetime
    corrects: int | None = None
    next_review_at: datetime | None = None
    answers: int | None = None

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """The place in the story: when it happened first, when it was recorded only to settle a tie."""
        return (self.when.earliest, self.recorded_at, self.id)

    def is_at_or_after(self, other: Happened) -> bool:
        """Say whether this may have happened at the same time as the other or later.

        Two events of one kind are put in one strict order, or each would count as the later of the two.
        """
        if self.kind is other.kind:
            return self.order > other.order
        return not self.when.certainly_before(other.when)


def standing_events(history: Sequence[Happened]) -> list[Happened]:
    """Give the events that no standing correction has struck, in the order they came in.

    A correction reaches only events of its own episode.
    """
    kept = {event.id for episode in episodes(history).values() for event in corrections.standing(episode)}
    return [event for event in history if event.id in kept]


def episodes(history: Sequence[Happened]) -> dict[int, list[Happened]]:
    """Give the events of each missing episode apart."""
    apart: dict[int, list[Happened]] = {}
    for event in history:
        apart.setdefault(event.episode, []).append(event)
    return apart
