"""The organisations that look after, look for and hear a child; one installation holds many."""

from __future__ import annotations

import secrets

from django.db import models

from lantern.vocabulary.roles import OrganisationKind

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misheard or misread at night


def new_reference() -> str:
    """Make an unguessable public reference that can be read aloud: three groups of four."""
    letters = "".join(
        ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(12)
    )  # 32 divides 256: fair
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def choices_of(words: type) -> list[tuple[str, str]]:
    """Give a closed list of the vocabulary as Django choices."""
    return [(w.value, w.name.replace("_", " ").capitalize()) for w in words]  # type: ignore[attr-defined]


def one_of(field: str, words: type) -> models.CheckConstraint:
    """Hold a column to a closed list of the vocabulary, in the database itself."""
    values = [w.value for w in words]  # type: ignore[attr-defined]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}), name=f"%(class)s_{field}_known"
    )


class Organisation(models.Model):
    """A council, a force, a home, a service. Its telephone numbers are the organisation's, never a private person's."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    kind = models.CharField(max_length=40, choices=choices_of(OrganisationKind))
    name = models.CharField(max_length=200, unique=True)
    switchboard = models.CharField(max_length=40, blank=True)
    out_of_hours_telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    duty_mobile = models.CharField(max_length=40, blank=True, default="", db_default="")  # for text messages
    second_email = models.EmailField(blank=True)  # where the code goes, so that a mailbox alone is not enough
    police_force = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="areas"
    )  # the force whose control room covers this area
    area_authority = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )  # the authority in whose area a home or service stands

    class Meta:
        constraints = [one_of("kind", OrganisationKind)]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team in an organisation, with the number that is answered when the office is shut."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    out_of_hours_telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    second_email = models.EmailField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation.name}"


class ContactPerson(models.Model):
    """Somebody who works there and can be asked for by name; apart from any account."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    work_telephone = models.CharField(max_length=40, blank=True)
    work_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name
