"""What stands of a child's case that a step of it speaks of: the placement that runs, what the child asked for."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lantern.queries.corrected import is_struck
from lantern.record.models import Child, Event
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular
from lantern.vocabulary.plans import PlacementTurn

_BEGAN, _CARE_ENDED = PlacementTurn.BEGAN.value, PlacementTurn.CARE_ENDED.value
_ASKED = ReviewGround.CHILD_ASKS.value


def begun_by(child: Child, *, says: Particular) -> Event | None:
    """Give the entry with which the placement that runs began, or (`CARE_BEGAN`) the time in care that runs."""
    rows = Event.objects.filter(
        ~is_struck(), child=child, kind=EventKind.CARE_PLAN_RECORDED.value, placement_turn__turn=_BEGAN
    )
    if says is Particular.CARE_BEGAN:
        rows = rows.filter(placement_turn__begins_care=True)
    else:
        rows = rows.filter(placement_turn__placement__until_on=None)
    began = rows.order_by("-happened_on", "-recorded_at", "-pk").first()
    ended = Event.objects.filter(~is_struck(), child=child, placement_turn__turn=_CARE_ENDED)
    if began is not None and ended.filter(happened_on__gte=began.happened_on, pk__gt=began.pk).exists():
        return None
    return began


# Of what each kind of plan is. That of an older placement does not meet what is owed of a newer one.
PLAN_OF = {
    EventKind.CARE_PLAN_WRITTEN: Particular.CARE_BEGAN,
    EventKind.PLACEMENT_PLAN_SIGNED: Particular.PLACEMENT_BEGAN,
}


def has_what_runs(child: Child, *, says: Particular) -> bool:
    """Say whether a placement, or (`CARE_BEGAN`) a time in care, runs whose plan could be recorded."""
    return begun_by(child, says=says) is not None or child.placement_provider_id is not None


def has_child_asked(child: Child) -> bool:
    """Say whether it stands on record that the child asked for a review: in the case, or after a return."""
    asked = Q(child=child, kind=EventKind.REVIEW_ASKED.value, review_asked__ground=_ASKED)
    after = Q(episode__child=child, kind=EventKind.CHANGED_AFTER.value, changed__review_ground=_ASKED)
    return any(Event.objects.filter(~is_struck(), where).exists() for where in (asked, after))


def has_accepted(child: Child, *, on: date) -> bool:
    """Say whether it stands on record that a referral was accepted on this day."""
    rows = Event.objects.filter(~is_struck(), child=child, kind=EventKind.REFERRAL_ACCEPTED.value)
    return rows.filter(happened_on=on).exists()
