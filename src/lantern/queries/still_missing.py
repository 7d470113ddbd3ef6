"""Children still missing whose search is to be discussed anew, at the intervals of the local protocol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from lantern.procedures import still_missing
from lantern.queries.seeing import episodes_visible_to
from lantern.record.models import DiscussionEpisode, Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import RiskLevel, Stage

# When an episode was discussed last, as it was recorded; a discussion that is struck was none.
_DISCUSSED = Subquery(
    DiscussionEpisode.objects.filter(episode=OuterRef("pk"))
    .exclude(Exists(Event.objects.filter(corrects=OuterRef("event"))))
    .order_by("-event__recorded_at")
    .values("event__recorded_at")[:1]
)


@dataclass(frozen=True, kw_only=True)
class LookAgain:
    """One child still missing: when the search was discussed last, or reported, and by when it is discussed anew."""

    episode: int
    since: datetime
    due_at: datetime


def to_discuss(*, by: Actor, now: datetime) -> list[LookAgain]:
    """Give the children of the reader's own authority whose search should have been discussed anew by now.

    Whose search somebody ended, and whom no statistic counts any more, is among them: nobody is closed by silence.
    """
    table = still_missing.in_force()
    if table.shortest is None or by.organisation_id is None:
        return []
    rows = (
        episodes_visible_to(by)
        .filter(
            responsible_authority=by.organisation_id,
            stage=Stage.MISSING.value,
            is_void=False,
            recorded_at__lte=now - table.shortest,
        )
        .annotate(discussed_at=_DISCUSSED)
    )
    looks = [_look(row, row.discussed_at, table) for row in rows]
    return [each for each in looks if each.due_at <= now]


def _look(row: MissingEpisode, discussed: datetime | None, table: still_missing.Reviews) -> LookAgain:
    since = max(row.recorded_at, discussed) if discussed else row.recorded_at
    level = RiskLevel(row.risk_level) if row.risk_level else None
    return LookAgain(episode=row.pk, since=since, due_at=since + table.every[level])
