"""What entries on a child's placements say to the duties: each alone, and those together that say it bit by bit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lantern.policies.casework import Beginning, is_of_next, is_of_past
from lantern.procedures.history import Happened, standing_events
from lantern.queries.casework_events import PLAN_OF
from lantern.record.context import hand_on_children
from lantern.record.models import (
    AreaNotice,
    AreaNoticeTurn,
    CaseStep,
    EndedAtOnce,
    EndNotice,
    Placement,
    PlacementDetail,
    PlacementHearer,
    PlanHolding,
)
from lantern.vocabulary import corrections
from lantern.vocabulary.casework import PlanOf
from lantern.vocabulary.days import When
from lantern.vocabulary.ended_at_once import EndHeard
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import MustHear, NoticeTurn
from lantern.vocabulary.particulars import Particular
from lantern.vocabulary.plans import PlacementTurn

_KINDS = frozenset({EventKind.CARE_PLAN_RECORDED, EventKind.ENTERED_IN_ERROR})


@dataclass(frozen=True, kw_only=True)
class _Began:
    """A placement that an entry says began, and with it perhaps a time in care."""

    event: int
    placement: int
    child: int | None
    provider: int
    begins: Beginning
    begins_care: Beginning | None  # the time in care that began with it
    taken_over: bool


def with_placements(history: Sequence[Happened]) -> list[Happened]:
    """Give a history in which entries on placements say what they say, and name the placement that they answer.

    Who was told is recorded bit by bit: the entry after which nobody is left says that all were told, on the last of
    the days on which somebody was. Asks nothing where there is no entry of the care plan.
    """
    told = [event for event in history if event.kind in _KINDS and event.episode is None]
    keys = [event.id for event in told if event.kind is EventKind.CARE_PLAN_RECORDED]
    if not keys:
        return list(history)
    stand = sorted(standing_events(told), key=lambda event: (event.recorded_at, event.id))
    turns = _turns(keys)
    began = _began(stand, turns)
    at_once = EndedAtOnce.objects.filter(event__in=turns) if turns else EndedAtOnce.objects.none()
    ended = set(at_once.values_list("event_id", flat=True))
    of = {each.placement: each.event for each in began}
    changed = {event.id: event for event in _turned(told, turns, ended, of)}
    changed |= {event.id: event for event in _with_the_carer(history, of)}
    changed |= _noticed(stand, keys, began) | _heard(stand, keys, began)
    changed |= _told_of_ends(stand, keys, corrections.roots(told))
    return _planned([changed.get(event.id, event) for event in history], began)


def _turns(keys: Collection[int]) -> Mapping[int, PlacementDetail]:
    rows = PlacementDetail.objects.filter(event__in=keys).select_related("placement")
    return {row.event_id: row for row in rows}


def _began(stand: Iterable[Happened], turns: Mapping[int, PlacementDetail]) -> list[_Began]:
    """Give the placements that began, the earliest first."""
    rows = [(event, turns[event.id]) for event in stand if event.id in turns]
    there = [(event, row.placement) for event, row in rows if row.turn == PlacementTurn.BEGAN.value]
    found = [(event, placement) for event, placement in there if placement is not None]
    found.sort(key=lambda each: each[1].from_on)
    ended = [(event.child, row.on_day) for event, row in rows if row.turn == PlacementTurn.CARE_ENDED.value]
    return [
        _Began(
            event=event.id,
            placement=placement.pk,
            child=event.child,
            provider=placement.provider_id,
            begins=_beginning(event, from_on=placement.from_on, until_on=placement.until_on),
            begins_care=_care(event, placement, ended) if turns[event.id].begins_care else None,
            taken_over=_is_taken_over(event, turns[event.id]),
        )
        for event, placement in found
    ]


def _care(event: Happened, placement: Placement, ended: Iterable[tuple[int | None, date]]) -> Beginning:
    """Give the time in care that began with this placement: until the first day after it on which care ended."""
    days = [day for child, day in ended if child == event.child and day >= placement.from_on]
    return _beginning(event, from_on=placement.from_on, until_on=min(days, default=None))


def _beginning(event: Happened, *, from_on: date, until_on: date | None) -> Beginning:
    return Beginning(from_on=from_on, until_on=until_on, recorded_at=event.recorded_at)


def _is_taken_over(event: Happened, row: PlacementDetail) -> bool:
    """Say whether this was so before: a feed's own news is no history, only what its first night found."""
    return event.taken_over and row.found_so is not False


def _the_one(began: Iterable[_Began], *, child: int | None, provider: int, on: date) -> int | None:
    """Give the entry of the placement at this home that had not ended by a day, the earliest of them."""
    for each in began:
        until = each.begins.until_on
        if (each.child, each.provider) == (child, provider) and (until is None or on <= until):
            return each.event
    return None


def _turned(
    told: Iterable[Happened],
    turns: Mapping[int, PlacementDetail],
    at_once: Collection[int],
    of: Mapping[int, int],
) -> Iterable[Happened]:
    """Give the beginnings and ends; the end of a placement answers its own beginning, that of care none."""
    for event in told:
        row = turns.get(event.id)
        if row is None:
            continue
        is_taken_over = _is_taken_over(event, row)
        if row.turn == PlacementTurn.BEGAN.value:
            says = {Particular.PLACEMENT_BEGAN} | ({Particular.CARE_BEGAN} if row.begins_care else set())
            yield _saying(event, *says, taken_over=is_taken_over)
            continue
        says = {Particular.PLACEMENT_ENDED}
        if event.id in at_once:
            says.add(Particular.PLACEMENT_ENDED_AT_ONCE)
        began = of.get(row.placement_id or 0, event.answers)
        if row.turn == PlacementTurn.CARE_ENDED.value:
            says.add(Particular.CARE_ENDED)
            began = event.answers  # it speaks of all that began before it
        yield _saying(event, *says, answers=began, taken_over=is_taken_over)


