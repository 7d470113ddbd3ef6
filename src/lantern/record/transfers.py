"""That one authority hands a child over to another: the risk it told of, and the written answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.discussions import Route


class TransferAsked(models.Model):
    """Which authority was asked to take the child over, and what it was told of the risk."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="transfer_asked")
    to_authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    missing_risk = models.TextField(max_length=5_000)
    trafficking_risk = models.TextField(max_length=5_000)


class TransferAnswer(models.Model):
    """What the other authority answered in writing, by whom, and how it came."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="transfer_answer")
    accepted = models.BooleanField()
    answered_by = models.CharField(max_length=200)
    route = models.CharField(max_length=20, choices=choices_of(Route))

    class Meta:
        constraints = [
            one_of("route", Route),
            models.CheckConstraint(condition=~Q(answered_by=""), name="somebody_answered"),
        ]
