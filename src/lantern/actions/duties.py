"""What is owed on an episode, reckoned anew from its events and stored for the boards to read."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import projection
from lantern.actions.alarms import Alarms
from lantern.actions.events import detail_of, rows_of
from lantern.actions.projection import Thread
from lantern.policies import away
from lantern.policies.folding import EpisodeState
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Owed, duties_owed
from lantern.procedures.facts import Fact
from lantern.procedures.history import Happened
from lantern.procedures.in_force import asked_in_force
from lantern.procedures.in_force import duties_in_force as duties_in_force
from lantern.queries.child_facts import facts_of
from lantern.queries.happenings import happenings, said_by
from lantern.queries.working_days import calendars
from lantern.record.context import read_as
from lantern.record.models import Event, MissingEpisode, OwedDuty
from lantern.vocabulary import corrections
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind


def reckon(
    *, episode: MissingEpisode, rows: list[Event], state: EpisodeState, is_new: bool = False, now: datetime
) -> list[Owed]:
    """Recompute what is owed on one episode, from its events read before, and make the stored projection agree.

    Of one that this very transaction opened (`is_new`) nothing is stored yet. What is owed in the child's case is
    reckoned at the end of the action (actions/reckoning.py).
    """
    history = _history(rows, episode=episode)
    owed = _reckoned(rows, history, episode=episode, state=state, now=now)
    stored = [] if is_new else list(OwedDuty.objects.filter(episode=episode))
    alarms = Alarms(stored, roots=corrections.roots(history), is_new=is_new, now=now)
    projection.agree([(Thread(episode=episode.pk), owed, stored)], alarms)
    return owed


def reckoned(*, episode: MissingEpisode, state: EpisodeState, now: datetime) -> list[Owed]:
    """Reckon from scratch what is owed on one episode, storing nothing."""
    rows = rows_of(episode=episode)
    return _reckoned(rows, _history(rows, episode=episode), episode=episode, state=state, now=now)


def _history(rows: list[Event], *, episode: MissingEpisode) -> list[Happened]:
    asks = asked_in_force().episode
    reviews = {row.pk: getattr(detail_of(row, "risk"), "next_review_at", None) for row in rows}
    return happenings(
        rows,
        child=episode.child_id,
        episodes={episode.pk: episode},
        reviews=reviews,
        says=said_by(rows, kinds=asks.said),
    )


def _reckoned(
    rows: list[Event],
    history: list[Happened],
    *,
    episode: MissingEpisode,
    state: EpisodeState,
    now: datetime,
) -> list[Owed]:
    return duties_owed(
        duties=asked_in_force().episode.duties,
        history=history,
        facts=Facts(
            authority_kinds={episode.pk: kind_held(state, now=now)}, dated=_facts(rows, episode=episode)
        ),
        calendars=calendars(),
        now=now,
    )


def _facts(rows: list[Event], *, episode: MissingEpisode) -> list[Fact]:
    """Read the facts that a duty arising from these events asks for, and nothing where none does."""
    names = asked_in_force().episode.facts({EventKind(row.kind) for row in rows})
    if not names:
        return []
    with read_as(SYSTEM):  # who records one thing need not be one who may read the child's care plan
        return list(facts_of([episode.child_id], names=names)[episode.child_id])


def kind_held(state: EpisodeState, *, now: datetime) -> MissingKind | None:
    """Give the authority's view as the duties take it: away that nobody made sure of in time is missing."""
    return away.held_while_out(
        kind=state.authority_kind, check_at=state.away_check_at, returned=state.returned, now=now
    )
