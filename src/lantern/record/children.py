"""The child, by every name she has, and who answers for her."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ChildHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Child(models.Model):
    """A child. Responsible and host authority, home and force are copied here as the access key.

    The dated rows behind them are `ResponsibilityPeriod` and `Placement`; row-level security reads the copies.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    date_of_birth = models.DateField(null=True, blank=True)
    date_of_birth_certainty = models.CharField(
        max_length=20, choices=choices_of(DateCertainty), default=DateCertainty.STATED.value
    )
    sex = models.CharField(max_length=1, choices=choices_of(Sex), default=Sex.UNKNOWN.value)
    ethnicity = models.CharField(max_length=4, blank=True)
    nationality = models.CharField(max_length=100, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    responsible_authority = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="children_responsible_for"
    )
    responsible_team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.PROTECT)
    host_authority = models.ForeignKey(
        "accounts.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children_hosted",
    )
    placement_provider = models.ForeignKey(
        "accounts.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children_placed",
    )
    is_unidentified = models.BooleanField(default=False, db_default=False)  # a name as heard: who is this?
    matched_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="once_recorded_as"
    )  # the child this turned out to be
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("sex", Sex),
            one_of("date_of_birth_certainty", DateCertainty),
            models.CheckConstraint(
                condition=Q(matched_to__isnull=True) | Q(is_unidentified=True),
                name="matched_where_unidentified",
            ),
        ]

    def __str__(self) -> str:
        return f"child {self.reference}"


class ChildName(models.Model):
    """One name of a child; the folded key is made in Python so that every database finds alike."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=20, choices=choices_of(NameKind))
    name = models.CharField(max_length=300)
    search_key = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", NameKind),
            models.UniqueConstraint(fields=["child", "kind", "name"], name="child_name_once"),
        ]


class ChildIdentifier(models.Model):
    """A number somebody knows the child by: the 903's CHILD, a UPN, a police reference."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=100)
    issued_by = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    given_in = models.ForeignKey(
        "record.GivenReference", null=True, on_delete=models.PROTECT, related_name="kept"
    )  # the entry that recorded it; null: it came another way, and no entry takes it out

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued_by", "kind", "value"], name="identifier_once_per_issuer")
        ]


class ResponsibilityPeriod(models.Model):
    """Which authority was responsible for, or host to, a child, between which days."""

    RESPONSIBLE, HOST = "responsible", "host"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="responsibilities")
    relation = models.CharField(max_length=20, choices=[(RESPONSIBLE, "Responsible"), (HOST, "Host")])
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=["responsible", "host"]), name="responsibility_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="responsibility_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["child", "relation"], condition=Q(until_on__isnull=True), name="one_current_authority"
            ),
        ]


class UnaccompaniedPeriod(models.Model):
    """That a child is, or was until `ceased_on`, an unaccompanied asylum-seeking child (903 table UASC)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="unaccompanied")
    ceased_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child"], name="unaccompanied_once")]


class ProtectedContact(models.Model):
    """An address, a carer's name or a telephone number of a child: its own table, its own permission."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="protected_contacts")
    what = models.CharField(max_length=60)  # "child's telephone", "carer", "home address"
    name = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
