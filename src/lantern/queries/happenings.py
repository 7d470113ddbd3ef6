"""Events in the form the duties read: what happened when, what it answers, and what it says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import Q

from lantern.procedures.history import Happened
from lantern.queries import casework_says
from lantern.record.context import hand_on_children
from lantern.record.models import (
    CareStatusDetail,
    DiscussionDetail,
    DiscussionPerson,
    Event,
    NrmDecision,
    PlanStep,
    RiskDetail,
    ToldWhom,
    ViewDetail,
)
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Section47, TookPartFor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular
from lantern.vocabulary.referrals import Ground, Outcome
from lantern.vocabulary.roles import Role

Says = Mapping[int, frozenset[Particular] | None]
_COLUMNS = (
    *("id", "episode_id", "child_id", "kind", "happened_on", "happened_at"),
    *("recorded_at", "corrects_id", "answers_id", "by_role"),
)
# What they write was recorded elsewhere before, or by nobody: a return of the 903, and the simulator's invention.
_TAKES_OVER = frozenset({Role.IMPORTER.value, Role.SIMULATOR.value})


class Row(Protocol):
    """What of an event's row the duties read."""

    @property
    def id(self) -> int: ...
    @property
    def episode_id(self) -> int | None: ...
    @property
    def child_id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def happened_on(self) -> Any: ...
    @property
    def happened_at(self) -> Any: ...
    @property
    def recorded_at(self) -> Any: ...
    @property
    def corrects_id(self) -> int | None: ...
    @property
    def answers_id(self) -> int | None: ...
    @property
    def by_role(self) -> str: ...


def rows_of_children(
    *, children: Collection[int], episodes: Collection[int], kinds: Iterable[EventKind]
) -> list[Row]:
    """Read the events of these children's cases and episodes that are of these kinds, with what they hang on.

    Withdrawals come whatever they withdraw; so does whatever an event that is read answers or corrects.
    """
    asked = {kind.value for kind in kinds} | {EventKind.ENTERED_IN_ERROR.value}
    found: dict[int, Row] = {}
    for where in (Q(episode__in=episodes), Q(child__in=children)):  # one index each
        for row in Event.objects.filter(where, kind__in=asked).values_list(*_COLUMNS, named=True):
            found[row.id] = row
    new = list(found.values())
    while new:
        named = {key for row in new for key in (row.answers_id, row.corrects_id) if key is not None}
        missing = named - found.keys()
        new = list(Event.objects.filter(pk__in=missing).values_list(*_COLUMNS, named=True)) if missing else []
        found |= {row.id: row for row in new}
    return [found[key] for key in sorted(found)]


def happenings(
    rows: Iterable[Row],
    *,
    child: int | None = None,
    child_of: Mapping[int, int] | None = None,
    reviews: Mapping[int, Any],
    says: Says,
) -> list[Happened]:
    """Give events as the duties read them. `child` is whose they are, or `child_of` says so by episode."""
    return [
        Happened(
            id=row.id,
            episode=row.episode_id,
            child=child if child_of is None else row.child_id or child_of.get(row.episode_id or 0),
            kind=EventKind(row.kind),
            when=When(on=row.happened_on, at=row.happened_at),
            recorded_at=row.recorded_at,
            corrects=row.corrects_id,
            answers=row.answers_id,
            next_review_at=reviews.get(row.id),
            says=says.get(row.id, frozenset()),
            taken_over=row.by_role in _TAKES_OVER,
        )
        for row in rows
    ]


def reviews_of(rows: Iterable[Row]) -> dict[int, Any]:
    """Give the times of the next review that assessments name; asks nothing where there are none."""
    keys = [row.id for row in rows if row.kind == EventKind.RISK_ASSESSED.value]
    if not keys:
        return {}
    return dict(RiskDetail.objects.filter(event__in=keys).values_list("event_id", "next_review_at"))


def said_by(rows: Sequence[Row], *, kinds: Collection[EventKind]) -> Says:
    """Give what events of these kinds say of themselves, from their details; None where nothing was kept of it.

    Asks nothing of kinds of which there is no event here. Who may not read a detail is handed None.
    """
    found: dict[int, frozenset[Particular] | None] = {}
    for kind, reading in _READINGS.items():
        keys = [row.id for row in rows if kind in kinds and row.kind == kind.value]
        if keys:
            found.update(dict.fromkeys(keys))
            found.update(reading(keys))
    return found


