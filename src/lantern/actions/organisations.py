"""Organisations, teams and accounts: who can be told, who can be rung, who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lantern.accounts.models import Account, Organisation, Team
from lantern.actions.acting import acts, audit
from lantern.gateways import duty_numbers
from lantern.gateways.duty_numbers import DutyNumber
from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Role

# Whose numbers stand on the page that is shown when the record cannot be reached, in this order.
_RUNG_AT_NIGHT = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.POLICE_FORCE)


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """What is kept of an organisation. `police_force` and `area_authority` are references, or empty."""

    kind: OrganisationKind
    name: str
    switchboard: str = ""
    out_of_hours_telephone: str = ""
    email: str = ""
    second_email: str = ""
    duty_mobile: str = ""
    police_force: str = ""
    area_authority: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """What is kept of a team."""

    name: str
    out_of_hours_telephone: str = ""
    email: str = ""
    second_email: str = ""


@acts
def keep_organisation(*, reference: str | None, facts: OrganisationFacts, by: Actor, now: datetime) -> str:
    """Add an organisation, or change the one of this reference; gives its reference."""
    require_set_up(by)
    _check_name_is_free(facts.name, reference=reference)
    row = _found(reference) if reference else Organisation()
    if reference and row.kind != facts.kind.value:
        raise Refused(
            "An organisation's kind cannot be changed. Add another organisation instead.", field="kind"
        )
    row.kind, row.name = facts.kind.value, facts.name.strip()
    for name in ("switchboard", "out_of_hours_telephone", "email", "second_email", "duty_mobile"):
        setattr(row, name, getattr(facts, name).strip())
    row.police_force = _of_kind(facts.police_force, OrganisationKind.POLICE_FORCE)
    row.area_authority = _of_kind(facts.area_authority, OrganisationKind.LOCAL_AUTHORITY)
    row.save()
    transaction.on_commit(keep_duty_numbers)
    audit(action="organisations.keep_organisation", about=row.reference, by=by, now=now)
    return row.reference


@acts
def keep_team(*, reference: str, team: int | None, facts: TeamFacts, by: Actor, now: datetime) -> int:
    """Add a team to the organisation of this reference, or change the one of this number."""
    require_set_up(by)
    organisation = _found(reference)
    row = Team.objects.filter(organisation=organisation, pk=team).first() if team else Team()
    if row is None:
        raise NotFound("There is no such team.")
    taken = Team.objects.filter(organisation=organisation, name__iexact=facts.name.strip()).exclude(pk=row.pk)
    if taken.exists():
        raise Refused("There is a team of that name already.", field="name")
    row.organisation, row.name = organisation, facts.name.strip()
    for name in ("out_of_hours_telephone", "email", "second_email"):
        setattr(row, name, getattr(facts, name).strip())
    row.save()
    transaction.on_commit(keep_duty_numbers)
    audit(action="organisations.keep_team", about=reference, by=by, now=now)
    return row.pk


@acts
def open_account(
    *, email: str, name: str, role: Role, organisation: str, password: str, by: Actor, now: datetime
) -> int:
    """Open an account for a person in one role at the organisation of this name; gives its number."""
    require_set_up(by)
    row = Organisation.objects.filter(name__iexact=organisation.strip()).first()
    if row is None:
        raise NotFound(f"There is no organisation called {organisation!r}. Nothing was opened.")
    if OrganisationKind(row.kind) not in access.ROLE_BELONGS_TO[role]:
        kind = row.kind.replace("_", " ")
        raise Refused(f"{access.ROLE_TITLES[role]} is no role for a {kind}. Nothing was opened.")
    if Account.objects.filter(email__iexact=email.strip()).exists():
        raise Refused("There is an account with that e-mail address already. Nothing was opened.")
    account = Account(email=email.strip().lower(), name=name.strip(), role=role.value, organisation=row)
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused(f"{' '.join(weak.messages)} Nothing was opened.") from weak
    account.set_password(password)
    account.save()
    audit(action="organisations.open_account", about=row.reference, by=by, now=now)
    return account.pk


def keep_duty_numbers() -> None:
    """Write the file of duty numbers anew: read when the database cannot be."""
    rows = Organisation.objects.filter(kind__in=[kind.value for kind in _RUNG_AT_NIGHT]).order_by("name")
    ordered = sorted(rows, key=lambda row: _RUNG_AT_NIGHT.index(OrganisationKind(row.kind)))
    duty_numbers.write(
        DutyNumber(name=row.name, telephone=number)
        for row in ordered
        if (number := row.out_of_hours_telephone or row.switchboard)
    )


def require_set_up(by: Actor) -> None:
    """Refuse whoever does not set up organisations and accounts."""
    if Permission.SET_UP not in access.WITHOUT_CHILD[by.role]:
        raise NotPermitted("Only an administrator sets up organisations and accounts. Nothing was changed.")


def _check_name_is_free(name: str, *, reference: str | None) -> None:
    if Organisation.objects.filter(name__iexact=name.strip()).exclude(reference=reference or "").exists():
        raise Refused("There is an organisation of that name already.", field="name")


def _found(reference: str) -> Organisation:
    row = Organisation.objects.filter(reference=reference).first()
    if row is None:
        raise NotFound("There is no organisation by that reference.")
    return row


def _of_kind(reference: str, kind: OrganisationKind) -> Organisation | None:
    return Organisation.objects.filter(reference=reference, kind=kind.value).first() if reference else None
