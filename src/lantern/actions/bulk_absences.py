"""Absences as rows: the same events and episode row that the ordinary actions would have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from lantern.accounts.organisations import new_reference
from lantern.actions import events
from lantern.actions.bulk_items import BulkAbsence, BulkEvent
from lantern.actions.bulk_staging import insert_set, new_ids
from lantern.policies.folding import EpisodeEvent, fold
from lantern.record.models import (
    ClassificationDetail,
    Event,
    InterviewOfferDetail,
    MissingEpisode,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME

CHUNK = 5_000


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An absence with the child it is of, and the organisations that are its access key."""

    absence: BulkAbsence
    child_id: int
    responsible_authority_id: int
    host_authority_id: int | None
    placement_provider_id: int | None
    police_force_id: int | None


class _Said(NamedTuple):
    """An event with its number, and the moment at which it counts as recorded."""

    number: int
    event: BulkEvent
    recorded_at: datetime


@dataclass(kw_only=True)
class _Sets:
    """Rows gathered by table: what one chunk of absences comes to."""

    by: Actor
    now: datetime
    is_backdated: bool
    rows: dict[type[models.Model], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, model: type[models.Model], **columns: Any) -> None:
        self.rows.setdefault(model, []).append(columns)

    def write(self) -> None:
        """Insert table by table; what others refer to comes first."""
        for model in (MissingEpisode, Event, *_DETAILS):
            held = self.rows.get(model, [])
            if held:
                insert_set(model, list(held[0]), (tuple(row.values()) for row in held))


_DETAILS = (ReportDetail, ClassificationDetail, RiskDetail, PoliceCallDetail, InterviewOfferDetail)


def write_absences(placed: Sequence[Placed], *, is_backdated: bool, by: Actor, now: datetime) -> None:
    """Write absences that are not on the record yet. Nobody is told; what is owed is reckoned by whoever calls this.

    Each is recorded at `now`; `is_backdated`, the simulator's own, records each event at its own time.
    """
    for first in range(0, len(placed), CHUNK):
        chunk = placed[first : first + CHUNK]
        sets = _Sets(by=by, now=now, is_backdated=is_backdated)
        episode_ids = iter(new_ids(MissingEpisode, len(chunk)))
        event_ids = iter(new_ids(Event, sum(len(one.absence.events) for one in chunk)))
        for one in chunk:
            _add_absence(sets, one, episode_id=next(episode_ids), event_ids=event_ids)
        sets.write()


def _add_absence(sets: _Sets, one: Placed, *, episode_id: int, event_ids: Iterator[int]) -> None:
    said = [_Said(next(event_ids), event, _recorded(sets, event)) for event in one.absence.events]
    state = fold([_as_episode_event(each) for each in said])
    sets.add(
        MissingEpisode,
        id=episode_id,
        reference=new_reference(),
        child=one.child_id,
        responsible_authority=one.responsible_authority_id,
        host_authority=one.host_authority_id,
        placement_provider=one.placement_provider_id,
        police_force=one.police_force_id,
        recorded_at=said[0].recorded_at,
        version=len(said),  # as the actions count: the report with its classification, then each turn
        **events.columns_of(state),
    )
    for each in said:
        _add_event(sets, each, episode_id=episode_id, answers=_answered(said, each))
        _add_detail(sets, each.event, number=each.number, police_force_id=one.police_force_id)


def _recorded(sets: _Sets, event: BulkEvent) -> datetime:
    return min(event.happened.latest, sets.now) if sets.is_backdated else sets.now


def _answered(said: Sequence[_Said], each: _Said) -> int | None:
    """Give the number of the event that this one answers, if it answers one."""
    return None if each.event.answers is None else said[each.event.answers].number


def _as_episode_event(each: _Said) -> EpisodeEvent:
    event = each.event
    return EpisodeEvent(
        id=each.number,
        kind=event.kind,
        happened=event.happened,
        recorded_at=each.recorded_at,
        last_seen=event.last_seen,
        noticed=event.noticed,
        kind_said=event.kind_said,
        classified_by=event.classified_by if event.kind_said else None,
        risk_level=event.risk_level,
        risk_scheme=RISK_SCHEME if event.risk_level else None,
        next_review_at=event.next_review_at,
    )


def _add_event(sets: _Sets, each: _Said, *, episode_id: int, answers: int | None) -> None:
    event = each.event
    sets.add(
        Event,
        id=each.number,
        episode=episode_id,
        kind=event.kind.value,
        happened_on=event.happened.on,
        happened_at=event.happened.at,
        recorded_at=each.recorded_at,
        answers=answers,
        words="",
        by_name=sets.by.name,
        by_role=sets.by.role.value,
        by_organisation=sets.by.organisation_id,
        by_account=sets.by.account_id,
    )


def _add_detail(sets: _Sets, event: BulkEvent, *, number: int, police_force_id: int | None) -> None:
    if event.last_seen:
        sets.add(
            ReportDetail,
            event=number,
            last_seen_on=event.last_seen.on,
            last_seen_at=event.last_seen.at,
            noticed_on=event.noticed.on if event.noticed else None,
            noticed_at=event.noticed.at if event.noticed else None,
            **dict.fromkeys(("last_seen_where", "wearing", "why_worried", "done_to_trace"), ""),
        )
    if event.kind_said:
        sets.add(
            ClassificationDetail,
            event=number,
            kind=event.kind_said.value,
            classified_by=event.classified_by.value,
        )
    if event.kind is EventKind.POLICE_REPORTED:
        sets.add(
            PoliceCallDetail,
            event=number,
            police_force=police_force_id,
            log_number=event.log_number,
            handler=event.handler,
        )
    if event.risk_level:
        sets.add(
            RiskDetail,
            event=number,
            scheme=RISK_SCHEME,
            level=event.risk_level.value,
            officer=event.officer,
            next_review_at=event.next_review_at,
        )
    if event.offered_by:
        sets.add(InterviewOfferDetail, event=number, offered_by=event.offered_by, language="")
