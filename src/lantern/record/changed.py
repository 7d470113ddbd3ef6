"""What changed after a return, and why a child was not told yet what was done with what they said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import nullable_one_of
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround


class ChangedDetail(models.Model):
    """What changed: where the child lives, the plan, and whether a review was asked of the reviewing officer."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="changed")
    placement = models.CharField(max_length=12, choices=choices_of(PlacementAfter))
    lived_with = models.CharField(max_length=200, blank=True)  # the originating placement
    moves = models.PositiveSmallIntegerField(null=True)  # so far, as far as anybody knows
    plan = models.CharField(max_length=12, choices=choices_of(PlanAfter))
    review = models.CharField(max_length=12, choices=choices_of(ReviewAfter))
    review_ground = models.CharField(max_length=24, choices=choices_of(ReviewGround), blank=True)
    review_asked_on = models.DateField(null=True)
    reviewing_officer = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("placement", PlacementAfter),
            one_of("plan", PlanAfter),
            one_of("review", ReviewAfter),
            nullable_one_of("review_ground", ReviewGround),
            models.CheckConstraint(
                condition=Q(review="asked", review_asked_on__isnull=False) & ~Q(review_ground="")
                | (~Q(review="asked") & Q(review_asked_on__isnull=True, review_ground="")),
                name="a_review_asked_says_when_and_why",
            ),
        ]


class NotToldDetail(models.Model):
    """Who is to tell the child what was done with what they said, and by when; why not yet are the event's words."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="not_told")
    interview = models.ForeignKey(
        "record.ReturnInterview", on_delete=models.PROTECT, related_name="not_told_yet"
    )
    who_will = models.CharField(max_length=200)
    by_on = models.DateField(null=True)
