"""A hypothetical history read from JSON, for explaining what would be owed: refused whole, with every line's reason.

The form is documented in docs/explaining-duties.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from lantern.procedures.facts import VALUES, BadFact, Fact, FactName, Facts
from lantern.procedures.history import Happened, standing_events
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.events import OF_THE_CASE, EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.particulars import Particular
from lantern.vocabulary.refusals import Refused

_TOP = {"events", "facts", "classified"}
_EVENT = {
    "id",
    "kind",
    "episode",
    "at",
    "on",
    "recorded_at",
    "answers",
    "corrects",
    "says",
    "next_review_at",
    "taken_over",
}
_FACT = {"name", "value", "since", "until"}
_CLASSIFIED = {"missing": MissingKind.MISSING, "away": MissingKind.AWAY_WITHOUT_AUTHORISATION}
T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class BadHistory(Refused):
    """A history that cannot be reckoned. `problems` are all of them, each a line number and a reason."""

    def __init__(self, name: str, problems: Sequence[tuple[int, str]]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(f"{name}, line {line}: {reason}" for line, reason in self.problems))


@dataclass(frozen=True, kw_only=True)
class ToldHistory:
    """A history in order of time; `lines` give each event's line."""

    events: Sequence[Happened]
    facts: Facts
    lines: Mapping[int, int]


def read(text: str, *, name: str, now: datetime) -> ToldHistory:
    """Read a history as it would stand at this moment (UTC); raise BadHistory with all that is wrong in it.

    Refused are an event of the future or of a kind that is not known, one that answers or corrects what is not there,
    an episode that nobody reported, an event that stands after one that happened later, and a word that is not known.
    """
    try:
        reading = _Reading(text, name, now)
        told = reading.told()
    except RecursionError as error:
        raise BadHistory(name, [(1, "this is nested deeper than any history")]) from error
    if reading.problems:
        raise BadHistory(name, reading.problems)
    return told


class _Wrong(ValueError):
    pass


