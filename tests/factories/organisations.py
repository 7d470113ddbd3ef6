"""Organisations, their teams and people, and the accounts that sign in."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from lantern.accounts.models import (
    Account,
    ContactPerson,
    DutyShift,
    Organisation,
    Proof,
    ShiftPin,
    Tablet,
    Team,
    WebhookTarget,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind, Role

_numbers = itertools.count(1)


def make_organisation(
    *, kind: OrganisationKind = OrganisationKind.LOCAL_AUTHORITY, **fields: Any
) -> Organisation:
    number = next(_numbers)
    fields.setdefault("name", f"Organisation {number}")
    fields.setdefault("out_of_hours_telephone", "01632 960000")
    fields.setdefault("email", f"duty{number}@example.invalid")
    return Organisation.objects.create(kind=kind.value, **fields)


def make_team(*, organisation: Organisation | None = None, **fields: Any) -> Team:
    number = next(_numbers)
    fields.setdefault("name", f"Team {number}")
    fields.setdefault("email", f"team{number}@example.invalid")
    return Team.objects.create(organisation=organisation or make_organisation(), **fields)


def make_contact_person(*, organisation: Organisation | None = None, **fields: Any) -> ContactPerson:
    fields.setdefault("name", f"Contact {next(_numbers)}")
    return ContactPerson.objects.create(organisation=organisation or make_organisation(), **fields)


def make_account(
    *, role: Role = Role.DUTY_WORKER, organisation: Organisation | None = None, **fields: Any
) -> Account:
    number = next(_numbers)
    fields.setdefault("email", f"worker{number}@example.invalid")
    fields.setdefault("name", f"Worker {number}")
    fields.setdefault("password", None)
    return Account.objects.open_account(
        role=role.value, organisation=organisation or make_organisation(), **fields
    )


def make_actor(
    *, role: Role = Role.DUTY_WORKER, organisation: Organisation | None = None, **fields: Any
) -> Actor:
    """Give a signed-in person in a role, with an account behind them."""
    return make_account(role=role, organisation=organisation, **fields).as_actor()


def make_proof(*, kind: str = Proof.MAIL, **fields: Any) -> Proof:
    fields.setdefault("address", "duty@example.invalid")
    fields.setdefault("asked_at", datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    return Proof.objects.create(kind=kind, **fields)


def make_duty_shift(*, organisation: Organisation | None = None, **fields: Any) -> DutyShift:
    """Make a shift of twelve hours; from eight in the evening of 14 March 2026 unless more is said."""
    fields.setdefault("name", f"Invented Shift {next(_numbers)}")
    fields.setdefault("telephone", "01632 960111")
    fields.setdefault("from_at", datetime(2026, 3, 14, 20, 0, tzinfo=UTC))
    fields.setdefault("until_at", fields["from_at"] + timedelta(hours=12))
    return DutyShift.objects.create(organisation=organisation or make_organisation(), **fields)


def make_tablet(*, organisation: Organisation | None = None, **fields: Any) -> Tablet:
    """Make a home's tablet with its own account; enrolled unless more is said."""
    organisation = organisation or make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    fields.setdefault("account", make_account(role=Role.CARER, organisation=organisation))
    fields.setdefault("name", f"Tablet {next(_numbers)}")
    fields.setdefault("enrolled_at", datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    return Tablet.objects.create(organisation=organisation, **fields)


def make_shift_pin(*, organisation: Organisation | None = None, **fields: Any) -> ShiftPin:
    """Make a PIN of twelve hours, from eight in the evening of 14 March 2026 unless more is said."""
    organisation = organisation or make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    fields.setdefault("name", f"Invented Carer {next(_numbers)}")
    fields.setdefault("pin_hash", "not a hash")
    fields.setdefault("from_at", datetime(2026, 3, 14, 20, 0, tzinfo=UTC))
    fields.setdefault("until_at", fields["from_at"] + timedelta(hours=12))
    return ShiftPin.objects.create(organisation=organisation, **fields)


def make_webhook_target(*, organisation: Organisation | None = None, **fields: Any) -> WebhookTarget:
    fields.setdefault("url", "https://example.invalid/lantern")
    fields.setdefault("secret", "an invented secret")
    fields.setdefault("made_at", datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    return WebhookTarget.objects.create(organisation=organisation or make_organisation(), **fields)
