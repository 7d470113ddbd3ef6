"""That a child nobody knew was found to be one who is known, what went with it, and who a child was said to be."""

from __future__ import annotations

import functools
import operator

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.missing import DateCertainty

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


class Identification(models.Model):
    """That somebody said who a child nobody knew is, and what stood before, until it is taken back.

    By whom and why stands in the chronology of each report.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="identifications")
    name = models.CharField(max_length=300)
    born_before = models.DateField(null=True)  # as it stood: most often an estimate from an age
    certainty_before = models.CharField(max_length=20, choices=choices_of(DateCertainty))
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("certainty_before", DateCertainty),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("recorded_at")),
                name="identity_undone_after_it_was_said",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(undone_at__isnull=True), name="one_identity_stands"
            ),
        ]
