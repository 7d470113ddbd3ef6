"""The version of the going-missing plan that is in force when a child is reported missing, kept with the episode."""

from __future__ import annotations

from datetime import datetime

from lantern.queries.corrected import struck_by
from lantern.record.models import EpisodePlan, Event, GoingMissingPlan, MissingEpisode
from lantern.vocabulary.events import EventKind


def freeze_plan(*, episode: MissingEpisode, now: datetime) -> None:
    """Keep which version was in force. Called where the database was let see the child's own rows.

    One statement where no plan was written, on the way of every report; a version that was withdrawn is not in force.
    """
    child = episode.child_id
    versions = GoingMissingPlan.objects.filter(child=child).order_by("-number").values_list("pk", "event_id")
    written = list(versions)
    if not written:
        return
    struck = struck_by(Event.objects.filter(child=child, kind=EventKind.ENTERED_IN_ERROR.value))
    in_force = next((plan for plan, event in written if event not in struck), None)
    if in_force is not None:
        EpisodePlan.objects.create(episode=episode, plan_id=in_force, recorded_at=now)
