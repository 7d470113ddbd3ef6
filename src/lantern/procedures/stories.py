"""The events that one duty reads: one episode's, or all of one child's; and what gives rise to the duty in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice

from lantern.procedures import calendar as clocks
from lantern.procedures.calendar import Within
from lantern.procedures.history import ANSWERS_ONE, Happened, threads
from lantern.procedures.law import Duty, ReckonedOn
from lantern.vocabulary import corrections
from lantern.vocabulary.days import start_of
from lantern.vocabulary.events import EventKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Arising:
    """An event that gives rise to a duty, and the length that then runs. `again`: it met it, and begins it anew.

    `episode` is that of the event which first gave rise to it: a discussion of the case may begin it anew.
    """

    event: Happened
    within: Within | None
    episode: int | None
    again: bool = False

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """The place of its event in the story."""
        return self.event.order


@dataclass(frozen=True, kw_only=True)
class Story:
    """The events that stand, by kind and in order, and which thread of corrections each id belongs to."""

    child: int | None
    standing: Sequence[Happened]
    by_kind: Mapping[EventKind, Sequence[Happened]]
    root_of: Mapping[int, int]
    kind_of: Mapping[int, EventKind]
    taken_over: Set[int] = frozenset()  # the threads of corrections that begin with what was taken over
    # What was asked for before: many duties read the same kinds.
    found: dict[tuple[EventKind, ...], Sequence[Happened]] = field(default_factory=dict)

    @classmethod
    def of(cls, child: int | None, parts: Sequence[Sequence[Happened]]) -> Story:
        """Make one story of one or more threads, each with its own corrections."""
        standing = [event for part in parts for event in corrections.standing(part)]
        standing.sort(key=lambda event: event.order)
        by_kind: dict[EventKind, list[Happened]] = {}
        for event in standing:
            by_kind.setdefault(event.kind, []).append(event)
        return cls(
            child=child,
            standing=standing,
            by_kind=by_kind,
            root_of={key: root for part in parts for key, root in corrections.roots(part).items()},
            kind_of={event.id: event.kind for part in parts for event in part},
            taken_over={event.id for part in parts for event in part if event.taken_over},
        )

    def of_kinds(self, kinds: tuple[EventKind, ...]) -> Sequence[Happened]:
        """Give the standing events of these kinds, in order."""
        if kinds not in self.found:
            if len(kinds) == 1:
                self.found[kinds] = self.by_kind.get(kinds[0], ())
            else:
                events = [event for kind in set(kinds) for event in self.by_kind.get(kind, ())]
                self.found[kinds] = sorted(events, key=lambda event: event.order)
        return self.found[kinds]


def stories(history: Sequence[Happened]) -> Mapping[ReckonedOn, list[Story]]:
    """Give each episode as a story, and each child's whole case as one."""
    apart = threads(history)
    of_child: dict[int | None, list[list[Happened]]] = {}
    for (child, _), events in apart.items():
        of_child.setdefault(child, []).append(events)
    return {
        ReckonedOn.EPISODE: [
            Story.of(child, [events]) for (child, episode), events in apart.items() if episode is not None
        ],
        ReckonedOn.CASE: [Story.of(child, parts) for child, parts in of_child.items()],
    }


def arisings(duty: Duty, story: Story, followed: Iterable[Happened] = ()) -> list[Arising]:
    """Give all that gives rise to this duty, in order; its conditions are not asked here.

    `followed` are the events that met the duty which this one follows. A duty that recurs arises again from each
    event that meets it, until one that excuses it: then only what first gave rise to it begins it anew.
    """
    firsts = _firsts(duty, story, followed)
    found = [
        Arising(event=event, within=duty.within, episode=event.episode)
        for event in firsts
        if duty.is_in_force_on(event.when.on)
    ]
    if duty.at_intervals_of:
        again = (each for each in _again(duty, story, firsts) if duty.is_in_force_on(each.event.when.on))
        found = sorted([*found, *again], key=lambda arising: arising.order)
    return found


def _firsts(duty: Duty, story: Story, followed: Iterable[Happened]) -> Sequence[Happened]:
    """Give what first gives rise to this duty, in order, whatever the law of its day."""
    firsts = story.of_kinds(duty.arises_on)
    if duty.follows:
        firsts = sorted((e for e in followed if e.id in story.kind_of), key=lambda event: event.order)
    if duty.arises_where:
        firsts = [event for event in firsts if event.may_say(duty.arises_where)]
    if duty.often is not None:
        firsts = _often(firsts, duty.often.times, timedelta(days=duty.often.days))
    if duty.only_recorded_here:  # what was taken over still counts towards a threshold
        firsts = [event for event in firsts if story.root_of[event.id] not in story.taken_over]
    if duty.only_after:
        firsts = _only_after(duty, story, firsts)
    if duty.only_first:
        firsts = _first_of_each(firsts)
    if duty.arises_unless:  # asked last: what the police found begins nothing, nor does the return after it
        firsts = [e for e in firsts if not any(e.is_known_to_say(each) for each in duty.arises_unless)]
    return firsts


