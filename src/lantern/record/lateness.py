"""Late is not yet missing: what was agreed for one child, and each time the clock ran."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.involved import LatenessState
from lantern.vocabulary.roles import Role


class ReturnPlan(models.Model):
    """What the authority agreed for one child: whether being late may be waited out, and for how long.

    Appended; the newest is in force. Without one, a child who is not where expected is missing.
    """

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="return_plans")
    may_be_late = models.BooleanField()
    minutes = models.PositiveIntegerField(null=True)  # after the expected time, until it is reported missing
    usual_time = models.TimeField(null=True)  # when the child is usually expected back, on London's clocks
    trafficking_concern = models.CharField(max_length=10, choices=choices_of(Answer))
    words = models.TextField(max_length=5_000, blank=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("trafficking_concern", Answer),
            one_of("by_role", Role),
            models.CheckConstraint(
                condition=Q(may_be_late=False) | Q(minutes__isnull=False, trafficking_concern="no"),
                name="late_only_without_a_concern",
            ),
        ]


class Lateness(models.Model):
    """A child who was expected at a time and is not there: by `trigger_at` back, or reported missing."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="latenesses")
    plan = models.ForeignKey(ReturnPlan, on_delete=models.PROTECT)
    expected_at = models.DateTimeField()
    trigger_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    words = models.TextField(max_length=5_000, blank=True)
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    state = models.CharField(
        max_length=10, choices=choices_of(LatenessState), default=LatenessState.LATE.value
    )
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    episode = models.OneToOneField(
        "record.MissingEpisode", null=True, on_delete=models.PROTECT, related_name="lateness"
    )

    class Meta:
        constraints = [
            one_of("state", LatenessState),
            one_of("by_role", Role),
            models.CheckConstraint(
                condition=Q(trigger_at__gte=F("expected_at")), name="trigger_not_before_expected"
            ),
            models.CheckConstraint(
                condition=Q(state="late", ended_at__isnull=True)
                | (~Q(state="late") & Q(ended_at__isnull=False)),
                name="late_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(episode__isnull=True) | Q(state="missing"), name="episode_where_it_became_missing"
            ),
            models.UniqueConstraint(fields=["child"], condition=Q(state="late"), name="one_lateness_a_child"),
        ]
        indexes = [
            models.Index(fields=["trigger_at"], condition=Q(state="late"), name="latenesses_running"),
        ]
