"""Events in the form the duties read: what happened when, what it answers, and what it says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from django.db.models import Q

from lantern.procedures.history import Happened
from lantern.queries import casework_says
from lantern.queries.placed import with_placements
from lantern.record.context import hand_on_children
from lantern.record.models import (
    CareStatusDetail,
    DiscussionDetail,
    DiscussionPerson,
    Event,
    InterviewedReturn,
    LeadDetail,
    NrmDecision,
    NrmLetter,
    PlanStep,
    ReturnInterview,
    RiskDetail,
    ToldWhom,
    ViewDetail,
)
from lantern.vocabulary import corrections
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Section47, TookPartFor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import SAID_BY, Particular
from lantern.vocabulary.referrals import Ground, Outcome, Purpose
from lantern.vocabulary.roles import Role

Says = Mapping[int, frozenset[Particular] | None]
_COLUMNS = (
    *("id", "episode_id", "child_id", "kind", "happened_on", "happened_at"),
    *("recorded_at", "corrects_id", "answers_id", "by_role", "by_organisation_id"),
)
# What they write was recorded elsewhere before, or by nobody: a return of the 903, and the simulator's invention.
_TAKES_OVER = frozenset({Role.IMPORTER.value, Role.SIMULATOR.value})
# Of an authority's people those whose knowing is the authority's. A carer of its own is not its duty team.
_OF_AN_AUTHORITY = frozenset({Role.DUTY_WORKER.value, Role.SOCIAL_WORKER.value, Role.MISSING_LEAD.value})
_WRITTEN_BY_A_DESK = frozenset(
    kind.value for kind in SAID_BY[Particular.RESPONSIBLE_AUTHORITY] - {EventKind.ORGANISATION_TOLD}
)


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
    @property
    def by_organisation_id(self) -> int | None: ...


class AccessKey(Protocol):
    """Which authorities an episode's row names."""

    @property
    def responsible_authority_id(self) -> int: ...
    @property
    def host_authority_id(self) -> int | None: ...


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
    episodes: Mapping[int, AccessKey],
    reviews: Mapping[int, Any],
    says: Says,
) -> list[Happened]:
    """Give events as the duties read them. `child` is whose they are, or `child_of` says so by episode.

    What an entry of the care plan says is read with the others of its case.
    """
    found = [
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
            says=_with_who_wrote_it(says.get(row.id, frozenset()), row, episodes.get(row.episode_id or 0)),
            taken_over=row.by_role in _TAKES_OVER,
        )
        for row in rows
    ]
    return with_placements(_with_what_is_shared(found))


def _with_who_wrote_it(
    says: frozenset[Particular] | None, row: Row, episode: AccessKey | None
) -> frozenset[Particular] | None:
    """Say of an entry on an episode that a desk of an authority, or of the police, wrote it: they know what it says."""
    if episode is None or says is None or row.kind not in _WRITTEN_BY_A_DESK:
        return says
    if row.by_role == Role.POLICE_DESK.value:
        return says | {Particular.POLICE}
    if row.by_role not in _OF_AN_AUTHORITY:
        return says
    keys = {
        Particular.RESPONSIBLE_AUTHORITY: episode.responsible_authority_id,
        Particular.HOST_AUTHORITY: episode.host_authority_id,
    }
    return says | {whom for whom, key in keys.items() if key is not None and key == row.by_organisation_id}


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
    says = {True: Particular.POTENTIAL_VICTIM, False: Particular.NO_VICTIM}
    return {key: frozenset({says[view == is_victim]}) for key, view in rows}


def _interviews(keys: Sequence[int]) -> Says:
    """One interview may answer several returns, each by an entry of its own: one of them is the interview's."""
    itself = set(ReturnInterview.objects.filter(event__in=keys).values_list("event_id", flat=True))
    return {key: frozenset({Particular.INTERVIEW_ITSELF} if key in itself else ()) for key in keys}


def _letters(keys: Sequence[int]) -> Says:
    """That a reference came from the competent authority tells it nothing."""
    rows = NrmLetter.objects.filter(event__in=keys).values_list("event_id", "purpose")
    sent = frozenset({Particular.INFORMATION_SENT})
    return {key: frozenset() if purpose == Purpose.REFERENCE.value else sent for key, purpose in rows}


def _leads(keys: Sequence[int]) -> Says:
    """Of an authority that is neither, let in for a time, the episode's page says that it was asked."""
    rows = LeadDetail.objects.filter(event__in=keys).values_list(
        "event_id",
        "authority_id",
        "event__episode__responsible_authority_id",
        "event__episode__host_authority_id",
    )
    return {
        key: frozenset(
            ({Particular.RESPONSIBLE_ASKED} if asked == own else set())
            | ({Particular.HOST_ASKED} if asked == host and asked != own else set())
        )
        for key, asked, own, host in rows
    }


def _with_what_is_shared(history: Sequence[Happened]) -> list[Happened]:
    """Let what was shared name the interview that it is of, on whichever of the child's episodes it stands.

    It is the one that answers the same return. What was shared itself Lantern does not read.
    """
    if not any(event.kind is EventKind.INTERVIEW_SHARED for event in history):
        return list(history)
    held = [event for event in history if event.kind is EventKind.RETURN_INTERVIEW_HELD]
    rows = InterviewedReturn.objects.filter(event__in=[event.id for event in held])
    itself = dict(rows.values_list("event_id", "interview__event_id"))
    root_of = corrections.roots(history)
    of = {
        root_of.get(event.answers or 0): itself[event.id]
        for event in sorted(held, key=lambda event: (event.recorded_at, event.id))
        if event.id in itself
    }
    return [
        replace(event, answers=of.get(root_of.get(event.answers or 0), event.answers))
        if event.kind is EventKind.INTERVIEW_SHARED
        else event
        for event in history
    ]


def _told(keys: Sequence[int]) -> Says:
    """Of an entry from before it was kept nobody knows whom it told: it meets nothing, and begins nothing."""
    rows = ToldWhom.objects.filter(event__in=keys)
    return dict.fromkeys(keys, frozenset()) | {row.event_id: frozenset(_whom(row)) for row in rows}


def _whom(row: ToldWhom) -> Iterable[Particular]:
    if row.home_office:
        yield Particular.HOME_OFFICE
    if row.reviewing_officer:
        yield Particular.REVIEWING_OFFICER
    if row.police:
        yield Particular.POLICE
    if row.responsible_authority:
        yield Particular.RESPONSIBLE_AUTHORITY
    if row.host_authority:
        yield Particular.HOST_AUTHORITY
    if row.is_over:
        yield Particular.IS_OVER


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
    EventKind.CARE_PLAN_RECORDED: _care_plans,
    EventKind.ORGANISATION_TOLD: _told,
    EventKind.STRATEGY_DISCUSSION_HELD: _discussions,
    EventKind.CONCERN_VIEWED: _views,
    EventKind.PLAN_WRITTEN: _plans,
    **casework_says.READINGS,
    EventKind.RETURN_INTERVIEW_HELD: _interviews,
    EventKind.LEAD_ASKED: _leads,
    EventKind.NRM_INFORMED: _letters,
}