def _only_after(duty: Duty, story: Story, events: Iterable[Happened]) -> list[Happened]:
    """Keep what one of these was before: the Home Office, told that the child is missing, hears of the return."""
    before = [each for each in story.of_kinds(duty.only_after) if each.surely_says(duty.only_after_where)]
    return [
        event
        for event in events
        if any(event.is_at_or_after(each) and not _is_apart(each, event.episode) for each in before)
    ]


def _first_of_each(events: Sequence[Happened]) -> list[Happened]:
    """Keep the first event of each episode, and of the case."""
    first: dict[int | None, Happened] = {}
    for event in events:
        first.setdefault(event.episode, event)
    return list(first.values())


def _often(events: Sequence[Happened], times: int, days: timedelta) -> list[Happened]:
    """Keep each event that is at least the so-manieth within so many days, its own day being the last of them."""
    return [
        event
        for place, event in enumerate(events)
        if place + 1 >= times and event.when.on - events[place + 1 - times].when.on < days
    ]


def _again(duty: Duty, story: Story, firsts: Sequence[Happened]) -> list[Arising]:
    """Give the events that met it and so begin it anew, each with the length that then runs."""
    ends = [each for each in story.of_kinds(duty.excused_by) if each.surely_says(duty.excused_where)]
    began = {event.id for event in firsts}
    ended: dict[int, Happened | None] = {}  # by what first gave rise to it: what excused it
    found: list[Arising] = []
    run: tuple[int, int] = (0, 0)  # the event that first gave rise to it, and how often it was met since
    for event in story.of_kinds(duty.met_by):
        if event.id in began or not event.surely_says(duty.met_where):
            continue
        first = _begun_by(event, firsts)
        if first is None:
            continue
        if first.id not in ended:
            ended[first.id] = _first_after(first, ends)
        end = ended[first.id]
        if end is not None and end.order < event.order:
            continue
        run = (first.id, run[1] + 1 if run[0] == first.id else 0)
        length = _interval(duty, first, event, run[1])
        found.append(Arising(event=event, within=length, episode=first.episode, again=True))
    return found


def _begun_by(event: Happened, firsts: Sequence[Happened]) -> Happened | None:
    """Give the latest of what first gave rise to the duty, at or before this event that met it."""
    for at in range(_place_of(firsts, event.when.on + timedelta(days=1)) - 1, -1, -1):
        if not _is_apart(event, firsts[at].episode) and event.is_at_or_after(firsts[at]):
            return firsts[at]
    return None


def _first_after(first: Happened, ends: Sequence[Happened]) -> Happened | None:
    """Give the first of these events that is of this episode, and at or after it."""
    later = islice(ends, _place_of(ends, first.when.on), None)
    return next((e for e in later if not _is_apart(e, first.episode) and e.is_at_or_after(first)), None)


def _interval(duty: Duty, first: Happened, met: Happened, times: int) -> Within:
    """Give the length that runs from the event that met it, which did so after `times` others."""
    if duty.for_the_first is not None and duty.after_that is not None:
        begins = clocks.after(within=duty.for_the_first, arose=first.when, calendar=None)
        if met.when.earliest > begins:
            return duty.after_that
    return duty.at_intervals_of[min(times, len(duty.at_intervals_of) - 1)]


def _is_apart(event: Happened, episode: int | None) -> bool:
    """Say whether this is of another episode: one return says nothing of the next time a child is missing."""
    return event.episode is not None and episode is not None and event.episode != episode


