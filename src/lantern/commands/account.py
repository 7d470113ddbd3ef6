"""Open an account, such as a live installation's first administrator, and its organisation where there is none."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from django.db import transaction

from lantern.accounts.models import Organisation
from lantern.actions import organisations
from lantern.actions.organisations import OrganisationFacts, keep_duty_numbers
from lantern.commands._steps import say
from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Role

PERMISSION = Permission.SET_UP
# No account may be the machine's own.
ROLES = [
    role.value
    for role in Role
    if access.ROLE_BELONGS_TO[role] and role not in (Role.LINK_HOLDER, Role.IMPORTER)
]


def run(argv: list[str]) -> int:
    """Open the account, asking for its password twice; nothing is opened unless all of it can be."""
    asked = _parser().parse_args(argv)
    password = sys.stdin.readline().rstrip("\n") if asked.password_stdin else _typed_twice()
    by = Actor(role=Role.OPERATOR, name=asked.operator)
    now = datetime.now(UTC)
    with transaction.atomic():
        if (
            asked.new_organisation
            and not Organisation.objects.filter(name__iexact=asked.organisation).exists()
        ):
            kind = OrganisationKind(asked.new_organisation)
            facts = OrganisationFacts(kind=kind, name=asked.organisation)
            organisations.keep_organisation(reference=None, facts=facts, by=by, now=now)
        organisations.open_account(
            email=asked.email,
            name=asked.name,
            role=Role(asked.role),
            organisation=asked.organisation,
            password=password,
            by=by,
            now=now,
        )
    keep_duty_numbers()
    say(f"Opened: {asked.email}, {access.ROLE_TITLES[Role(asked.role)].lower()}, {asked.organisation}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern account", description=__doc__)
    opening = parser.add_subparsers(dest="what", required=True).add_parser("open", help="open an account")
    opening.add_argument("--email", required=True)
    opening.add_argument("--name", required=True, help="the person's name, as the chronology will show it")
    opening.add_argument("--role", required=True, choices=ROLES, metavar="ROLE", help=", ".join(ROLES))
    opening.add_argument("--organisation", required=True, help="the organisation's name")
    opening.add_argument(
        "--new-organisation",
        metavar="KIND",
        choices=[kind.value for kind in OrganisationKind],
        help="add the organisation, of this kind, where there is none of that name: "
        + ", ".join(kind.value for kind in OrganisationKind),
    )
    opening.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    opening.add_argument(
        "--as", dest="operator", default=getpass.getuser(), help="who is at the command line"
    )
    return parser


def _typed_twice() -> str:
    first = getpass.getpass("Password, at least 14 characters: ")
    if getpass.getpass("The same again: ") != first:
        raise Refused("The two were not the same. Nothing was opened.")
    return first
