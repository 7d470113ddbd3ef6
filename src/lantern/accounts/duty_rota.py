"""Who is on duty for an organisation, when, on which number: nobody off shift carries a clock."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class DutyShift(models.Model):
    """One person on duty between two moments, in the order in which they are rung."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="shifts")
    team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40)
    place = models.PositiveIntegerField(default=1)  # 1 is rung first
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="shift_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["organisation", "until_at"], name="shifts_on_duty")]
