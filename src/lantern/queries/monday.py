"""The Monday ladder: the 72 hours of every return of a week on one line of days, heard or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.queries.children import display_names
from lantern.queries.heard import Heard, heard_since_return, when_of
from lantern.queries.interviews import DUTY
from lantern.queries.owed_lines import LIMIT, limit_of
from lantern.queries.seeing import episodes_visible_to
from lantern.record.models import Event, OwedDuty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, start_of

DAYS_BACK, DAYS_AHEAD, MOST = 7, 4, 60


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One return: its 72 hours (UTC), and what of the interview is recorded since."""

    reference: str
    name: str
    arose_at: datetime
    due_at: datetime  # past which it is overdue
    offered: When | None
    held: When | None
    not_possible: When | None


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The returns of a week, the first due first, on the days between these moments (UTC)."""

    rungs: tuple[Rung, ...]
    left_out: int
    since: datetime
    until: datetime


def ladder_of(*, by: Actor, now: datetime) -> Ladder:
    """Give the returns of the reader's own children whose 72 hours ran at some time of the last week."""
    today = day_of(now)
    since, until = (start_of(today + timedelta(days=each)) for each in (-DAYS_BACK, DAYS_AHEAD))
    rows = OwedDuty.objects.annotate(limit=LIMIT).filter(
        code=DUTY,
        limit__gte=since,
        arose_at__isnull=False,
        episode__is_void=False,
        episode__responsible_authority=by.organisation_id,
        episode__in=episodes_visible_to(by),
    )
    found = list(rows.select_related("episode").order_by("limit", "pk")[: MOST + 1])
    shown = found[:MOST]
    heard = heard_since_return([row.of_episode for row in shown])
    names = display_names({row.of_episode.child_id for row in shown})
    rungs = tuple(
        _rung(row, heard.get(row.of_episode_id), name=names.get(row.of_episode.child_id, "")) for row in shown
    )
    return Ladder(
        rungs=rungs, left_out=rows.count() - MOST if len(found) > MOST else 0, since=since, until=until
    )


def _rung(row: OwedDuty, heard: Heard | None, *, name: str) -> Rung:
    limit = limit_of(row)
    assert row.arose_at is not None
    assert limit is not None  # only such were asked for
    return Rung(
        reference=row.of_episode.reference,
        name=name,
        arose_at=row.arose_at,
        due_at=limit,
        offered=_when(heard.first_offer if heard else None),
        held=_when(heard.held if heard else None),
        not_possible=_when(heard.not_possible if heard else None),
    )


def _when(event: Event | None) -> When | None:
    return when_of(event) if event else None
