"""Fill an empty demonstration with invented people, or print how to sign in as them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from lantern.accounts.models import Account, Organisation, Team
from lantern.actions import children
from lantern.actions.organisations import keep_duty_numbers
from lantern.commands import _invented as invented
from lantern.commands._invented_feed import brought
from lantern.commands._invented_night import duty_worker, tonight
from lantern.commands._steps import say
from lantern.policies import access
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission, Role

PERMISSION = Permission.SIMULATE


def run(argv: list[str]) -> int:
    """Fill, unless there are organisations already; with --print-sign-ins only print."""
    parser = argparse.ArgumentParser(prog="lantern demo", description=__doc__)
    parser.add_argument("--print-sign-ins", action="store_true", help="print role, name, e-mail and password")
    parser.add_argument(
        "--if-empty", action="store_true", help="what it does in any case: for scripts that say so"
    )
    asked = parser.parse_args(argv)
    if not settings.IS_DEMO:
        raise Refused("This is a live installation: it has no invented people. Nothing was changed.")
    if asked.print_sign_ins:
        _print_sign_ins()
        return 0
    if Organisation.objects.exists():
        say("There are organisations already. Nothing was added.")
    else:
        token = fill(now=datetime.now(UTC))
        say(f"Invented {len(invented.PLACES)} organisations and {len(invented.CHILDREN)} children.")
        say(f"The page that a worker gave {invented.BRAM}: {settings.PUBLIC_ADDRESS}/c/{token}")
    keep_duty_numbers()
    return 0


@transaction.atomic
def fill(*, now: datetime) -> str:
    """Invent the whole small world, or none of it; gives the token of the one child's page that was handed over."""
    places = _organisations()
    _accounts(places)
    references = _children(places, now=now - timedelta(days=2))
    token = tonight(references, places, now=now)
    brought(now=now - timedelta(minutes=5))
    return token


def _organisations() -> dict[str, Organisation]:
    places: dict[str, Organisation] = {}
    force = None
    for one in invented.PLACES:
        row = Organisation.objects.create(
            kind=one.kind.value,
            name=one.name,
            switchboard=one.switchboard,
            out_of_hours_telephone=one.out_of_hours,
            email=f"duty@{one.domain}",
            second_email=one.second,
            area_authority=places.get(one.area),
            police_force=force,
        )
        force = force or row  # the force stands first, and covers them all
        places[one.name] = row
        Team.objects.bulk_create(
            Team(organisation=row, name=name, out_of_hours_telephone=number, email=email, second_email=second)
            for name, number, email, second in one.teams
        )
    return places


def _accounts(places: dict[str, Organisation]) -> None:
    """Open one account a role. They share a password that is printed, so one hash of it is enough."""
    password = make_password(invented.PASSWORD)
    domains = {one.name: one.domain for one in invented.PLACES}
    Account.objects.bulk_create(
        Account(
            email=f"{name.split()[0].lower()}@{domains[organisation]}",
            name=name,
            role=role.value,
            organisation=places[organisation],
            password=password,
            is_demo=True,
        )
        for name, role, organisation in invented.PEOPLE
    )


def _children(places: dict[str, Organisation], *, now: datetime) -> dict[str, str]:
    references = {}
    for one in invented.CHILDREN:
        placement = places[one.placement].reference if one.placement else ""
        child = children.NewChild(**{**vars(one.child), "placement": placement})
        by = duty_worker(places, one.authority)
        references[one.child.name] = children.register_child(child=child, by=by, now=now)
    return references


def _print_sign_ins() -> None:
    accounts = Account.objects.filter(is_demo=True).select_related("organisation")
    order = list(Role)
    rows = [("Role", "Name", "Organisation", "E-mail", "Password")]
    rows += [
        (access.ROLE_TITLES[Role(a.role)], a.name, a.organisation.name, a.email, invented.PASSWORD)
        for a in sorted(accounts, key=lambda a: (order.index(Role(a.role)), a.pk))
    ]
    if len(rows) == 1:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        say("  " + "  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())
