"""The going-missing plan: written before, version by version, held by the placement, frozen into each episode."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.roles import Role


class GoingMissingPlan(models.Model):
    """One whole version of a child's going-missing plan. Appended; the newest not withdrawn is in force.

    It hangs on the child, so it follows the child on a move. What the record knows already (earlier episodes, relatives
    and who of them may be told, what being late means) is pointed at and not written down again.
    """

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="going_missing_plans")
    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="plan")
    number = models.PositiveIntegerField()
    owner = models.CharField(max_length=200)  # the person who keeps it true
    review_on = models.DateField()
    photograph = models.ForeignKey("record.Photograph", null=True, on_delete=models.PROTECT)
    photograph_taken_on = models.DateField(null=True)
    return_plan = models.ForeignKey("record.ReturnPlan", null=True, on_delete=models.PROTECT)
    description = models.TextField(max_length=4_000, blank=True)
    marks = models.TextField(max_length=4_000, blank=True)
    telephone = models.TextField(max_length=4_000, blank=True)
    social_media = models.TextField(max_length=4_000, blank=True)
    friends = models.TextField(max_length=4_000, blank=True)
    places = models.TextField(max_length=4_000, blank=True)
    vulnerabilities = models.TextField(max_length=4_000, blank=True)
    health = models.TextField(max_length=4_000, blank=True)
    money = models.TextField(max_length=4_000, blank=True)
    transport = models.TextField(max_length=4_000, blank=True)
    languages = models.TextField(max_length=4_000, blank=True)
    what_works = models.TextField(max_length=4_000, blank=True)
    agreed_with = models.TextField(max_length=4_000, blank=True)
    child_said = models.TextField(max_length=4_000, blank=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("by_role", Role),
            models.UniqueConstraint(fields=["child", "number"], name="plan_version_once_a_child"),
            models.CheckConstraint(
                condition=Q(photograph_taken_on__isnull=True) | Q(photograph__isnull=False),
                name="plan_dates_a_photograph",
            ),
        ]


class PlanStep(models.Model):
    """A first action agreed in advance, with who does it, in its order."""

    plan = models.ForeignKey(GoingMissingPlan, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveIntegerField()
    what = models.CharField(max_length=500)
    who = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "place"], name="plan_step_once_a_place")]


class PlanPerson(models.Model):
    """A relative or friend who stood on the record when a version was written, and what was decided then."""

    plan = models.ForeignKey(GoingMissingPlan, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("record.PrivatePerson", on_delete=models.PROTECT)
    decision = models.ForeignKey("record.PrivateDecision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_person_once")]


class PlanHolding(models.Model):
    """What a placement said of one version: that it holds it, holds the guidance, and who was briefed.

    Appended. Nobody said is not held; a new version, or a new placement, has nothing said of it yet.
    """

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="plan_holding")
    plan = models.ForeignKey(GoingMissingPlan, on_delete=models.PROTECT, related_name="holdings")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    placement = models.ForeignKey(
        "record.Placement", null=True, on_delete=models.PROTECT
    )  # null: from when on is not known
    holds_plan = models.BooleanField()
    holds_guidance = models.BooleanField()
    carer_briefed = models.CharField(max_length=200, blank=True)  # by name; empty: nobody was
    said_by = models.CharField(max_length=200, blank=True)  # whose word it is, where the authority typed it
    recorded_at = models.DateTimeField()


class EpisodePlan(models.Model):
    """The version that was in force when an episode opened. No row: no plan was written."""

    episode = models.OneToOneField(
        "record.MissingEpisode", on_delete=models.PROTECT, related_name="frozen_plan"
    )
    plan = models.ForeignKey(GoingMissingPlan, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()


class ChildWish(models.Model):
    """Whom the child trusts, and what the child wants from us, in the child's words. Appended; the newest stands."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="wishes")
    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="wish")
    trusts = models.CharField(max_length=200, blank=True)
    is_to_the_child = models.CharField(max_length=100, blank=True)
    reach = models.CharField(max_length=500, blank=True)  # how to reach that person
    wants = models.TextField(max_length=4_000, blank=True)
    said_on = models.DateField()
    said_to = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(trusts="") | ~Q(wants=""), name="wish_says_something")
        ]
