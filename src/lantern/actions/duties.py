"""What is owed on an episode, reckoned anew from its events and stored for the boards to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from lantern.gateways import bank_holidays
from lantern.policies.folding import EpisodeState
from lantern.procedures.calendar import ENGLAND_AND_WALES, Calendar
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Duty, Owed, duties_owed
from lantern.procedures.history import Happened
from lantern.procedures.loading import england
from lantern.record.models import Event, MissingEpisode, OwedDuty
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind


@cache
def duties_in_force() -> tuple[Duty, ...]:
    """Give the duties this installation runs, read once."""
    return england()


def reckon(*, episode: MissingEpisode, state: EpisodeState, now: datetime) -> list[Owed]:
    """Recompute what is owed on one episode and make the stored projection agree."""
    owed = reckoned(episode=episode, state=state, now=now)
    held = {(row.code, row.arises_from_id): row for row in OwedDuty.objects.filter(episode=episode)}
    for each in owed:
        row = held.pop((each.duty_code, each.arises_from), None) or OwedDuty(
            episode=episode, code=each.duty_code, arises_from_id=each.arises_from
        )
        _fill(row, each)
        row.save()
    OwedDuty.objects.filter(pk__in=[row.pk for row in held.values()]).delete()
    return owed


def reckoned(*, episode: MissingEpisode, state: EpisodeState, now: datetime) -> list[Owed]:
    """Reckon from scratch what is owed on one episode, storing nothing."""
    return duties_owed(
        duties=duties_in_force(),
        history=history_of(episode=episode),
        facts=Facts(authority_kinds={episode.pk: state.authority_kind}),
        calendars=calendars(),
        now=now,
    )


def history_of(*, episode: MissingEpisode) -> list[Happened]:
    """Give the episode's events in the form the duties read."""
    rows = Event.objects.filter(episode=episode).select_related("risk").order_by("recorded_at", "pk")
    return [
        Happened(
            id=row.pk,
            episode=row.episode_id,
            kind=EventKind(row.kind),
            when=When(on=row.happened_on, at=row.happened_at),
            recorded_at=row.recorded_at,
            corrects=row.corrects_id,
            answers=row.answers_id,
            next_review_at=row.risk.next_review_at if hasattr(row, "risk") else None,
        )
        for row in rows
    ]


@cache
def calendars() -> Mapping[str, Calendar]:
    """Give the calendars the clocks are handed, one a nation."""
    first, last = 2010, 2040
    known = bank_holidays.of_england_and_wales(first_year=first, last_year=last)
    return {
        ENGLAND_AND_WALES: Calendar(
            bank_holidays=known, known_from=date(first, 1, 1), known_until=date(last, 12, 31)
        )
    }


def _fill(row: OwedDuty, each: Owed) -> None:
    settled = each.standing.is_settled
    row.title, row.owed_by = each.title, each.owed_by.value
    row.arose_on, row.arose_at = each.arose.on, each.arose.at
    row.due_at = each.due_at
    row.settled_as = each.standing.value if settled else ""
    row.settled_on = each.settled.on if settled and each.settled else None
    row.settled_at = each.settled.at if settled and each.settled else None
    row.settled_by_id = each.met_by_event
