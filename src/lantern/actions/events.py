"""The one place where an event row is born, and where the episode's row is made to agree with its events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from lantern.actions.reckoning import note_event
from lantern.policies.folding import EpisodeEvent, EpisodeState, fold
from lantern.policies.times import check_not_future
from lantern.record.models import Child, Event, EventSource, MissingEpisode
from lantern.record.texts import check_fits
from lantern.vocabulary import corrections
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, RiskLevel

# Which kinds of event carry the details that the fold and the duties read.
_DETAILS = {
    "report": {EventKind.MISSING_REPORTED.value, EventKind.REPORT_JOINED.value},
    "classification": {EventKind.CLASSIFIED.value},
    "risk": {EventKind.RISK_ASSESSED.value},
    "lead": {EventKind.LEAD_ASKED.value, EventKind.LEAD_ANSWERED.value},
    "count": {EventKind.COUNT_ENDED.value},
}


def append(
    *,
    episode: MissingEpisode | None = None,
    child: Child | None = None,
    kind: EventKind,
    happened: When,
    words: str = "",
    corrects: Event | None = None,
    answers: Event | None = None,
    detail: models.Model | None = None,
    more: Sequence[models.Model] = (),
    source: EventSource | None = None,
    by: Actor,
    now: datetime,
) -> Event:
    """Append an event to an episode, or to the case of a child, with its detail and the person who said so."""
    check_not_future(happened=happened, now=now)
    event = Event(
        episode=episode,
        child=child,
        kind=kind.value,
        happened_on=happened.on,
        happened_at=happened.at,
        recorded_at=now,
        corrects=corrects,
        answers=answers,
        words=words,
        by_name=by.name,
        by_role=by.role.value,
        by_organisation_id=by.organisation_id,
        by_account_id=by.account_id,
    )
    extras = [extra for extra in (detail, source, *more) if extra is not None]
    for row in (event, *extras):
        check_fits(row)
    event.save(force_insert=True)
    for extra in extras:
        extra.event = event  # type: ignore[attr-defined]
        extra.save(force_insert=True)
    whose = episode.child_id if episode is not None else event.child_id
    if whose is not None:
        note_event(event, child=whose, now=now)
    return event


def withdraw(
    wrong: Event,
    *,
    episode: MissingEpisode | None = None,
    child: Child | None = None,
    words: str,
    by: Actor,
    now: datetime,
) -> Event:
    """Append that an event of an episode, or of a child's case, was entered in error: it stays, and stands no more."""
    return append(
        episode=episode,
        child=child,
        kind=EventKind.ENTERED_IN_ERROR,
        happened=When.moment(now),
        words=words,
        corrects=wrong,
        by=by,
        now=now,
    )


def refold(
    *, episode: MissingEpisode, state: EpisodeState, is_new: bool = False, moves_version: bool = True
) -> None:
    """Rewrite the episode's row as what is so now, and move its version on.

    A row that this very transaction opened (`is_new`) and that is right already is not written twice.
    """
    columns = columns_of(state)
    if is_new and all(getattr(episode, name) == value for name, value in columns.items()):
        return
    for name, value in columns.items():
        setattr(episode, name, value)
    episode.version += moves_version and not is_new
    episode.save()


def state_of(*, episode: MissingEpisode) -> EpisodeState:
    """Reckon the episode's state from its events alone."""
    return folded(rows_of(episode=episode))


def folded(rows: list[Event]) -> EpisodeState:
    """Reckon an episode's state from its events, read before with `rows_of`."""
    return fold([_as_episode_event(row) for row in rows])


def rows_of(*, episode: MissingEpisode) -> list[Event]:
    """Read the episode's events, corrected ones too, with all that the fold and the duties ask of them.

    Only the details there are: joined, the policies of all three tables would be planned into one query.
    """
    rows = list(Event.objects.filter(episode=episode).order_by("recorded_at", "pk"))
    for name, kinds in _DETAILS.items():
        models.prefetch_related_objects([row for row in rows if row.kind in kinds], name)
    return rows


