"""Which service was asked to hold the return interview of one episode, and for how long it sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

MOST_DAYS = 28


class InterviewAsked(models.Model):
    """A service asked to hold one return interview. Who works there sees this one episode, and whose it is.

    It ends when it is taken back, or so many days after a result that stands: that is read from the chronology.
    """

    episode = models.ForeignKey(
        "record.MissingEpisode", on_delete=models.PROTECT, related_name="services_asked"
    )
    service = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    days_after = models.PositiveSmallIntegerField()  # it still sees the episode after the result is in
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    was_in_vain = models.BooleanField(
        default=False, db_default=False
    )  # ended since the child is not back after all
    accepted_at = models.DateTimeField(null=True)
    accepted_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    declined_because = models.CharField(
        max_length=2000, blank=True, default="", db_default=""
    )  # and so ended

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days_after__lte=MOST_DAYS), name="asked_for_few_days"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by_name="")
                | (Q(accepted_at__isnull=False) & ~Q(accepted_by_name="")),
                name="accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(declined_because="") | Q(ended_at__isnull=False), name="declined_is_ended"
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_at__isnull=True), name="one_service_asked"
            ),
        ]
        indexes = [
            models.Index(fields=["service"], condition=Q(ended_at__isnull=True), name="asked_running"),
        ]


class ServiceTerms(models.Model):
    """What an authority and a service agreed, from a day on: how many interviews at a time, and weekends. No limit."""

    authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    most_open = models.PositiveSmallIntegerField(null=True)  # none was agreed
    works_saturday = models.BooleanField()
    works_sunday = models.BooleanField()
    weekend_words = models.CharField(max_length=500, blank=True)  # the hours, and whom to ring
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["authority", "service", "-from_on"], name="terms_of_a_service")]
