"""Accounts: the people who sign in, each in one role for one organisation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lantern.accounts.organisations import ContactPerson, Organisation, choices_of, one_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no self-registration and no superuser."""

    def open_account(self, *, email: str, password: str | None, **fields: Any) -> Account:
        """Open an account; without a password nobody can sign in to it until one is set."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """One person's way in: one role, one organisation."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=choices_of(Role))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accounts")
    person = models.ForeignKey(ContactPerson, null=True, blank=True, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    # Not kept: the worker whose turn it is, where this is the account of a home's tablet.
    signs_as = ""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [one_of("role", Role)]

    def __str__(self) -> str:
        return self.name

    def as_actor(self) -> Actor:
        """Give the actor that this account's holder is while signed in."""
        return Actor(
            role=Role(self.role),
            name=self.signs_as or self.name,
            organisation_id=self.organisation_id,
            account_id=self.pk,
        )
