"""A placement outside the authority's own area: who approved it, what the host authority was told, and who else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import nullable_one_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy, Distance, MustHear, NoticeTurn


class AreaApproval(models.Model):
    """Who approved that the child is placed outside the area, and how the risk of going missing was weighed."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="area_approval")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    distance = models.CharField(max_length=10, choices=choices_of(Distance))
    approver = models.CharField(max_length=10, choices=choices_of(Approver))
    approved_by = models.CharField(max_length=200)
    is_emergency = models.BooleanField()
    consulted_on = models.DateField(null=True)  # the host authority was consulted
    care_plan_given_on = models.DateField(null=True)  # and given the care plan
    missing_risk = models.TextField(max_length=5_000)

    class Meta:
        constraints = [
            one_of("distance", Distance),
            one_of("approver", Approver),
            models.CheckConstraint(
                condition=~Q(distance="own") & (~Q(distance="distance") | Q(approver="director")),
                name="at_a_distance_the_director",
            ),
        ]


class AreaNotice(models.Model):
    """The contents of the written notice to the host authority. Lantern sends it nowhere."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="area_notice")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()  # the day on which the placement begins or began
    needs = models.TextField(max_length=10_000)
    why_suitable = models.TextField(max_length=10_000)
    care_plan = models.CharField(max_length=12, choices=choices_of(CarePlanCopy))
    is_emergency = models.BooleanField()

    class Meta:
        constraints = [one_of("care_plan", CarePlanCopy)]


class AreaNoticeTurn(models.Model):
    """To whom a notice was given by which route, or who acknowledged it; the event answers the notice."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="area_notice_turn")
    turn = models.CharField(max_length=10, choices=choices_of(NoticeTurn))
    who = models.CharField(max_length=200)
    route = models.CharField(max_length=20, choices=choices_of(Route), blank=True)

    class Meta:
        constraints = [
            one_of("turn", NoticeTurn),
            nullable_one_of("route", Route),
            models.CheckConstraint(
                condition=~Q(turn="given") | ~Q(route=""), name="a_notice_is_given_by_a_route"
            ),
        ]


class PlacementHearer(models.Model):
    """One of those who are to be told of a placement in writing: told on a day, or left out and why."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="placement_hearers")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    whom = models.CharField(max_length=12, choices=choices_of(MustHear))
    told_on = models.DateField(null=True)
    left_out_because = models.TextField(max_length=2_000, blank=True)

    class Meta:
        constraints = [
            one_of("whom", MustHear),
            models.CheckConstraint(
                condition=Q(told_on__isnull=False, left_out_because="")
                | (Q(told_on__isnull=True) & ~Q(left_out_because="")),
                name="told_or_left_out_and_why",
            ),
            models.UniqueConstraint(fields=["event", "whom"], name="hearer_once_an_entry"),
        ]


class AreaNoticeReceived(models.Model):
    """A notice that reached the host authority on paper, from an authority that does not use Lantern."""

    event = models.OneToOneField(
        "record.Event", on_delete=models.PROTECT, related_name="area_notice_received"
    )
    from_authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    sent_by = models.CharField(max_length=200)
    reach = models.CharField(max_length=200)  # how that authority is reached at work, day and night
    has_needs = models.BooleanField()
    has_why = models.BooleanField()
    has_care_plan = models.BooleanField()
    acknowledged_on = models.DateField(null=True)
