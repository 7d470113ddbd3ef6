"""One line of a duty's table of scenarios: given these events, at this time, this is owed. All times are London's.

An event reads `2026-11-22 02:10 child_returned`, or with the day alone where the time is not known, and may go on
with `answers=1`, `corrects=1` (the place of another event in the list, from 1), `review=2026-11-22T06:00`,
`episode=2` (`episode=case` is of the case; a kind of the case is so without saying it), `child=2`, or
`says=positive,reasonable_grounds` (`says=unknown` where nobody knows; an event says nothing else), or `taken_over=yes`.
A fact reads `date_of_birth=2010-05-01`, and may go on with `since=2026-01-01` and `until=2026-02-01`.
What is owed reads `1: running, due 2026-11-25 02:10` or `1: met by 2` or `1: excused by turned_18`, by places in the
list again; a local standard reads `1: running, standard 2026-11-25 02:10`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from lantern.gateways import bank_holidays
from lantern.procedures import protocol
from lantern.procedures.calendar import ENGLAND_AND_WALES, Calendar
from lantern.procedures.duty import Duty, Owed, duties_owed
from lantern.procedures.facts import VALUES, Fact, FactName, Facts, Value
from lantern.procedures.history import Happened
from lantern.procedures.loading import all_of_england
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.events import OF_THE_CASE, EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.particulars import Particular

RECORDED_FROM = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """`given` is the story in one sentence; `away` where the authority says that it knows where the child is.

    `by_protocol`: with the example of a local protocol laid over the national duties.
    """

    given: str
    when: Sequence[str]
    now: str
    owed: Sequence[str]
    away: bool = False
    facts: Sequence[str] = ()
    by_protocol: bool = False

    def check(self, *codes: str) -> None:
        """Assert that exactly this is owed under the duties of these codes, all that they follow being read too."""
        kind = MissingKind.AWAY_WITHOUT_AUTHORISATION if self.away else None
        duties = protocol.example() if self.by_protocol else all_of_england()
        owed = duties_owed(
            duties=duties,
            history=history(*self.when),
            facts=Facts(authority_kinds={1: kind}, dated=[fact(line) for line in self.facts]),
            calendars=calendars(),
            now=moment(self.now),
        )
        assert [words(each) for each in owed if each.duty_code in codes] == list(self.owed)


@cache
def calendars() -> Mapping[str, Calendar]:
    """Give the working days of England and Wales from 2010 to 2040, as the product hands them in."""
    known = bank_holidays.of_england_and_wales(first_year=2010, last_year=2040)
    calendar = Calendar(bank_holidays=known, known_from=date(2010, 1, 1), known_until=date(2040, 12, 31))
    return {ENGLAND_AND_WALES: calendar}


def duty_of(code: str) -> Duty:
    """Give the duty with this code, of England or of the example protocol."""
    return next(duty for duty in (*all_of_england(), *protocol.example()) if duty.code == code)


def history(*lines: str) -> list[Happened]:
    """Read a story, recorded in the order in which it is written."""
    return [_event(line, place) for place, line in enumerate(lines, 1)]


def fact(line: str) -> Fact:
    """Read one fact."""
    said = dict(word.split("=") for word in line.split())
    [name] = (FactName(word) for word in said if word in set(FactName))
    days = {word: date.fromisoformat(said[word]) for word in ("since", "until") if word in said}
    return Fact(name=name, value=_value(name, said[name]), **days)


def moment(text: str) -> datetime:
    """Read a London time; `2026-10-25 01:30 again` is the second half past one of that night."""
    day, clock, *again = text.split()
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=LONDON)
    return local.replace(fold=1 if again else 0).astimezone(UTC)


def words(owed: Owed) -> str:
    """Write what is owed as the tables have it."""
    text = f"{owed.arises_from}: {owed.standing}"
    if owed.met_by_event is not None or owed.excuse:
        return f"{text} by {owed.met_by_event or owed.excuse}"
    for name, moment in (("due", owed.due_at), ("standard", owed.standard_at)):
        if moment is not None:
            return f"{text}, {name} {moment.astimezone(LONDON):%Y-%m-%d %H:%M}"
    return text


def _value(name: FactName, text: str) -> Value:
    wanted = VALUES[name]
    if wanted is bool:
        return {"true": True, "false": False}[text]
    return date.fromisoformat(text) if wanted is date else text


def _event(line: str, place: int) -> Happened:
    kind_at = next(n for n, word in enumerate(line.split()) if word in set(EventKind))
    when, kind, more = line.split()[:kind_at], EventKind(line.split()[kind_at]), line.split()[kind_at + 1 :]
    said = dict(word.split("=") for word in more)
    review = said.get("review")
    return Happened(
        id=place,
        episode=_episode(said.get("episode", "case" if kind in OF_THE_CASE else "1")),
        child=int(said["child"]) if "child" in said else None,
        kind=kind,
        when=When.moment(moment(" ".join(when))) if len(when) > 1 else When(on=date.fromisoformat(when[0])),
        recorded_at=RECORDED_FROM + timedelta(minutes=place),
        corrects=int(said["corrects"]) if "corrects" in said else None,
        answers=int(said["answers"]) if "answers" in said else None,
        next_review_at=moment(review.replace("T", " ")) if review else None,
        says=_says(said.get("says", "")),
        taken_over=said.get("taken_over") == "yes",
    )


def _episode(text: str) -> int | None:
    return None if text == "case" else int(text)


def _says(text: str) -> frozenset[Particular] | None:
    return None if text == "unknown" else frozenset(Particular(word) for word in text.split(",") if word)
