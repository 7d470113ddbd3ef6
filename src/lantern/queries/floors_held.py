"""Where a local floor asks for more than the police hold: for the board, many episodes in a few questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lantern.policies import access
from lantern.policies import risk as policy
from lantern.policies.risk import Asked
from lantern.procedures import floors
from lantern.queries.children import age_of
from lantern.queries.corrected import standing
from lantern.queries.risk_held import TOLD, WITHDRAWN, concerns_among, lowered_of, stands_of
from lantern.queries.seeing import reads, relations_among
from lantern.queries.values import EpisodeHead
from lantern.record.models import Event, FloorDetail, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Permission


@reads
def floors_above(*, heads: Sequence[EpisodeHead], by: Actor, now: datetime) -> dict[str, Asked]:
    """Give, by episode's reference, the floor that stands with its reasons, where the police hold less than it.

    Only for readers of the chronology: a sign of exploitation is a reason. A level that the police have not set yet
    is the worst on every page already, and needs no floor to hold it up.
    """
    wanted = [head.reference for head in heads if head.risk_level and _may_be_below(head.risk_level)]
    if not wanted:
        return {}
    rows_of = MissingEpisode.objects.filter(reference__in=wanted).select_related("child")
    rows = list(rows_of)
    relations = relations_among(rows, by=by)
    reads_it = Permission.SEE_RECORD
    held = [row for row in rows if reads_it in access.permissions(role=by.role, relations=relations[row.pk])]
    concerns, lowerings = concerns_among({row.child_id for row in held}), _lowerings(held)
    table, today = floors.in_force(), day_of(now)
    found = {}
    for row in held:
        signs = concerns.get(row.child_id, [])
        asked = table.asked(age=age_of(row.child, today), has_concern=bool(signs))
        stands = stands_of(policy.gravest(asked), lowered_of(lowerings.get(row.pk, ()), signs))
        if policy.is_below(RiskLevel(row.risk_level), stands.level):
            found[row.reference] = stands
    return found


def _may_be_below(level: RiskLevel) -> bool:
    """Say whether any floor of the table could ask for more: most are not asked of further."""
    table = floors.in_force()
    most = max((table.every_child, table.concern, table.young), key=policy.GRAVEST_LAST.index)
    return policy.is_below(level, most)


def _lowerings(episodes: Sequence[MissingEpisode]) -> dict[int, list[Event]]:
    """Give what lowered a floor and stands, by episode, the oldest first; asks no more where nothing ever did."""
    keys = list(FloorDetail.objects.filter(event__episode__in=episodes).values_list("event_id", flat=True))
    if not keys:
        return {}
    rows = Event.objects.filter(episode__in=episodes, kind__in=(TOLD, WITHDRAWN)).order_by(
        "recorded_at", "pk"
    )
    found: dict[int, list[Event]] = {}
    for row in standing(rows):
        if row.pk in keys and row.episode_id is not None:
            found.setdefault(row.episode_id, []).append(row)
    return found
