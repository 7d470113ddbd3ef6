"""That a child nobody knew was found to be one who is known, and what went to the known child by it."""

from __future__ import annotations

import functools
import operator

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import new_reference

MOVED = ("episode", "photograph", "contact", "person", "lateness", "involvement", "placement")


def _alone(one: str) -> Q:
    return Q(**{f"{name}__isnull": name != one for name in MOVED})


class ChildMatch(models.Model):
    """One match, until it is taken back. By whom and why stands in the chronology of each report that it moved."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    unknown = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="matches")
    known = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="matched_here")
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(unknown=F("known")), name="match_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("recorded_at")),
                name="match_undone_after_it_was_made",
            ),
            models.UniqueConstraint(
                fields=["unknown"], condition=Q(undone_at__isnull=True), name="one_match_stands"
            ),
        ]


class MatchMoved(models.Model):
    """One thing that a match gave to the known child, so that the undo gives back the same and no other."""

    match = models.ForeignKey(ChildMatch, on_delete=models.PROTECT, related_name="moved")
    episode = models.ForeignKey("record.MissingEpisode", null=True, on_delete=models.PROTECT)
    photograph = models.ForeignKey("record.Photograph", null=True, on_delete=models.PROTECT)
    contact = models.ForeignKey("record.ProtectedContact", null=True, on_delete=models.PROTECT)
    person = models.ForeignKey("record.PrivatePerson", null=True, on_delete=models.PROTECT)
    lateness = models.ForeignKey("record.Lateness", null=True, on_delete=models.PROTECT)
    involvement = models.ForeignKey("record.Involvement", null=True, on_delete=models.PROTECT)
    placement = models.ForeignKey("record.Placement", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=functools.reduce(operator.or_, map(_alone, MOVED)), name="one_thing_moved"
            )
        ]
