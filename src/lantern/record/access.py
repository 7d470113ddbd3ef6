"""Who opened which child and what was refused, as a chain that shows tampering; and keys that stop double entry."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One audited act. It holds no personal data: references and a digest only, or erasure would break the chain.

    `number`, `at`, `previous_hash` and `hash` are written by the database's own trigger.
    """

    stream = models.CharField(max_length=20, default="main")
    number = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    role = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20)  # done, refused
    about = models.CharField(max_length=40, blank=True)  # a public reference, never a name
    previous_hash = models.BinaryField(default=b"")
    hash = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="audit_numbered_once")]
        # Who saw what was sealed is asked by the episode's reference.
        indexes = [
            models.Index(fields=["about", "number"], condition=~models.Q(about=""), name="audited_about"),
            # How often somebody was shown within the hour that another authority knows a child of such a name.
            models.Index(
                fields=["account_id", "at"],
                condition=models.Q(action="elsewhere.ask_elsewhere"),
                name="shown_known_elsewhere",
            ),
        ]


class ClaimedKey(models.Model):
    """A form's key, claimed by the action that used it: a second press gives the first one's answer."""

    key = models.CharField(max_length=64, primary_key=True)
    action = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=64, blank=True)
    claimed_at = models.DateTimeField()
