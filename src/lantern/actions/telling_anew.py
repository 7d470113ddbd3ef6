"""A child is looked after by another authority from now on: it was told of nothing that is owed in the case."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef

from lantern.actions.alarms import withdraw
from lantern.actions.taking_turns import hold_whole
from lantern.record.context import read_as
from lantern.record.models import OwedDuty, OwedStep, Telling
from lantern.vocabulary.actors import SYSTEM


def tell_anew(child: int, *, now: datetime) -> None:
    """Let what is owed in a child's case, and was told, be told of anew; the links and calls of before are over.

    As Lantern itself: whoever hands a child over reads of the case no more. Called last, after every lock of a row.
    """
    with read_as(SYSTEM):
        hold_whole([child])  # what is owed on the child's episodes is reckoned anew after this
        told = Telling.objects.filter(child=child, owed_step__isnull=False)
        withdraw(told)
        told.exclude(token_hash=None).filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
        said = OwedStep.objects.filter(child=child, code=OuterRef("code"))
        owed = OwedDuty.objects.filter(Exists(said), child=child, settled_as="")
        owed.update(turn=F("turn") + 1, wakes_at=now)
