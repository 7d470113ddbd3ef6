"""What is open in the reader's own organisation when a shift hands over to the next: nothing open is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from lantern.queries import missing, open_arrivals
from lantern.queries.board import BoardRow
from lantern.queries.leading import Asking, unanswered
from lantern.queries.open_arrivals import OpenArrival
from lantern.queries.rota import Rota
from lantern.queries.rota import rota as rota_of
from lantern.queries.seeing import episodes_visible_to, reads
from lantern.queries.standing import SearchEnded, who_ended
from lantern.queries.values import OwedLine
from lantern.queries.work_beside import take_downs_of
from lantern.queries.work_lines import WorkLine
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind

# A child who has been back for longer is no more the night's, whatever is still owed: a day worker sees to it.
BACK_FOR = timedelta(days=7)
MOST_BACK = 200


@dataclass(frozen=True, kw_only=True)
class Open:
    """One child with all that is open: every duty that runs, who was asked to lead and has not answered.

    And who ended the search, where somebody did.
    """

    row: BoardRow
    owed: tuple[OwedLine, ...]
    asked: tuple[Asking, ...] = ()
    ended: SearchEnded | None = None


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What is open for one organisation, and who comes on duty.

    `missing` is every child not yet back who is searched for, `ended` every child nobody has seen whose search
    somebody ended, and `over` those who came back, or whose report was withdrawn, within the last seven days.
    `arrivals` are the children who arrived alone and whom nobody has answered for, `take_downs` the places where an
    appeal is to be taken down, of whomever it is.
    """

    rota: Rota
    arrivals: tuple[OpenArrival, ...]
    take_downs: tuple[WorkLine, ...]
    missing: tuple[Open, ...]
    ended: tuple[Open, ...]
    over: tuple[Open, ...]
    over_left_out: int
    as_of: datetime


@reads
def hand_over(*, by: Actor, now: datetime) -> HandOver:
    """Give what is open for the reader's own organisation: all pages of its board, and what no board shows."""
    closed = _closed(by=by, now=now)
    ended = _open(_board(ended=True, by=by, now=now), by=by, now=now)
    who = who_ended([each.row.head.reference for each in ended], by=by)
    return HandOver(
        rota=rota_of(by=by, now=now),
        arrivals=open_arrivals.lines_of(by=by),
        take_downs=take_downs_of(by=by, now=now),
        missing=_open(_board(ended=False, by=by, now=now), by=by, now=now),
        ended=tuple(replace(each, ended=who.get(each.row.head.reference)) for each in ended),
        over=_open(missing.rows_of(closed[:MOST_BACK], by=by, now=now), by=by, now=now),
        over_left_out=max(len(closed) - MOST_BACK, 0),
        as_of=now,
    )


def _board(*, ended: bool, by: Actor, now: datetime) -> tuple[BoardRow, ...]:
    first = missing.board(ended=ended, by=by, now=now)
    rows = first.rows
    for page in range(2, first.pages + 1):
        rows += missing.board(page=page, ended=ended, by=by, now=now).rows
    return rows


def _closed(*, by: Actor, now: datetime) -> list[MissingEpisode]:
    since = now - BACK_FOR
    ended = (EventKind.CHILD_RETURNED.value, EventKind.ENTERED_IN_ERROR.value)
    said_since = Exists(Event.objects.filter(episode=OuterRef("pk"), kind__in=ended, recorded_at__gte=since))
    back = Q(is_void=False, returned_on__gte=day_of(since)) | Q(said_since, returned_on__isnull=False)
    withdrawn = Q(is_void=True, recorded_at__gte=since) | Q(said_since, is_void=True)
    return list(episodes_visible_to(by).filter(back | withdrawn).order_by("-recorded_at", "-pk"))


def _open(rows: Sequence[BoardRow], *, by: Actor, now: datetime) -> tuple[Open, ...]:
    references = [row.head.reference for row in rows]
    episodes = list(MissingEpisode.objects.filter(reference__in=references))
    owed = missing.owed_of(episodes, by=by, now=now)
    running = {
        episode.reference: tuple(line for line in owed[episode.pk] if not line.settled_as)
        for episode in episodes
    }
    asked = unanswered(episodes, by=by)
    waiting = {episode.reference: asked[episode.pk] for episode in episodes}
    return tuple(
        Open(row=row, owed=running[row.head.reference], asked=waiting[row.head.reference]) for row in rows
    )