def _decisions(keys: Sequence[int]) -> Says:
    rows = NrmDecision.objects.filter(event__in=keys).values_list("event_id", "ground", "outcome")
    return {key: frozenset({_GROUND[Ground(ground)], _OUTCOME[Outcome(came)]}) for key, ground, came in rows}


def _care_plans(keys: Sequence[int]) -> Says:
    """An entry of the care plan that is no record under regulation 5(1)(f) says nothing of trafficking."""
    rows = CareStatusDetail.objects.filter(event__in=keys)
    said = rows.values_list("event_id", "trafficking", "unaccompanied")
    return dict.fromkeys(keys, frozenset()) | {
        key: frozenset(
            ({Particular.TRAFFICKING_STATUS} if trafficking == Answer.YES.value else set())
            | ({Particular.UNACCOMPANIED_STATUS} if unaccompanied in _ANSWERED else set())
        )
        for key, trafficking, unaccompanied in said
    }


def _care_plans_and_placements(keys: Sequence[int]) -> Says:
    turns = casework_says.turns(keys)
    return {
        key: (said or frozenset()) | turns.get(key, frozenset()) for key, said in _care_plans(keys).items()
    }


def _plans(keys: Sequence[int]) -> Says:
    """A plan says what is done where a first action was agreed in advance; a description alone says nothing of it."""
    children = set(Event.objects.filter(pk__in=keys, child__isnull=False).values_list("child", flat=True))
    with hand_on_children(*children):  # Lantern itself reads no plan
        steps = set(PlanStep.objects.filter(plan__event__in=keys).values_list("plan__event", flat=True))
    says = frozenset({Particular.MISSING_ARRANGEMENTS})
    return dict.fromkeys(keys, frozenset()) | dict.fromkeys(steps, says)


def _views(keys: Sequence[int]) -> Says:
    rows = ViewDetail.objects.filter(event__in=keys).values_list("event_id", "view")
    is_victim = AuthorityView.POTENTIAL_VICTIM.value
    return {key: frozenset({Particular.POTENTIAL_VICTIM} if view == is_victim else ()) for key, view in rows}


def _told(keys: Sequence[int]) -> Says:
    rows = ToldWhom.objects.filter(event__in=keys)
    return {row.event_id: frozenset(_whom(row)) for row in rows}


def _whom(row: ToldWhom) -> Iterable[Particular]:
    if row.home_office:
        yield Particular.HOME_OFFICE
    if row.reviewing_officer:
        yield Particular.REVIEWING_OFFICER


def _discussions(keys: Sequence[int]) -> Says:
    begun = dict(DiscussionDetail.objects.filter(event__in=keys).values_list("event_id", "section_47"))
    there = DiscussionPerson.objects.filter(event__in=keys, took_part_for=TookPartFor.POLICE.value)
    police = set(there.values_list("event_id", flat=True))
    return {
        key: frozenset(
            ({Particular.SECTION_47_BEGUN} if said == Section47.BEGUN.value else set())
            | ({Particular.POLICE_TOOK_PART} if key in police else set())
        )
        for key, said in begun.items()
    }


_ANSWERED = {Answer.YES.value, Answer.NO.value}
_GROUND = {Ground.REASONABLE: Particular.REASONABLE_GROUNDS, Ground.CONCLUSIVE: Particular.CONCLUSIVE_GROUNDS}
_OUTCOME = {Outcome.POSITIVE: Particular.POSITIVE, Outcome.NEGATIVE: Particular.NEGATIVE}
_READINGS = {
    EventKind.NRM_DECIDED: _decisions,
    EventKind.CARE_PLAN_RECORDED: _care_plans_and_placements,
    EventKind.ORGANISATION_TOLD: _told,
    EventKind.STRATEGY_DISCUSSION_HELD: _discussions,
    EventKind.CONCERN_VIEWED: _views,
    EventKind.PLAN_WRITTEN: _plans,
    **casework_says.READINGS,
}
