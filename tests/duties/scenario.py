"""One line of a duty's table of scenarios: given these events, at this time, this is owed. All times are London's.

An event reads `2026-11-22 02:10 child_returned`, or with the day alone where the time is not known, and may go on
with `answers=1`, `corrects=1` (the place of another event in the list, from 1), `review=2026-11-22T06:00` or
`episode=2`. What is owed reads `1: running, due 2026-11-25 02:10` or `1: met by 2`, by places in the list again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Duty, Owed, duties_owed
from lantern.procedures.history import Happened
from lantern.procedures.loading import england
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind

RECORDED_FROM = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """`given` is the story in one sentence; `away` where the authority says that it knows where the child is."""

    given: str
    when: Sequence[str]
    now: str
    owed: Sequence[str]
    away: bool = False

    def check(self, code: str) -> None:
        """Assert that exactly this is owed under the duty of this code."""
        kind = MissingKind.AWAY_WITHOUT_AUTHORISATION if self.away else None
        owed = duties_owed(
            duties=[duty_of(code)],
            history=history(*self.when),
            facts=Facts(authority_kinds={1: kind}),
            calendars={},
            now=moment(self.now),
        )
        assert [words(each) for each in owed] == list(self.owed)


def duty_of(code: str) -> Duty:
    """Give the duty of England with this code."""
    return next(duty for duty in england() if duty.code == code)


def history(*lines: str) -> list[Happened]:
    """Read a story, recorded in the order in which it is written."""
    return [_event(line, place) for place, line in enumerate(lines, 1)]


def moment(text: str) -> datetime:
    """Read a London time; `2026-10-25 01:30 again` is the second half past one of that night."""
    day, clock, *again = text.split()
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=LONDON)
    return local.replace(fold=1 if again else 0).astimezone(UTC)


def words(owed: Owed) -> str:
    """Write what is owed as the tables have it."""
    text = f"{owed.arises_from}: {owed.standing}"
    if owed.met_by_event is not None:
        return f"{text} by {owed.met_by_event}"
    if owed.due_at is None:
        return text
    return f"{text}, due {owed.due_at.astimezone(LONDON):%Y-%m-%d %H:%M}"


def _event(line: str, place: int) -> Happened:
    kind_at = next(n for n, word in enumerate(line.split()) if word in set(EventKind))
    when, kind, more = line.split()[:kind_at], line.split()[kind_at], line.split()[kind_at + 1 :]
    said = dict(word.split("=") for word in more)
    review = said.get("review")
    return Happened(
        id=place,
        episode=int(said.get("episode", 1)),
        kind=EventKind(kind),
        when=When.moment(moment(" ".join(when))) if len(when) > 1 else When(on=date.fromisoformat(when[0])),
        recorded_at=RECORDED_FROM + timedelta(minutes=place),
        corrects=int(said["corrects"]) if "corrects" in said else None,
        answers=int(said["answers"]) if "answers" in said else None,
        next_review_at=moment(review.replace("T", " ")) if review else None,
    )
