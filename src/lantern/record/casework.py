"""What was done in a child's case: a visit, a review, who asked for one, and what else has a name beside it.

Each is the detail of an event of the case. What was said, decided or found stands in the words of the event.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.casework import ASKS_ON, Considered, PlanOf, Seen, VisitedAt, WhichReview


class VisitMade(models.Model):
    """A visit to the child by the authority's representative: who, where, whether the child was seen, and alone."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="visit_made")
    visitor = models.CharField(max_length=200)
    visited_at = models.CharField(max_length=10, choices=choices_of(VisitedAt))
    seen = models.CharField(max_length=12, choices=choices_of(Seen))
    not_alone_because = models.TextField(max_length=2_000, blank=True)
    # after the first year of a placement that is intended to last until 18: the next visit may be three months later
    is_settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            one_of("visited_at", VisitedAt),
            one_of("seen", Seen),
            models.CheckConstraint(
                condition=Q(seen="alone", not_alone_because="")
                | (~Q(seen="alone") & ~Q(not_alone_because="")),
                name="seen_alone_or_why_not",
            ),
        ]


class ReviewDetail(models.Model):
    """A statutory review: which, who chaired it, and what of Schedule 7 it considered."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="review")
    which = models.CharField(max_length=10, choices=choices_of(WhichReview))
    chaired_by = models.CharField(max_length=200)
    status_needs = models.CharField(max_length=20, choices=choices_of(Considered))
    safety_considered = models.BooleanField()

    class Meta:
        constraints = [one_of("which", WhichReview), one_of("status_needs", Considered)]


class ReviewAsked(models.Model):
    """That a review is asked for before it is due: by whom, and on what."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="review_asked")
    ground = models.CharField(max_length=24, choices=[(each.value, each.value) for each in ASKS_ON])
    asked_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=[each.value for each in ASKS_ON]), name="review_asked_on_a_ground"
            )
        ]


class OfficerView(models.Model):
    """What the independent reviewing officer considered, and whether they ask for a review."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="officer_view")
    officer = models.CharField(max_length=200)
    asks = models.BooleanField()


class CaseStep(models.Model):
    """Who answers for a step of the case: who chaired, completed, agreed, signed or decided it."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="case_step")
    who = models.CharField(max_length=500)
    # of a plan: whether it is that of what runs, of what is to begin, or of what is over; of another step nothing
    plan_of = models.CharField(
        max_length=7, choices=choices_of(PlanOf), blank=True, default="", db_default=""
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_of__in=["", *(each.value for each in PlanOf)]), name="plan_of_known"
            )
        ]
