"""What a live installation has proved before it may record a child."""

from __future__ import annotations

from django.db import models


class Proof(models.Model):
    """A mail that arrived and whose code was typed back, or an out-of-hours number that a person rang."""

    MAIL, NUMBER = "mail", "number"

    kind = models.CharField(max_length=10, choices=[(MAIL, "Mail arrives"), (NUMBER, "Number is answered")])
    organisation = models.ForeignKey("accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT)
    address = models.CharField(max_length=254)  # the mailbox, or the number that was rung
    code_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)
    proved_by = models.ForeignKey("accounts.Account", null=True, blank=True, on_delete=models.PROTECT)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["mail", "number"]), name="proof_kind_known"),
        ]