class Speaking:
    """The events of some kinds, each with what it speaks to: asked once for all that gave rise to a duty.

    Whoever names what they answer is taken at their word, also after a correction of what they named. An
    answer that names nothing answers the latest event at or before it, and that one alone: an older one
    stays owed. An event of another episode says nothing of it, nor one that answers another referral than it did.
    """

    def __init__(
        self, events: Iterable[Happened], *, duty: Duty, story: Story, arisings: Sequence[Arising]
    ) -> None:
        self._duty, self._story, self._arisings = duty, story, arisings
        # By the thread that they name, or of which they are the answer; and whether they name it.
        self._to_one: dict[int, list[tuple[Happened, bool]]] = {}
        self._to_all: list[Happened] = []
        for event in events:
            named = self._named(event) if event.answers is not None else None
            if named is None and event.kind not in ANSWERS_ONE:
                self._to_all.append(event)
                continue
            root = self._latest(event) if named is None else named
            if root is not None:
                self._to_one.setdefault(root, []).append((event, named is not None))

    def first(self, arising: Arising, *, not_before: bool = False) -> Happened | None:
        """Give the first event that speaks to what arose from this one; `not_before`: and that was not before it."""
        found = None
        for event, is_named in self._to_one.get(self._story.root_of[arising.event.id], ()):
            if event.id == arising.event.id or (not is_named and _is_apart(event, arising.episode)):
                continue
            if not is_named and _is_its_own_beginning(event, arising):
                continue
            if not (not_before and not event.is_at_or_after(arising.event)):
                found = event
                break
        is_any_time = self._duty.counts_earlier and not not_before
        back = timedelta(days=0 if not_before else self._duty.counts_back or 0)
        begin = (
            0 if is_any_time or not self._to_all else _place_of(self._to_all, arising.event.when.on - back)
        )
        for event in islice(self._to_all, begin, None):
            if found is not None and found.order < event.order:
                break
            if self._speaks(event, arising) and (is_any_time or self._is_in_time(event, arising, back)):
                return event
        return found

    def _is_in_time(self, event: Happened, arising: Arising, back: timedelta) -> bool:
        """Say whether this was not before what gave rise to it, or so few days before that it meets it still."""
        if event.is_at_or_after(arising.event):
            return True
        return event.kind in self._duty.met_by and bool(back)

    def _speaks(self, event: Happened, arising: Arising) -> bool:
        return not (
            event.id == arising.event.id
            or _is_apart(event, arising.episode)
            or _answers_another(event, arising.event, self._story)
            or _is_its_own_beginning(event, arising)
            or self._takes_back_nothing(event, arising)
        )

    def _takes_back_nothing(self, event: Happened, arising: Arising) -> bool:
        """Say so of a changed view and a referral: a word ends what an earlier one of its own kind began, no more."""
        if event.kind not in self._duty.excused_by or event.kind not in self._duty.arises_on:
            return False
        return event.kind is not arising.event.kind or not event.is_at_or_after(arising.event)

    def _latest(self, event: Happened) -> int | None:
        """Give the thread of the latest arising at or before this event that it may speak of."""
        for at in range(_place_of(self._arisings, event.when.on + timedelta(days=1)) - 1, -1, -1):
            each = self._arisings[at]
            if _is_apart(event, each.episode) or _answers_another(event, each.event, self._story):
                continue
            if event.is_at_or_after(each.event):
                return self._story.root_of[each.event.id]
        return None

    def _named(self, event: Happened) -> int | None:
        """Give the thread that this event says it answers, if that is a thing from which the duty arises."""
        root_of, kind_of = self._story.root_of, self._story.kind_of
        if event.answers is None or event.answers not in root_of:
            return None
        root = root_of[event.answers]
        is_arising = kind_of[event.answers] in self._duty.arises_on or root in self._roots
        return root if is_arising else None

    @cached_property
    def _roots(self) -> Set[int]:
        return {self._story.root_of[each.event.id] for each in self._arisings}


def settling(duty: Duty, story: Story) -> list[Happened]:
    """Give the events that can meet or excuse this duty, in order."""
    events = story.of_kinds(duty.met_by + duty.excused_by)
    if duty.met_where:
        events = [e for e in events if e.kind not in duty.met_by or e.surely_says(duty.met_where)]
    if duty.excused_where:
        events = [e for e in events if e.kind not in duty.excused_by or e.surely_says(duty.excused_where)]
    return list(events)


def ending(duty: Duty, story: Story) -> list[Happened]:
    """Give the events of `later_of` that can end this period, in order."""
    return [event for event in story.of_kinds(duty.later_of) if event.surely_says(duty.later_where)]


def _place_of(events: Sequence[Happened] | Sequence[Arising], day: date) -> int:
    """Give the place of the first that cannot have been before this London day."""
    return bisect_left(events, start_of(day), key=lambda each: each.order[0])


def _is_its_own_beginning(event: Happened, arising: Arising) -> bool:
    """Say so of two visits on one day: each would be the later of the two, and nothing would be owed."""
    return arising.again and event.order <= arising.event.order


def _answers_another(event: Happened, other: Happened, story: Story) -> bool:
    """Say whether both name what they answer, and not the same: two decisions, each of a referral of its own."""
    if event.answers is None or other.answers is None:
        return False
    return story.root_of.get(event.answers) != story.root_of.get(other.answers)
