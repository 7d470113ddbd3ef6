"""Who else may see one episode and for how long, and what nobody but the information owner may see any more."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.roles import Role


class EpisodeAccess(models.Model):
    """Another force or authority let into one episode by a named worker, for as long as that worker says."""

    episode = models.ForeignKey("record.MissingEpisode", on_delete=models.PROTECT, related_name="shared_with")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reasons = models.TextField(max_length=5_000)
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")), name="access_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["episode", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_running_access",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "until_at"], condition=Q(ended_at__isnull=True), name="access_running"
            ),
        ]


class Seal(models.Model):
    """One entry that was made on the wrong child: kept, withdrawn, and shut to all but the information owner."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="seal")
    reasons = models.TextField(max_length=5_000)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("by_role", Role)]
