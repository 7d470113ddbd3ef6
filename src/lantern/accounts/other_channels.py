"""The other ways to reach an organisation: its own system by a signed webhook, its duty mobile by a text message."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class WebhookTarget(models.Model):
    """An organisation's own system that wants to hear of its notices: an address and the secret that signs."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="webhooks"
    )
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(withdrawn_at__isnull=True), name="one_webhook"
            ),
        ]