class _Reading:
    def __init__(self, text: str, name: str, now: datetime) -> None:
        self.text, self.name, self.now = text, name, now
        self.problems: list[tuple[int, str]] = []
        try:
            self.said = json.loads(text, object_pairs_hook=self._once)
        except json.JSONDecodeError as error:
            raise BadHistory(name, [(error.lineno, f"this is no JSON: {error.msg}")]) from error

    def _once(self, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        said = dict(pairs)
        if len(said) < len(pairs):
            twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
            raise BadHistory(self.name, [(1, f'"{twice}" is there twice in one object')])
        return said

    def told(self) -> ToldHistory:
        said = self.said
        if not isinstance(said, dict) or not isinstance(said.get("events"), list):
            raise BadHistory(self.name, [(1, 'a history is an object with a list of "events"')])
        for key in said.keys() - _TOP:
            self.problems.append((1, f'"{key}" is not a word a history knows'))
        facts = [self._try(line, _fact, each) for line, each in self._each("facts")]
        found = [(line, self._try(line, self._event, each)) for line, each in self._each("events")]
        events = [event for _, event in found if event is not None]
        lines = {event.id: line for line, event in found if event is not None}
        self._check_whole(events, [(line, event) for line, event in found if event is not None])
        return ToldHistory(
            events=sorted(events, key=lambda event: event.order),
            facts=Facts(
                authority_kinds=self._try(1, _classified, said.get("classified", {})) or {},
                dated=[fact for fact in facts if fact is not None],
            ),
            lines=lines,
        )

    def _each(self, key: str) -> Iterator[tuple[int, Any]]:
        """Give each entry of a list, with the line on which it begins."""
        listed = self.said.get(key, [])
        if not isinstance(listed, list):
            self.problems.append((1, f'"{key}" must be a list'))
            return
        decoder, at = json.JSONDecoder(), self._begins(key)
        for each in listed:
            at = self._past(at, " \t\r\n,")
            yield self.text.count("\n", 0, at) + 1, each
            at = decoder.raw_decode(self.text, at)[1]

    def _begins(self, key: str) -> int:
        """Give the place just behind the list's opening bracket, or nought where there is no such list."""
        decoder, at = json.JSONDecoder(), self.text.find("{") + 1
        for _ in self.said:
            at = self._past(at, " \t\r\n,")
            name, at = decoder.raw_decode(self.text, at)
            at = self._past(at, " \t\r\n:")
            if name == key:
                return at + 1
            at = decoder.raw_decode(self.text, at)[1]
        return 0

    def _past(self, at: int, between: str) -> int:
        while self.text[at] in between:
            at += 1
        return at

    def _try(self, line: int, read: Callable[[Any], T], said: Any) -> T | None:
        try:
            return read(said)
        except (_Wrong, BadFact) as wrong:
            self.problems.append((line, str(wrong)))
            return None

    def _event(self, said: Any) -> Happened:
        _check_words(said, _EVENT, "an event")
        kind = _word(said, "kind", EventKind)
        when = _when(said)
        recorded = _moment(said, "recorded_at") or when.earliest
        if when.earliest > self.now or recorded > self.now:
            raise _Wrong(f"event {said.get('id')} is of the future: {spoken(when)}")
        if recorded < when.earliest:
            raise _Wrong(f"event {said.get('id')} was recorded before it happened")
        return Happened(
            id=_number(said, "id"),
            episode=_episode(said, kind),
            kind=kind,
            when=when,
            recorded_at=recorded,
            answers=_number(said, "answers") if "answers" in said else None,
            corrects=_number(said, "corrects") if "corrects" in said else None,
            next_review_at=_moment(said, "next_review_at"),
            says=_says(said),
            taken_over=_flag(said, "taken_over"),
        )

    def _check_whole(self, events: Sequence[Happened], found: Sequence[tuple[int, Happened]]) -> None:
        by_id: dict[int, Happened] = {}
        for line, event in found:
            if event.id in by_id:
                self.problems.append((line, f"event {event.id} is there twice"))
            by_id[event.id] = event
        for line, event in found:
            for word, other in (("answers", event.answers), ("corrects", event.corrects)):
                if other is not None and (other not in by_id or other == event.id):
                    self.problems.append((line, f"event {event.id} {word} event {other}, which is not there"))
            corrected = by_id.get(event.corrects or 0)
            if corrected is not None and corrected.thread != event.thread:
                self.problems.append((line, f"event {event.id} corrects one of another episode"))
        self._check_order(found)
        self._check_reported(events, found)

    def _check_order(self, found: Sequence[tuple[int, Happened]]) -> None:
        for (_, earlier), (line, later) in pairwise(found):
            if later.when.certainly_before(earlier.when):
                self.problems.append(
                    (line, f"event {later.id} happened before event {earlier.id}, which stands before it")
                )

    def _check_reported(self, events: Sequence[Happened], found: Sequence[tuple[int, Happened]]) -> None:
        """Refuse an episode that begins with nothing: what came before its first event is a gap."""
        if self.problems:
            return
        reported = {e.episode for e in standing_events(events) if e.kind is EventKind.MISSING_REPORTED}
        first: dict[int, int] = {}
        for line, event in found:
            if event.episode is not None:
                first.setdefault(event.episode, line)
        withdrawn = {e.episode for e in events if e.kind is EventKind.MISSING_REPORTED}
        for episode, line in first.items():
            if episode not in reported | withdrawn:
                self.problems.append((line, f"there is a gap: episode {episode} has no missing_reported"))


def _check_words(said: Any, known: set[str], noun: str) -> None:
    if not isinstance(said, dict):
        raise _Wrong(f"{noun} must be an object")
    for key in said:
        if key not in known:
            raise _Wrong(f'"{key}" is not a word {noun} knows')


def _word(said: Mapping[str, Any], key: str, words: type[Word]) -> Word:
    if said.get(key) not in list(words):
        raise _Wrong(f'"{said.get(key)}" is not known here; "{key}" may be: {", ".join(words)}')
    return words(said[key])


def _number(said: Mapping[str, Any], key: str) -> int:
    if type(said.get(key)) is not int or said[key] < 1:
        raise _Wrong(f'"{key}" must be a whole number above nought')
    return int(said[key])


def _episode(said: Mapping[str, Any], kind: EventKind) -> int | None:
    is_case = said.get("episode") is None
    if kind in OF_THE_CASE and not is_case:
        raise _Wrong(f'"{kind}" is of the case, and of no episode')
    if is_case and kind not in OF_THE_CASE and kind is not EventKind.ENTERED_IN_ERROR:
        raise _Wrong(f'"{kind}" must say of which episode it is')
    return None if is_case else _number(said, "episode")


def _when(said: Mapping[str, Any]) -> When:
    if (said.get("at") is None) is (said.get("on") is None):
        raise _Wrong('an event says "at" (a moment) or, where only the day is known, "on" (a day)')
    moment = _moment(said, "at")
    return When.moment(moment) if moment else When(on=_day(said, "on"))


def _moment(said: Mapping[str, Any], key: str) -> datetime | None:
    if said.get(key) is None:
        return None
    try:
        moment = datetime.fromisoformat(said[key])
    except (TypeError, ValueError) as error:
        raise _Wrong(f'"{key}" must be a moment, such as "2026-11-20T19:30:00Z"') from error
    if moment.tzinfo is None:
        raise _Wrong(f'"{key}" must say its time zone, such as "2026-11-20T19:30:00Z"')
    return moment.astimezone(UTC)


def _day(said: Mapping[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(said[key])
    except (TypeError, ValueError) as error:
        raise _Wrong(f'"{key}" must be a day, such as "2026-11-20"') from error


def _flag(said: Mapping[str, Any], key: str) -> bool:
    if said.get(key, False) not in (True, False):
        raise _Wrong(f'"{key}" must be true or false')
    return bool(said.get(key, False))


def _says(said: Mapping[str, Any]) -> frozenset[Particular] | None:
    listed = said.get("says", [])
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise _Wrong('"says" must be a list, or null where nobody knows')
    return frozenset(_word({"says": each}, "says", Particular) for each in listed)


def _fact(said: Any) -> Fact:
    _check_words(said, _FACT, "a fact")
    name = _word(said, "name", FactName)
    value = _day(said, "value") if VALUES[name] is date else said.get("value")
    days = {key: _day(said, key) for key in ("since", "until") if said.get(key) is not None}
    return Fact(name=name, value=value, **days)


def _classified(said: Any) -> dict[int, MissingKind | None]:
    if not isinstance(said, dict) or not all(key.isdecimal() for key in said):
        raise _Wrong('"classified" must give a kind for the number of an episode')
    for kind in said.values():
        if not isinstance(kind, str) or kind not in _CLASSIFIED:
            raise _Wrong(f'"{kind}" is not known here; an episode is classified as: {", ".join(_CLASSIFIED)}')
    return {int(key): _CLASSIFIED[kind] for key, kind in said.items()}
