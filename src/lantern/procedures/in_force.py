"""The duties that this installation reckons, and what of the record they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lantern.procedures import local_tables, protocol
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.facts import FactName
from lantern.procedures.law import Duty, ReckonedOn, families
from lantern.vocabulary.events import EventKind

# An excuse names no facts of its own, and a birthday is sure only where the age is not in doubt.
_EXCUSE_READS = {
    "turned_18": frozenset({FactName.DATE_OF_BIRTH}),
    "no_longer_looked_after": frozenset({FactName.IS_LOOKED_AFTER}),
}


def duties_in_force() -> tuple[Duty, ...]:
    """Give the duties of the nation and of the partnership's folder that are reckoned, read once a folder.

    Raises BadDuty, with file, line and reason, where a file of either cannot be read.
    """
    return running(local_tables.folder()).duties


def asked_in_force() -> Running:
    """Give those duties with what they ask for."""
    return running(local_tables.folder())


@cache
def running(folder: Path) -> Running:
    """Give the duties that are reckoned where this is the partnership's folder, with what they ask for."""
    return Running.of(protocol.running(folder))


@dataclass(frozen=True, kw_only=True)
class Asks:
    """Some of the duties, and what they ask of the record.

    `kinds` are the kinds of event that any of them reads; `said` those of which one asks what they say of themselves.
    """

    duties: tuple[Duty, ...]
    kinds: frozenset[EventKind]
    said: frozenset[EventKind]
    classification: bool

    @classmethod
    def of(cls, duties: Iterable[Duty]) -> Asks:
        """Read off what these duties ask for."""
        held = tuple(duties)
        kinds = {kind for duty in held for kind in _kinds_of(duty)}
        said = {kind for duty in held for kind in _said_of(duty)}
        return cls(
            duties=held,
            kinds=frozenset(kinds),
            said=frozenset(said),
            classification=any("is_missing_not_away" in duty.conditions for duty in held),
        )

    def facts(self, kinds: Iterable[EventKind]) -> frozenset[FactName]:
        """Give the facts that are asked for where events of these kinds are there to give rise to something."""
        there = set(kinds)
        found = {
            name
            for duty in self.duties
            if duty.follows or not there.isdisjoint(duty.arises_on)
            for name in _facts_of(duty)
        }
        return frozenset(found | ({FactName.AGE_STANDING} if FactName.DATE_OF_BIRTH in found else set()))


@dataclass(frozen=True, kw_only=True)
class Running:
    """The duties in force: those reckoned on an episode alone, and those reckoned on a child's whole case.

    `case` are reckoned over `with_case`: a duty of the case may follow one of an episode, which must then be reckoned
    beside it. An episode's duty that follows one of the case is reckoned with the case.
    """

    duties: tuple[Duty, ...]
    all: Asks
    episode: Asks
    with_case: Asks
    case: frozenset[str]
    by_code: Mapping[str, Duty]

    @classmethod
    def of(cls, duties: Sequence[Duty]) -> Running:
        """Part the duties by what they are reckoned on."""
        family = families(duties)
        members: dict[str, list[Duty]] = {}
        for duty in duties:
            members.setdefault(family[duty.code], []).append(duty)
        chains = {duty.code: _chain(duty, members, family) for duty in duties}
        case = frozenset(
            duty.code
            for duty in duties
            if any(each.reckoned_on is ReckonedOn.CASE for each in chains[duty.code].values())
        )
        beside = {code for duty in duties if duty.code in case for code in chains[duty.code]}
        return cls(
            duties=tuple(duties),
            all=Asks.of(duties),
            episode=Asks.of(duty for duty in duties if duty.code not in case),
            with_case=Asks.of(duty for duty in duties if duty.code in beside),
            case=case,
            by_code={duty.code: duty for duty in duties},
        )


def _chain(duty: Duty, members: dict[str, list[Duty]], family: Mapping[str, str]) -> dict[str, Duty]:
    """Give this duty and all that it follows, with what they replaced, by code."""
    found = {duty.code: duty}
    waiting = [duty]
    while waiting:
        before = members.get(family.get(waiting.pop().follows or "", ""), [])
        new = [each for each in before if each.code not in found]
        found |= {each.code: each for each in new}
        waiting += new
    return found


def _kinds_of(duty: Duty) -> set[EventKind]:
    return {*duty.arises_on, *duty.only_after, *duty.met_by, *duty.excused_by, *duty.later_of}


def _said_of(duty: Duty) -> set[EventKind]:
    kinds: set[EventKind] = set()
    for where, of in (
        (duty.arises_where + duty.arises_unless, duty.arises_on),
        (duty.met_where, duty.met_by),
        (duty.later_where, duty.later_of),
        (duty.only_after_where, duty.only_after),
        (duty.excused_where, duty.excused_by),
    ):
        if where:
            kinds |= set(of)
    return kinds


def _facts_of(duty: Duty) -> set[FactName]:
    asked = {name for condition in duty.conditions for name in CONDITIONS[condition].reads}
    return asked | {name for excuse in duty.excused_if for name in _EXCUSE_READS[excuse]}
