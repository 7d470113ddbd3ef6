"""What has been told of what is owed, and when Lantern last asked for it."""

from __future__ import annotations

from django.db import models

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.waking import StepKind, StepOutcome, ToWake


class OwedStep(models.Model):
    """One moment of an owed duty's clock that came, and what came of it: written once, with what is told.

    It names the duty by what it is and arises from, and not by its row: what is owed is reckoned anew, this is not.
    The duty is one on an episode, or one of a child's case.
    """

    episode = models.ForeignKey(
        "record.MissingEpisode", null=True, on_delete=models.PROTECT, related_name="owed_steps"
    )
    child = models.ForeignKey("record.Child", null=True, on_delete=models.PROTECT, related_name="owed_steps")
    code = models.CharField(max_length=60)
    arises_from = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="owed_steps")
    turn = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    step = models.CharField(max_length=14, choices=choices_of(StepKind))
    hours_before = models.PositiveIntegerField()  # of a warning; else nought
    rung = models.PositiveSmallIntegerField()  # its place among those the step tells
    whom = models.CharField(max_length=8, choices=choices_of(ToWake))
    came_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=choices_of(StepOutcome))
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("step", StepKind),
            one_of("whom", ToWake),
            one_of("outcome", StepOutcome),
            models.UniqueConstraint(
                fields=["episode", "code", "arises_from", "turn", "due_at", "step", "hours_before", "rung"],
                name="woken_once_a_moment",
            ),
            models.UniqueConstraint(
                fields=["child", "code", "arises_from", "turn", "due_at", "step", "hours_before", "rung"],
                condition=models.Q(child__isnull=False),
                name="woken_once_a_moment_in_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(episode__isnull=True, child__isnull=False)
                | models.Q(episode__isnull=False, child__isnull=True),
                name="woken_on_an_episode_or_in_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_at__gte=models.F("came_at")), name="recorded_once_it_came"
            ),
        ]


class AskedLast(models.Model):
    """When a periodic question was last asked to its end. One row a question."""

    question = models.CharField(max_length=40, unique=True)
    asked_at = models.DateTimeField()
