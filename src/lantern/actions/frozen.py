"""The version of the going-missing plan that is in force when a child is reported missing, kept with the episode."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from lantern.record.models import EpisodePlan, GoingMissingPlan, MissingEpisode

_LINK, _PLAN = EpisodePlan._meta.db_table, GoingMissingPlan._meta.db_table
# One statement, on the way of every report: it writes nothing where no plan was written.
_FREEZE = (
    f"INSERT INTO {_LINK} (episode_id, plan_id, recorded_at) "  # noqa: S608 - names of our own tables
    f"SELECT %s, id, %s FROM {_PLAN} WHERE child_id = %s ORDER BY number DESC LIMIT 1"
)


def freeze_plan(*, episode: MissingEpisode, now: datetime) -> None:
    """Keep which version was in force. Called where the database was let see the child's own rows."""
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, [episode.pk, now, episode.child_id])
