"""The events that one duty reads: one episode's, or all of one child's; and what gives rise to the duty in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from lantern.procedures import calendar as clocks
from lantern.procedures.calendar import Within
from lantern.procedures.history import ANSWERS_ONE, Happened, threads
from lantern.procedures.law import Duty, ReckonedOn
from lantern.vocabulary import corrections
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


@dataclass(frozen=True, kw_only=True)
class Story:
    """The events that stand, by kind and in order, and which thread of corrections each id belongs to."""

    child: int | None
    standing: Sequence[Happened]
    by_kind: Mapping[EventKind, Sequence[Happened]]
    root_of: Mapping[int, int]
    kind_of: Mapping[int, EventKind]
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
    firsts = story.of_kinds(duty.arises_on)
    if duty.follows:
        firsts = sorted((e for e in followed if e.id in story.kind_of), key=lambda event: event.order)
    if duty.arises_where:
        firsts = [event for event in firsts if event.may_say(duty.arises_where)]
    if duty.only_first:
        firsts = _first_of_each(firsts)
    if duty.often is not None:
        firsts = _often(firsts, duty.often.times, timedelta(days=duty.often.days))
    found = [Arising(event=event, within=duty.within, episode=event.episode) for event in firsts]
    if duty.at_intervals_of:
        found += _again(duty, story, firsts)
        found.sort(key=lambda arising: arising.event.order)
    return [each for each in found if duty.is_in_force_on(each.event.when.on)]


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
    ends = story.of_kinds(duty.excused_by)
    began = {event.id for event in firsts}
    met = [
        event
        for event in story.of_kinds(duty.met_by)
        if event.id not in began and event.surely_says(duty.met_where)
    ]
    found: list[Arising] = []
    run: tuple[int, int] = (0, 0)  # the event that first gave rise to it, and how often it was met since
    for event in met:
        first = next(
            (f for f in reversed(firsts) if not _is_apart(event, f.episode) and event.is_at_or_after(f)), None
        )
        if first is None or any(
            not _is_apart(end, first.episode) and end.is_at_or_after(first) and end.order < event.order
            for end in ends
        ):
            continue
        run = (first.id, run[1] + 1 if run[0] == first.id else 0)
        length = _interval(duty, first, event, run[1])
        found.append(Arising(event=event, within=length, episode=first.episode, again=True))
    return found


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


def settling(duty: Duty, arising: Arising, story: Story, all_arisings: Sequence[Arising]) -> Happened | None:
    """Find the first event that meets or excuses what arose from this one."""
    for event in story.of_kinds(duty.met_by + duty.excused_by):
        if event.id == arising.event.id:
            continue
        if duty.met_where and event.kind in duty.met_by and not event.surely_says(duty.met_where):
            continue
        if _speaks_to(event, arising, duty, story, all_arisings):
            return event
    return None


def ending(duty: Duty, arising: Arising, story: Story, all_arisings: Sequence[Arising]) -> Happened | None:
    """Find the first event of `later_of` that speaks to what arose from this one."""
    for event in story.of_kinds(duty.later_of):
        if event.id == arising.event.id or not event.surely_says(duty.later_where):
            continue
        if event.is_at_or_after(arising.event) and _speaks_to(event, arising, duty, story, all_arisings):
            return event
    return None


def _speaks_to(
    event: Happened, arising: Arising, duty: Duty, story: Story, all_arisings: Sequence[Arising]
) -> bool:
    """Say whether this event speaks to that one.

    Whoever names what they answer is taken at their word, also after a correction of what they named. An
    answer that names nothing answers the latest event at or before it, and that one alone: an older one
    stays owed. An event of another episode says nothing of it, nor one that answers another referral than it did.
    """
    if _is_apart(event, arising.episode):
        return False
    named = _named(event, duty, story, all_arisings)
    if named is not None:
        return named == story.root_of[arising.event.id]
    if _answers_another(event, arising.event, story):
        return False
    if arising.again and event.order <= arising.event.order:
        return False  # two visits on one day would each be the later of the two, and nothing would be owed
    if event.kind in ANSWERS_ONE:
        its = [a.event for a in all_arisings if not _is_apart(event, a.episode)]
        earlier = [e for e in its if event.is_at_or_after(e) and not _answers_another(event, e, story)]
        return bool(earlier) and earlier[-1].id == arising.event.id
    return duty.counts_earlier or event.is_at_or_after(arising.event)


def _answers_another(event: Happened, other: Happened, story: Story) -> bool:
    """Say whether both name what they answer, and not the same: two decisions, each of a referral of its own."""
    if event.answers is None or other.answers is None:
        return False
    return story.root_of.get(event.answers) != story.root_of.get(other.answers)


def _named(event: Happened, duty: Duty, story: Story, all_arisings: Sequence[Arising]) -> int | None:
    """Give the thread that this event says it answers, if that is a thing from which the duty arises."""
    if event.answers is None or event.answers not in story.root_of:
        return None
    root = story.root_of[event.answers]
    is_arising = story.kind_of[event.answers] in duty.arises_on or any(
        story.root_of[each.event.id] == root for each in all_arisings
    )
    return root if is_arising else None
