"""What an authority's manager on duty is told of a morning: figures alone, and how far their letter has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.tellings import TellingState


class MorningDigest(models.Model):
    """One morning of one authority: how much was overdue, due that day and not acknowledged. It names nobody."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    on = models.DateField()  # the London day
    recorded_at = models.DateTimeField()  # when it was counted
    overdue = models.PositiveIntegerField()
    due_today = models.PositiveIntegerField()
    unacknowledged = models.PositiveIntegerField()
    clocks_asked_at = models.DateTimeField(null=True)  # when what is due was last asked, as it was counted
    state = models.CharField(
        max_length=10, choices=choices_of(TellingState), default=TellingState.WAITING.value
    )
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)  # by a worker that is sending it; null: by none
    next_attempt_at = models.DateTimeField(null=True)  # null: nothing more to send

    class Meta:
        constraints = [
            one_of("state", TellingState),
            models.UniqueConstraint(fields=["organisation", "on"], name="one_digest_a_morning"),
            models.CheckConstraint(
                condition=Q(state="sent", next_attempt_at=None, claimed_at=None) | ~Q(state="sent"),
                name="digest_sent_is_sent_no_more",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="digests_due"
            ),
        ]