def _with_the_carer(history: Iterable[Happened], of: Mapping[int, int]) -> Iterable[Happened]:
    """Give what homes said of the plan: whether they have it, and of which placement it was said."""
    held = {event.id: event for event in history if event.kind is EventKind.PLAN_HELD}
    if not held:
        return
    with hand_on_children(*{event.child for event in held.values() if event.child is not None}):
        rows = list(PlanHolding.objects.filter(event__in=held))  # Lantern itself reads no plan
    for row in rows:
        event = held[row.event_id]
        says = {Particular.PLAN_WITH_THEM} if row.holds_plan else set()
        yield _saying(event, *says, answers=of.get(row.placement_id or 0, event.answers))


def _planned(history: Sequence[Happened], began: Sequence[_Began]) -> list[Happened]:
    """Let a plan answer what it is of: one of what was to begin the first that came, one of what is over the last.

    One that is of nothing on record is left out: a plan that names nothing would be taken for that of the latest.
    """
    held = [event.id for event in history if event.kind in PLAN_OF]
    if not held:
        return list(history)
    said = dict(CaseStep.objects.filter(event__in=held).values_list("event_id", "plan_of"))
    found = []
    for event in history:
        of = said.get(event.id, "")
        if not of or event.answers is not None:  # of before this was asked, or it names the entry itself
            found.append(event)
        elif (answers := _plan_of(event, of, began)) is not None:
            found.append(replace(event, answers=answers))
    return found


def _plan_of(plan: Happened, of: str, began: Sequence[_Began]) -> int | None:
    is_of_care = PLAN_OF[plan.kind] is Particular.CARE_BEGAN
    own = [each for each in began if each.child == plan.child]
    there = [(each, each.begins_care if is_of_care else each.begins) for each in own]
    on, recorded_at = plan.when.on, plan.recorded_at
    if of == PlanOf.OVER.value:
        past = (each.event for each, b in reversed(there) if b and is_of_past(planned_on=on, begins=b))
        return next(past, None)
    if of == PlanOf.NEXT.value:
        following = (
            each.event
            for each, b in there
            if b and not each.taken_over and is_of_next(planned_on=on, recorded_at=recorded_at, begins=b)
        )
        return next(following, None)
    return None


def _noticed(
    stand: Iterable[Happened], keys: Collection[int], began: Sequence[_Began]
) -> dict[int, Happened]:
    """Let the entry that a notice was given answer the placement that the notice is of."""
    rows = AreaNoticeTurn.objects.filter(event__in=keys, turn=NoticeTurn.GIVEN.value)
    given = set(rows.values_list("event_id", flat=True))
    notices = {row.event_id: row for row in AreaNotice.objects.filter(event__in=keys)} if given else {}
    found = {}
    for event in stand:
        notice = notices.get(event.answers or 0) if event.id in given else None
        if notice is not None:
            of = _the_one(began, child=event.child, provider=notice.provider_id, on=notice.begins_on)
            found[event.id] = _saying(event, Particular.AREA_NOTICE_GIVEN, answers=of or event.answers)
    return found


def _heard(stand: Iterable[Happened], keys: Collection[int], began: Sequence[_Began]) -> dict[int, Happened]:
    by_entry: dict[int, list[PlacementHearer]] = {}
    for row in PlacementHearer.objects.filter(event__in=keys):
        by_entry.setdefault(row.event_id, []).append(row)
    entries: dict[int, list[tuple[Happened, dict[str, date | None]]]] = {}
    for event in stand:
        rows = by_entry.get(event.id)
        if rows is None:
            continue
        on = min((row.told_on for row in rows if row.told_on), default=event.when.on)
        of = _the_one(began, child=event.child, provider=rows[0].provider_id, on=on)
        if of is not None:
            entries.setdefault(of, []).append((event, {row.whom: row.told_on for row in rows}))
    return _completed(entries, whole={each.value for each in MustHear}, says=Particular.PLACEMENT_TOLD)


def _told_of_ends(
    stand: Iterable[Happened], keys: Collection[int], roots: Mapping[int, int]
) -> dict[int, Happened]:
    by_entry: dict[int, dict[str, date | None]] = {}
    for row in EndNotice.objects.filter(event__in=keys):
        by_entry.setdefault(row.event_id, {})[row.whom] = row.told_on
    entries: dict[int, list[tuple[Happened, dict[str, date | None]]]] = {}
    for event in stand:
        if event.id in by_entry and event.answers is not None:
            root = roots.get(event.answers, event.answers)
            entries.setdefault(root, []).append((event, by_entry[event.id]))
    return _completed(entries, whole={each.value for each in EndHeard}, says=Particular.END_TOLD)


def _completed(
    entries: Mapping[int, Sequence[tuple[Happened, Mapping[str, date | None]]]],
    *,
    whole: Collection[str],
    says: Particular,
) -> dict[int, Happened]:
    """Give the entry of each thread after which nobody is left, on the last day on which somebody was told.

    What is said of somebody later takes the place of what was said before, also of the day.
    """
    found: dict[int, Happened] = {}
    for of, said in entries.items():
        last: dict[str, date | None] = {}
        completing: Happened | None = None
        for event, words in said:
            last |= words
            if completing is None and len(last) == len(whole):
                completing = event
        if completing is not None:
            on = max(day for day in last.values() if day is not None)
            found[completing.id] = _saying(completing, says, answers=of, when=When(on=on))
    return found


def _saying(event: Happened, *says: Particular, **changes: Any) -> Happened:
    return replace(event, says=(event.says or frozenset()) | set(says), **changes)
