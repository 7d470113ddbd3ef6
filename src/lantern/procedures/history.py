"""What happened to a child, as the clocks read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lantern.vocabulary import corrections
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import SAID_BY, Particular

# An answer must name what it answers. These kinds answer one event (one return, one referral) and no other. All
# other kinds speak of the whole episode, or of the whole case: the police were rung, the child is back.
ANSWERS_ONE = frozenset(
    {
        EventKind.RETURN_INTERVIEW_OFFERED,
        EventKind.RETURN_INTERVIEW_HELD,
        EventKind.RETURN_INTERVIEW_DECLINED,
        EventKind.RETURN_INTERVIEW_NOT_POSSIBLE,
        EventKind.LEAD_ANSWERED,
        EventKind.CHALLENGE_ANSWERED,
        EventKind.ENQUIRY_ANSWERED,
        EventKind.TEXTSAFE_ANSWERED,
        EventKind.RECOVERY_ORDER_DECIDED,
        EventKind.NRM_DECIDED,
        EventKind.GUARDIAN_ALLOCATED,
        EventKind.GUARDIAN_ANSWERED,
        EventKind.ACTION_ANSWERED,
        EventKind.REVIEW_NOT_JUSTIFIED,
        EventKind.CARE_PLAN_WRITTEN,
        EventKind.PLACEMENT_PLAN_SIGNED,
    }
)

# The events of one thread correct each other: one missing episode of one child, or (episode None) the child's case.
Thread = tuple[int | None, int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One event of one missing episode, or of a child's case, with what the clocks need to know of it.

    `episode` is None for an event of the case. `child` may stay None where all events handed in are one child's.
    `answers` is the id of the event that this one answers, such as the return that an offer answers.
    `next_review_at` is the moment (UTC) a person set when recording this event. `says` are its particulars; None
    where nobody knows them: then it may give rise to a duty that asks for one, and meets none that does.
    `taken_over`: an import or the simulator wrote it, from what others had recorded; nobody here did.
    """

    id: int
    episode: int | None
    kind: EventKind
    when: When
    recorded_at: datetime
    child: int | None = None
    corrects: int | None = None
    next_review_at: datetime | None = None
    answers: int | None = None
    says: frozenset[Particular] | None = None
    taken_over: bool = False
    # The place in the story: when it happened first, when it was recorded only to settle a tie.
    order: tuple[datetime, datetime, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", (self.when.earliest, self.recorded_at, self.id))

    @property
    def thread(self) -> Thread:
        """The child and the episode this is of."""
        return (self.child, self.episode)

    def is_at_or_after(self, other: Happened) -> bool:
        """Say whether this may have happened at the same time as the other or later.

        Two events of one kind are put in one strict order, or each would count as the later of the two.
        """
        if self.kind is other.kind:
            return self.order > other.order
        return not self.when.certainly_before(other.when)

    def may_say(self, wanted: Sequence[Particular]) -> bool:
        """Say whether this says all of these that its kind can say, or nobody knows what it says."""
        return self.says is None or all(each in self.says for each in wanted if self.kind in SAID_BY[each])

    def is_known_to_say(self, one: Particular) -> bool:
        """Say whether this is known to say this one thing."""
        return self.says is not None and one in self.says

    def surely_says(self, wanted: Sequence[Particular]) -> bool:
        """Say whether this is known to say all of these that its kind can say."""
        return all(
            self.says is not None and each in self.says for each in wanted if self.kind in SAID_BY[each]
        )


def standing_events(history: Sequence[Happened]) -> list[Happened]:
    """Give the events that no standing correction has struck, in the order they came in.

    A correction reaches only events of its own thread: one episode, or the case.
    """
    kept = {event.id for thread in threads(history).values() for event in corrections.standing(thread)}
    return [event for event in history if event.id in kept]


def threads(history: Sequence[Happened]) -> dict[Thread, list[Happened]]:
    """Give the events of each missing episode, and of each case, apart."""
    apart: dict[Thread, list[Happened]] = {}
    for event in history:
        apart.setdefault(event.thread, []).append(event)
    return apart
