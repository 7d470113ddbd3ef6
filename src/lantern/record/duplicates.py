"""What a person decided of two records: that they are of one child, or that they are of two."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.roles import Role


class PairDecision(models.Model):
    """One decision, until it is taken back. A link and no more: nothing of either record moves by it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    first = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="pairs_first")
    second = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="pairs_second")
    is_same = models.BooleanField()
    reasons = models.TextField(max_length=5_000)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_because = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [
            one_of("by_role", Role),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_of_two_in_order"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_name="", undone_because="")
                | (Q(undone_at__gte=F("recorded_at")) & ~Q(undone_by_name="") & ~Q(undone_because="")),
                name="pair_undone_by_somebody_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(undone_at__isnull=True), name="one_decision_stands"
            ),
        ]
