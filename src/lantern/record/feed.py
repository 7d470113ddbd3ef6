"""What a nightly feed brings that no other table has: legal statuses, and what the feed said last of each thing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LegalStatusPeriod(models.Model):
    """A legal status of a child from a day on, as the authority's own system names it."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="legal_statuses")
    status = models.CharField(max_length=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="legal_status_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["child", "status", "from_on"], name="legal_status_once"),
        ]


class FedThing(models.Model):
    """What the feed said last of one thing of one child, column by column, as digests.

    Where the record says otherwise, a person changed it since: the feed does not write over that. `key` is a digest
    too, so that the row tells nothing that the record's own tables guard.
    """

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="fed")
    table = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    said = models.JSONField(default=dict)  # column: digest
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "table", "key"], name="fed_thing_once")]
