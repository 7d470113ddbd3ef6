"""What is owed on an episode or in a child's case: a projection of events, facts and duties, rebuildable any time."""

from __future__ import annotations

from django.db import models

from lantern.record.missing import MissingEpisode
from lantern.record.times import day_agrees


class OwedDuty(models.Model):
    """One duty owed on one episode, or in the case of one child. Whether it is overdue is asked of the clock.

    Of an episode's duty the child is the episode's own and stands nowhere else, since a match moves the episode. Of
    a duty of the case the episode, where there is one, is that of the event it arises from.
    """

    episode = models.ForeignKey(
        "record.MissingEpisode", null=True, on_delete=models.PROTECT, related_name="owed"
    )
    child = models.ForeignKey("record.Child", null=True, on_delete=models.PROTECT, related_name="owed")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    owed_by = models.CharField(max_length=40)  # the relation whose organisation owes it
    arises_from = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="gives_rise_to")
    arose_on = models.DateField()
    arose_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # null: no number, elapsed time only
    source_due_at = models.DateTimeField(null=True)  # the source's own, where the local protocol says another
    standard_at = models.DateTimeField(null=True)  # a local standard beside no number: never a breach
    assumed = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )  # facts that nobody knows and that were taken so that it is owed, with commas between
    excuse = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # the excuse, where a fact is one
    settled_as = models.CharField(
        max_length=10, blank=True
    )  # met, met_late, excused, ended; blank while open
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
            models.UniqueConstraint(
                fields=["child", "code", "arises_from"],
                condition=models.Q(child__isnull=False),
                name="owed_once_in_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(episode__isnull=True, child__isnull=False)
                | models.Q(episode__isnull=False, child__isnull=True),
                name="owed_on_an_episode_or_in_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_as__in=["", "met", "met_late", "excused", "ended"]),
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

    @property
    def of_episode(self) -> MissingEpisode:
        """The episode of a duty that can be of nothing else."""
        assert self.episode is not None
        return self.episode

    @property
    def of_episode_id(self) -> int:
        """The key of that episode, without reading it."""
        assert self.episode_id is not None
        return self.episode_id
