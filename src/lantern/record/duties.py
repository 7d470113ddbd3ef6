"""What is owed on an episode: a projection of its events and the duties, rebuildable at any time."""

from __future__ import annotations

from django.db import models

from lantern.record.times import day_agrees


class OwedDuty(models.Model):
    """One duty owed on one episode. Whether it is overdue is asked of the clock, not stored."""

    episode = models.ForeignKey("record.MissingEpisode", on_delete=models.PROTECT, related_name="owed")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    owed_by = models.CharField(max_length=40)  # the relation whose organisation owes it
    arises_from = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="gives_rise_to")
    arose_on = models.DateField()
    arose_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # null: no number, elapsed time only
    settled_as = models.CharField(max_length=10, blank=True)  # met, met_late, excused; blank while running
    settled_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "record.Event", null=True, on_delete=models.PROTECT, related_name="settles"
    )
    # When its clock next wakes somebody; null: it has no number, is settled, or nothing is left to tell.
    wakes_at = models.DateTimeField(null=True)
    # Raised when what was settled is owed again, so that it is told of anew.
    turn = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "code", "arises_from"], name="owed_once"),
            models.CheckConstraint(
                condition=models.Q(settled_as__in=["", "met", "met_late", "excused"]),
                name="owed_settled_known",
            ),
            day_agrees("arose"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(settled_as=""), name="owed_and_running"),
            # What is due and not yet told is asked every minute of the whole country.
            models.Index(
                fields=["wakes_at", "id"], condition=models.Q(wakes_at__isnull=False), name="owed_to_wake"
            ),
        ]
