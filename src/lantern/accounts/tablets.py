"""A home's own tablet, for staff who have no e-mail: the device is enrolled once, a worker signs with a shift PIN."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Tablet(models.Model):
    """One enrolled device of one home. What is sent from it is signed with the name of whoever gave a PIN."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="tablets"
    )
    name = models.CharField(max_length=100)  # "kitchen tablet"
    account = models.OneToOneField("accounts.Account", on_delete=models.PROTECT, related_name="tablet")
    enrolment_hash = models.CharField(max_length=64, unique=True, null=True)  # null once it is used
    enrolment_expires_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # of the device's own cookie
    enrolled_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="tablet_named_once",
            ),
        ]


class ShiftPin(models.Model):
    """A worker's PIN for one shift in one home; only its hash is kept."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="shift_pins"
    )
    name = models.CharField(max_length=200)
    pin_hash = models.CharField(max_length=200)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    wrong_tries = models.PositiveIntegerField(default=0)
    given_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="pin_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_pin_a_worker",
            ),
        ]
