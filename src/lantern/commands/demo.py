"""Fill an empty demonstration with invented people, or print how to sign in as them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from lantern.accounts.models import Account, Organisation, Team
from lantern.actions import children, missing, police
from lantern.actions.missing import Report
from lantern.actions.organisations import keep_duty_numbers
from lantern.actions.police import PoliceCall, Risk
from lantern.commands import _invented as invented
from lantern.commands._steps import say
from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, RiskLevel
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
        fill(now=datetime.now(UTC))
        say(f"Invented {len(invented.PLACES)} organisations and {len(invented.CHILDREN)} children.")
    keep_duty_numbers()
    return 0


@transaction.atomic
def fill(*, now: datetime) -> None:
    """Invent the whole small world, or none of it."""
    places = _organisations()
    _accounts(places)
    references = _children(places, now=now - timedelta(days=2))
    _tonight(references, places, now=now)


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


def _duty_worker(places: dict[str, Organisation], authority: str) -> Actor:
    return Account.objects.get(role=Role.DUTY_WORKER.value, organisation=places[authority]).as_actor()


def _children(places: dict[str, Organisation], *, now: datetime) -> dict[str, str]:
    references = {}
    for one in invented.CHILDREN:
        placement = places[one.placement].reference if one.placement else ""
        child = children.NewChild(**{**vars(one.child), "placement": placement})
        by = _duty_worker(places, one.authority)
        references[one.child.name] = children.register_child(child=child, by=by, now=now)
    return references


def _tonight(references: dict[str, str], places: dict[str, Organisation], *, now: datetime) -> None:
    """Two children are missing, of one of whom the police have not been rung; a third came back."""
    by = _duty_worker(places, invented.NORTHMERE)
    _not_rung(references[invented.JUNIPER], by=by, now=now - timedelta(minutes=40))
    _rung(references[invented.AMAL], by=by, now=now - timedelta(hours=5))
    _came_back(references[invented.BRAM], by=by, now=now - timedelta(hours=11))


def _not_rung(child: str, *, by: Actor, now: datetime) -> None:
    missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=2, minutes=10)),
            noticed=When.moment(now - timedelta(minutes=30)),
            said_by="Cam Carerdemo",
            said_by_role="Carer on shift",
            contact="07700 900301",
            last_seen_where="The front room at Larkfield House",
            wearing="Green coat, white trainers",
            why_worried="Her telephone is off, and she took no coat money.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )


def _rung(child: str, *, by: Actor, now: datetime) -> None:
    reference = missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=3)),
            said_by="Night staff",
            said_by_role="Carer on shift",
            last_seen_where="Going up to his room at Larkfield House",
            wearing="Grey hooded top",
            why_worried="He arrived eleven days ago and was rung by somebody he would not name.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )
    called = now + timedelta(minutes=12)
    police.record_police_call(
        reference=reference,
        call=PoliceCall(
            called=When.moment(called),
            was_answered=True,
            log_number="DEMO-0417",
            handler="Handler 22",
            waited_minutes=9,
        ),
        seen_version=None,
        by=by,
        now=called + timedelta(minutes=4),
    )
    assessed = now + timedelta(hours=1)
    police.record_risk(
        reference=reference,
        risk=Risk(
            level=RiskLevel.HIGH,
            officer="Sergeant Demoton",
            assessed=When.moment(assessed),
            next_review_at=assessed + timedelta(hours=6),
            reasons="Recent arrival; possible contact by an exploiter.",
        ),
        seen_version=None,
        by=by,
        now=assessed + timedelta(minutes=2),
    )


def _came_back(child: str, *, by: Actor, now: datetime) -> None:
    reference = missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=1)),
            said_by="Foster carer",
            said_by_role="Carer",
            why_worried="Not back from football.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )
    rung = now + timedelta(minutes=10)
    police.record_police_call(
        reference=reference,
        call=PoliceCall(
            called=When.moment(rung), was_answered=True, log_number="DEMO-0398", handler="Handler 7"
        ),
        seen_version=None,
        by=by,
        now=rung,
    )
    back = now + timedelta(hours=9)
    missing.record_return(
        reference=reference,
        returned=When.moment(back),
        words="Walked in by himself. Well, and asleep now.",
        seen_version=None,
        by=by,
        now=back + timedelta(minutes=5),
    )


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
