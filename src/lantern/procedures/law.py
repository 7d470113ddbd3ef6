"""A duty as its file states it: who owes it, what gives rise to it, by when, what meets it, and under which source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lantern.procedures import calendar as clocks
from lantern.procedures.calendar import Clock, Within
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular


class OwedBy(StrEnum):
    """Who owes a duty, by how they stand to the child."""

    RESPONSIBLE_AUTHORITY = "responsible_authority"
    HOST_AUTHORITY = "host_authority"
    PLACEMENT = "placement"  # the carer, or the home or service on shift
    POLICE_FORCE = "police_force"
    HOME_OFFICE = "home_office"
    REVIEWING_OFFICER = "reviewing_officer"
    FIRST_RESPONDER = "first_responder"  # whichever organisation made the referral


class SourceRead(StrEnum):
    """How well the source was read. A source nobody has read is no duty."""

    TEXT_SEEN = "text seen"
    SECOND_HAND = "text seen (2nd)"
    LOCAL = "text seen (local)"
    AGREED = "agreed locally"  # a partnership's own word, and no source that was read elsewhere

    @property
    def is_local(self) -> bool:
        """Say whether this is one area's practice, and never national law."""
        return self in {SourceRead.LOCAL, SourceRead.AGREED}


class ReckonedOn(StrEnum):
    """Whose events give rise to a duty and meet it: those of one missing episode, or all of one child's."""

    EPISODE = "episode"
    CASE = "case"


class TermKind(StrEnum):
    """What a local protocol says of a deadline that is not its own."""

    STANDARD = "standard"  # beside a source without a number; never a breach
    SHORTER = "shorter"
    LONGER = "longer"  # only as a decision with a decider and reasons


@dataclass(frozen=True, kw_only=True)
class LocalTerm:
    """One local word on the time of a duty, for what arises between two London days, both included.

    `decided_by` and `reasons` are there where the time is longer than the source's own.
    """

    kind: TermKind
    within: Within
    source: str
    in_force_from: date
    in_force_until: date | None = None
    decided_by: str = ""
    reasons: str = ""

    def is_in_force_on(self, day: date) -> bool:
        """Say whether this was so on that day."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, kw_only=True)
class Often:
    """A threshold: the duty arises at the event that is at least the `times`-th within so many calendar days."""

    times: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty as its file states it. `in_force_from` is None where the source carries no date.

    `in_force_until` is the last day in force. `counts_earlier`: what happened earlier in the same episode also meets
    it, since a home may ring the police before it rings the duty desk. `counts_back`: what happened up to so many
    days before also meets it. `follows` is the code of the duty whose meeting gives rise to this one.
    `at_intervals_of`: what meets it begins it anew, with these lengths one after the other, the last of them for
    good; `after_that` takes their place once `for_the_first` has passed since what first gave rise to it.
    `arises_unless`: what is known to say one of these gives rise to nothing. `only_after`: only where one of these
    stands in the episode, or in the case, by then. `only_first`: only the first such event of one episode gives rise
    to it. `only_recorded_here`: what was taken over from older returns gives rise to nothing, since nothing in them
    would end it. `later_of`: due at the end of `within` or of the day of the first of these events, whichever is
    later. `is_target`: an aim "where possible"; passing it is no breach. `is_period`: it ends by time. `not_run` says
    why the product does not reckon it yet; empty where it does.
    """

    code: str
    title: str
    text: str
    owed_by: OwedBy
    arises_on: tuple[EventKind, ...]
    within: Within | None
    counted_in: Clock
    met_by: tuple[EventKind, ...]
    reckoned_on: ReckonedOn = ReckonedOn.EPISODE
    arises_where: tuple[Particular, ...] = ()
    arises_unless: tuple[Particular, ...] = ()
    only_after: tuple[EventKind, ...] = ()
    only_after_where: tuple[Particular, ...] = ()
    often: Often | None = None
    only_first: bool = False
    only_recorded_here: bool = False
    follows: str | None = None
    met_where: tuple[Particular, ...] = ()
    excused_by: tuple[EventKind, ...] = ()
    excused_if: tuple[str, ...] = ()
    excused_where: tuple[Particular, ...] = ()
    counts_earlier: bool = False
    counts_back: int | None = None
    beginning_with: bool = False
    later_of: tuple[EventKind, ...] = ()
    later_where: tuple[Particular, ...] = ()
    at_intervals_of: tuple[Within, ...] = ()
    for_the_first: Within | None = None
    after_that: Within | None = None
    is_target: bool = False
    is_period: bool = False
    warn_before: tuple[timedelta, ...] = ()
    conditions: tuple[str, ...] = ()
    calendar: str = clocks.ENGLAND_AND_WALES
    local_terms: tuple[LocalTerm, ...] = ()
    in_force_from: date | None
    in_force_until: date | None = None
    replaces: str | None = None
    source: str
    source_reference: str
    source_address: str
    source_read: SourceRead
    not_run: str = ""
    notes: str = ""

    def is_in_force_on(self, day: date) -> bool:
        """Say whether this was the law of that London day."""
        has_begun = self.in_force_from is None or self.in_force_from <= day
        return has_begun and (self.in_force_until is None or day <= self.in_force_until)

    def term(self, kind: TermKind, day: date) -> LocalTerm | None:
        """Give what the local protocol said of this duty's time on that day, the one begun last."""
        found = [term for term in self.local_terms if term.kind is kind and term.is_in_force_on(day)]
        return max(found, key=lambda term: term.in_force_from, default=None)


def families(duties: Iterable[Duty]) -> Mapping[str, str]:
    """Give, for each duty's code, the code of the first of those that replaced each other."""
    older = {duty.code: duty.replaces for duty in duties}
    found: dict[str, str] = {}
    for code in older:
        first, seen = code, {code}
        while (before := older.get(first)) is not None and before in older and before not in seen:
            first = before
            seen.add(before)
        found[code] = first
    return found
