"""The address at which one account's deadlines can be read as a calendar, without a name in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CalendarAddress(models.Model):
    """One address of one account. Only the hash of its token is kept; a new one ends the old."""

    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="calendar_addresses"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(withdrawn_at__isnull=True), name="one_calendar_an_account"
            )
        ]
