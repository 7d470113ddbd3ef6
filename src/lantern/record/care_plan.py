"""Facts of the care plan: what it says of trafficking and of being unaccompanied, and where a placement ends."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import nullable_one_of
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.plans import LivesNow, PlacementTurn


class CareStatusDetail(models.Model):
    """The record under regulation 5(1)(f): a victim of trafficking or maybe one, and unaccompanied, with the basis."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="care_status")
    trafficking = models.CharField(max_length=10, choices=choices_of(Answer))
    unaccompanied = models.CharField(max_length=10, choices=choices_of(Answer))
    basis = models.TextField(max_length=5_000)
    in_care_plan_on = models.DateField()

    class Meta:
        constraints = [one_of("trafficking", Answer), one_of("unaccompanied", Answer)]


class PlacementDetail(models.Model):
    """That a placement began or ended, or that care ended: on which day, and why."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="placement_turn")
    turn = models.CharField(max_length=10, choices=choices_of(PlacementTurn))
    placement = models.ForeignKey("record.Placement", null=True, on_delete=models.PROTECT)
    on_day = models.DateField()
    reasons = models.TextField(max_length=5_000, blank=True)
    lives_now = models.CharField(max_length=20, choices=choices_of(LivesNow), blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    # how the risk of going missing was weighed in choosing it
    missing_risk = models.TextField(max_length=5_000, blank=True, default="", db_default="")
    begins_care = models.BooleanField(null=True)  # the child was not looked after the day before
    # whether an authority's first feed found it so; null: a person recorded it, or it is from before this was kept
    found_so = models.BooleanField(null=True)

    class Meta:
        constraints = [
            one_of("turn", PlacementTurn),
            nullable_one_of("lives_now", LivesNow),
            models.CheckConstraint(
                condition=Q(turn="began", lives_now="") | (~Q(turn="began") & ~Q(lives_now="")),
                name="an_end_says_where_next",
            ),
            models.CheckConstraint(
                condition=Q(turn="began") | Q(begins_care__isnull=True), name="only_a_beginning_begins_care"
            ),
        ]


class EndedAtOnce(models.Model):
    """That a placement had to end at once: why, and what was arranged instead."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="ended_at_once")
    because = models.CharField(max_length=14, choices=choices_of(AtOnceBecause))
    arrangements = models.TextField(max_length=5_000)

    class Meta:
        constraints = [one_of("because", AtOnceBecause)]


class EndNotice(models.Model):
    """That one of those who must hear of such an end was told on a day. Its event answers the one of the end."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="end_notices")
    whom = models.CharField(max_length=12, choices=choices_of(EndHeard))
    told_on = models.DateField()

    class Meta:
        constraints = [
            one_of("whom", EndHeard),
            models.UniqueConstraint(fields=["event", "whom"], name="end_notice_once_an_entry"),
        ]
