"""Who has to do with a child: organisations by their post, and the relatives and friends whom a worker may ring."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.involved import CallOutcome, Capacity, MayBeTold
from lantern.vocabulary.roles import Role


class Involvement(models.Model):
    """An organisation, perhaps one of its teams, that is told of this child in one capacity, until it is ended."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="involved")
    capacity = models.CharField(max_length=20, choices=choices_of(Capacity))
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT)
    person = models.CharField(max_length=200, blank=True)  # whom to ask for there; a worker, never a relative
    telephone = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # that worker's own, at work
    telephone_by = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )  # who said so: a feed too
    telephone_at = models.DateTimeField(null=True)  # when that was said
    team_telephone = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # by day, as the feed has it
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("capacity", Capacity),
            models.UniqueConstraint(
                fields=["child", "capacity", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="involved_once_a_capacity",
            ),
            models.CheckConstraint(
                condition=Q(telephone_at__isnull=True, telephone_by="")
                | (Q(telephone_at__isnull=False) & ~Q(telephone_by="")),
                name="involved_number_said_by_somebody",
            ),
        ]


class ToldWhom(models.Model):
    """Whom an entry that an organisation was told speaks of, as the clocks ask.

    It is read off what was stored of the child when the entry was made, and never anew. Of an entry from before
    police and authorities were kept here nobody knows it: null.
    """

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="told_whom")
    home_office = models.BooleanField()
    reviewing_officer = models.BooleanField()
    police = models.BooleanField(null=True)
    responsible_authority = models.BooleanField(null=True)
    host_authority = models.BooleanField(null=True)
    is_over = models.BooleanField(null=True)  # told that the child is found or back, and not only missing


class PrivatePerson(models.Model):
    """A parent, relative or friend. They are told by a named worker who rings them, and by nothing else."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="private_people")
    name = models.CharField(max_length=200)
    is_to_the_child = models.CharField(max_length=100)  # mother, aunt, friend
    telephone = models.CharField(max_length=40, blank=True)
    has_parental_responsibility = models.BooleanField(null=True)  # null: not known
    recorded_at = models.DateTimeField()


class PrivateDecision(models.Model):
    """Whether that person may be told, with the reason, by a named worker. Appended; the newest holds."""

    person = models.ForeignKey(PrivatePerson, on_delete=models.PROTECT, related_name="decisions")
    may_be_told = models.CharField(max_length=10, choices=choices_of(MayBeTold))
    reasons = models.TextField(max_length=5_000)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("may_be_told", MayBeTold), one_of("by_role", Role)]


class NobodyTold(models.Model):
    """That no relative or friend is to be told of one episode, with the reason, by a named worker. Appended."""

    episode = models.ForeignKey("record.MissingEpisode", on_delete=models.PROTECT, related_name="nobody_told")
    reasons = models.TextField(max_length=5_000)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("by_role", Role)]


class PrivateCallDetail(models.Model):
    """One worker's call to a private person: how it was checked who answered, and how it ended."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="private_call")
    person = models.ForeignKey(PrivatePerson, on_delete=models.PROTECT, related_name="calls")
    checked_by = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=12, choices=choices_of(CallOutcome))
    said = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [
            one_of("outcome", CallOutcome),
            models.CheckConstraint(
                condition=~Q(outcome="spoken_to") | ~Q(checked_by=""), name="spoken_to_after_a_check"
            ),
        ]
