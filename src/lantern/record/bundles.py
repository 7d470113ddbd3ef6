"""An inquiry bundle: who asked for it, for whom and why, who released it, and, for a time, the archive itself."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.roles import Role


class Bundle(models.Model):
    """One child's record, or one episode of it, for a named recipient: asked for by one, released by another."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="bundles")
    episode = models.ForeignKey("record.MissingEpisode", null=True, on_delete=models.PROTECT)
    recipient = models.CharField(max_length=200)
    recipient_post = models.CharField(max_length=200)
    route = models.CharField(max_length=200)  # how it will reach them
    reasons = models.TextField(max_length=5_000)
    state = models.CharField(max_length=10, choices=choices_of(BundleState), default=BundleState.ASKED.value)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_by_role = models.CharField(max_length=40, choices=choices_of(Role))
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_by_role = models.CharField(max_length=40, blank=True, default="")
    decided_words = models.TextField(max_length=5_000, blank=True)
    with_sealed = models.BooleanField(default=False)
    ends_at = models.DateTimeField(null=True)  # until then it can be fetched
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the archive as it was released

    class Meta:
        constraints = [
            one_of("state", BundleState),
            one_of("asked_by_role", Role),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="bundle_of_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(ends_at__isnull=False, decided_by__isnull=False),
                name="bundle_released_by_somebody_for_a_time",
            ),
        ]
        indexes = [models.Index(fields=["child", "asked_at"], name="bundles_of_a_child")]


class BundleContent(models.Model):
    """The archive, for the two who may fetch it and until its time is over; then the row is gone."""

    bundle = models.OneToOneField(Bundle, on_delete=models.PROTECT, related_name="content")
    content = models.BinaryField()
