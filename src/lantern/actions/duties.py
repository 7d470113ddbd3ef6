"""What is owed on an episode, reckoned anew from its events and stored for the boards to read."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from lantern.actions.alarms import Alarms
from lantern.actions.events import detail_of, rows_of
from lantern.policies import away
from lantern.policies.folding import EpisodeState
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Duty, Owed, duties_owed
from lantern.procedures.history import Happened
from lantern.procedures.loading import england
from lantern.queries.working_days import calendars
from lantern.record.models import Event, MissingEpisode, OwedDuty
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind


@cache
def duties_in_force() -> tuple[Duty, ...]:
    """Give the duties this installation runs, read once."""
    return england()


def reckon(
    *, episode: MissingEpisode, rows: list[Event], state: EpisodeState, is_new: bool = False, now: datetime
) -> list[Owed]:
    """Recompute what is owed on one episode, from its events read before, and make the stored projection agree.

    Of one that this very transaction opened (`is_new`) nothing is stored yet.
    """
    owed = _reckoned(rows, episode=episode, state=state, now=now)
    stored = () if is_new else OwedDuty.objects.filter(episode=episode)
    held = {(row.code, row.arises_from_id): row for row in stored}
    alarms = Alarms(
        held.values(),
        episode=episode,
        is_new=is_new,
        history=history_of(rows),
        now=now,
    )
    new = []
    for each in owed:
        columns = {**_columns(each), **alarms.of(each)}
        row = held.pop((each.duty_code, each.arises_from), None)
        if row is None:
            arises = {"code": each.duty_code, "arises_from_id": each.arises_from}
            new.append(OwedDuty(episode=episode, **arises, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            _change(row, columns)
    OwedDuty.objects.bulk_create(new)
    if held:
        OwedDuty.objects.filter(pk__in=[row.pk for row in held.values()]).delete()
    alarms.end_what_is_over()
    return owed


def reckoned(*, episode: MissingEpisode, state: EpisodeState, now: datetime) -> list[Owed]:
    """Reckon from scratch what is owed on one episode, storing nothing."""
    return _reckoned(rows_of(episode=episode), episode=episode, state=state, now=now)


def _reckoned(
    rows: list[Event], *, episode: MissingEpisode, state: EpisodeState, now: datetime
) -> list[Owed]:
    return duties_owed(
        duties=duties_in_force(),
        history=history_of(rows),
        facts=Facts(authority_kinds={episode.pk: kind_held(state, now=now)}),
        calendars=calendars(),
        now=now,
    )


def kind_held(state: EpisodeState, *, now: datetime) -> MissingKind | None:
    """Give the authority's view as the duties take it: away that nobody made sure of in time is missing."""
    return away.held_while_out(
        kind=state.authority_kind, check_at=state.away_check_at, returned=state.returned, now=now
    )


def history_of(rows: list[Event]) -> list[Happened]:
    """Give an episode's events in the form the duties read."""
    return [
        Happened(
            id=row.pk,
            episode=row.of_episode_id,
            kind=EventKind(row.kind),
            when=When(on=row.happened_on, at=row.happened_at),
            recorded_at=row.recorded_at,
            corrects=row.corrects_id,
            answers=row.answers_id,
            next_review_at=getattr(detail_of(row, "risk"), "next_review_at", None),
        )
        for row in rows
    ]


def _columns(each: Owed) -> dict[str, Any]:
    settled = each.standing.is_settled
    return {
        "title": each.title,
        "owed_by": each.owed_by.value,
        "arose_on": each.arose.on,
        "arose_at": each.arose.at,
        "due_at": each.due_at,
        "settled_as": each.standing.value if settled else "",
        "settled_on": each.settled.on if settled and each.settled else None,
        "settled_at": each.settled.at if settled and each.settled else None,
        "settled_by_id": each.met_by_event,
    }


def _change(row: OwedDuty, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