def detail_of(row: Event, name: str) -> Any:
    """Give the detail of an event read with `rows_of`; None where its kind has none of that name."""
    return getattr(row, name, None) if row.kind in _DETAILS[name] else None


def story_of(*, episode: MissingEpisode) -> list[EpisodeEvent]:
    """Give the episode's events, corrected ones too, in the form the fold reads."""
    return [_as_episode_event(row) for row in rows_of(episode=episode)]


def stands(event: Event) -> bool:
    """Say whether nothing that itself stands has corrected or withdrawn this event."""
    story = story_of(episode=event.of_episode)
    if event.kind == EventKind.ENTERED_IN_ERROR.value:
        return not any(later.corrects == event.pk for later in story)
    return event.pk in {each.id for each in corrections.standing(story)}


def standing_calls(*, episode: MissingEpisode) -> list[Event]:
    """Give the calls to police that reached a person and still stand, in the order in which they were made."""
    standing = {each.id for each in corrections.standing(story_of(episode=episode))}
    calls = Event.objects.filter(
        Q(kind=EventKind.POLICE_REPORTED.value)
        | Q(kind=EventKind.ORGANISATION_TOLD.value, police_call__isnull=False),
        episode=episode,
        pk__in=standing,
    )
    return sorted(calls, key=lambda call: (When(on=call.happened_on, at=call.happened_at).earliest, call.pk))


def columns_of(state: EpisodeState) -> dict[str, object]:
    """Give the episode's columns that follow from its events."""
    pairs = {
        "last_seen": state.last_seen,
        "noticed": state.noticed,
        "police_reported": state.police_reported,
        "located": state.located,
        "returned": state.returned,
    }
    columns: dict[str, object] = {}
    for name, when in pairs.items():
        columns[f"{name}_on"] = when.on if when else None
        columns[f"{name}_at"] = when.at if when else None
    if state.last_seen is None:  # a void report: the row keeps the day it was opened with
        del columns["last_seen_on"], columns["last_seen_at"]
    return columns | {
        "stage": state.stage.value,
        "is_void": state.void,
        "authority_kind": state.authority_kind.value if state.authority_kind else "",
        "police_kind": state.police_kind.value if state.police_kind else "",
        "risk_level": state.risk_level.value if state.risk_level else "",
        "risk_scheme": state.risk_scheme or "",
        "risk_set_at": state.risk_set.at if state.risk_set else None,
        "next_review_at": state.next_review_at,
        "away_check_at": state.away_check_at,
        "lead_authority_id": state.lead,
        "counted_until_on": state.counted_until,
        "counted_until_because": state.counted_because.value if state.counted_because else "",
        "search_ended_at": state.search_ended_at,
    }


def _as_episode_event(row: Event) -> EpisodeEvent:
    report, classification, risk, lead, count = (detail_of(row, name) for name in _DETAILS)
    return EpisodeEvent(
        id=row.pk,
        kind=EventKind(row.kind),
        happened=When(on=row.happened_on, at=row.happened_at),
        recorded_at=row.recorded_at,
        corrects=row.corrects_id,
        last_seen=_when(report.last_seen_on, report.last_seen_at) if report else None,
        noticed=_when(report.noticed_on, report.noticed_at) if report else None,
        kind_said=MissingKind(classification.kind) if classification else None,
        classified_by=ClassifiedBy(classification.classified_by) if classification else None,
        risk_level=RiskLevel(risk.level) if risk and risk.level else None,
        risk_scheme=risk.scheme if risk else None,
        next_review_at=risk.next_review_at if risk else None,
        check_again_at=classification.check_again_at if classification else None,
        authority=lead.authority_id if lead else None,
        accepted=lead.accepted if lead else None,
        count_until=count.until_on if count else None,
        count_because=CountEnds(count.because) if count else None,
    )


def _when(on: object, at: object) -> When | None:
    return When(on=on, at=at) if on else None  # type: ignore[arg-type]
