"""A home's tablet: enrolled once by its manager, and used by whoever has a PIN for the shift, under their own name.

What is shown once (a code, a PIN) is made by the door and handed in; only its hash is kept, and no answer holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password

from lantern.accounts.models import Account, ShiftPin, Tablet
from lantern.accounts.organisations import new_reference
from lantern.actions.acting import acts, audit
from lantern.actions.notices import hash_of
from lantern.policies import tablets as policy
from lantern.queries.tablets import home_kept
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role

ENROL, TURN = "tablets.enrol_device", "tablets.begin_turn"
_NOT_RIGHT = (
    "The name and the PIN do not fit. Nobody was signed in. Check the PIN and try again: after 5 wrong tries it is "
    "locked, and the manager gives another."
)
_LOCKED = (
    "This PIN is locked after 5 wrong tries. Nobody was signed in. Ask the manager for another. "
    "If a child is missing, ring the duty team and the police now."
)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Somebody's turn on a tablet: whose account signs in, and which PIN names them."""

    account: int
    tablet: int
    pin: int
    until_at: datetime


# What the manager does --------------------------------------------------------------------------------------


@acts
def add_tablet(*, home: str, name: str, code: str, by: Actor, now: datetime) -> int:
    """Make room for a tablet of a home, to be enrolled with this code within ten minutes; gives its number."""
    organisation = home_kept(reference=home, by=by)
    name = name.strip()
    if not name:
        raise Refused("Say which tablet it is, such as kitchen.", field="tablet")
    if Tablet.objects.filter(organisation=organisation, name=name, withdrawn_at=None).exists():
        raise Refused(
            "There is a tablet of this name already. Withdraw it first, or choose another name.",
            field="tablet",
        )
    account = Account.objects.open_account(
        email=f"tablet-{new_reference().lower()}@tablet.invalid",
        password=None,
        name=f"{organisation.name}, {name}"[:200],
        role=Role.CARER.value,
        organisation=organisation,
    )
    row = Tablet.objects.create(
        organisation=organisation,
        name=name,
        account=account,
        enrolment_hash=hash_of(policy.code_as_kept(code)),
        enrolment_expires_at=now + policy.CODE_LASTS,
    )
    audit(action="tablets.add_tablet", about=str(row.pk), by=by, now=now)
    return row.pk


@acts
def withdraw_tablet(*, tablet: int, by: Actor, now: datetime) -> int:
    """Withdraw a tablet: whoever is signed in there is signed out at their next press."""
    row = Tablet.objects.select_for_update(of=("self",)).select_related("organisation", "account")
    found = row.filter(pk=tablet, withdrawn_at=None).first()
    if found is None:
        raise NotFound("There is no such tablet. Open the page again.")
    home_kept(reference=found.organisation.reference, by=by)
    found.withdrawn_at, found.enrolment_hash, found.token_hash = now, None, None
    found.save(update_fields=["withdrawn_at", "enrolment_hash", "token_hash"])
    found.account.is_active = False
    found.account.save(update_fields=["is_active"])
    audit(action="tablets.withdraw_tablet", about=str(tablet), by=by, now=now)
    return tablet


@acts
def give_pin(
    *, home: str, name: str, from_at: datetime, until_at: datetime, pin: str, by: Actor, now: datetime
) -> int:
    """Give a worker a PIN for one shift; an earlier one of the same name ends with it. Gives its number."""
    organisation = home_kept(reference=home, by=by)
    name = name.strip()
    if not name:
        raise Refused("Type the worker's name, as it is to stand under what they record.", field="worker")
    _check_shift(from_at, until_at, now=now)
    earlier = ShiftPin.objects.filter(organisation=organisation, name__iexact=name, withdrawn_at=None)
    earlier.update(withdrawn_at=now)
    row = ShiftPin.objects.create(
        organisation=organisation,
        name=name,
        pin_hash=make_password(pin),
        from_at=from_at,
        until_at=until_at,
        given_by_id=by.account_id,
    )
    audit(action="tablets.give_pin", about=str(row.pk), by=by, now=now)
    return row.pk


def _check_shift(from_at: datetime, until_at: datetime, *, now: datetime) -> None:
    if until_at <= from_at:
        raise Refused("The shift must end after it begins.", field="until_at")
    if until_at <= now:
        raise Refused("This shift is over already. Check the day and the time.", field="until_at")
    if until_at - from_at > policy.LONGEST_SHIFT:
        hours = policy.LONGEST_SHIFT // timedelta(hours=1)
        raise Refused(
            f"A PIN is for one shift of {hours} hours at most. Give another for the next.", field="until_at"
        )


@acts
def withdraw_pin(*, pin: int, by: Actor, now: datetime) -> int:
    """Withdraw a worker's PIN now: whoever is signed in with it is signed out at their next press."""
    found = ShiftPin.objects.select_for_update(of=("self",)).select_related("organisation")
    row = found.filter(pk=pin, withdrawn_at=None).first()
    if row is None:
        raise NotFound("There is no such PIN. Open the page again.")
    home_kept(reference=row.organisation.reference, by=by)
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    audit(action="tablets.withdraw_pin", about=str(pin), by=by, now=now)
    return pin


# What happens on the tablet ---------------------------------------------------------------------------------


@acts
def enrol_device(*, code: str, token: str, by: Actor, now: datetime) -> bool:
    """Bind the device that typed this code to the home, by the token it keeps. A code works once.

    Gives False for a wrong code, which is audited; refuses for a while after many.
    """
    since = now - policy.WRONG_CODES_WITHIN
    wrong = AuditEntry.objects.filter(action=ENROL, outcome="refused", at__gte=since).count()
    if wrong >= policy.MOST_WRONG_CODES:
        raise Refused(
            "Too many wrong codes were typed. Wait ten minutes, then ask for a new code.", field="code"
        )
    row = (
        Tablet.objects.select_for_update(of=("self",))
        .filter(
            enrolment_hash=hash_of(policy.code_as_kept(code)),
            enrolment_expires_at__gt=now,
            withdrawn_at=None,
        )
        .first()
    )
    if row is None:
        audit(action=ENROL, about="", outcome="refused", by=by, now=now)
        return False
    row.enrolment_hash, row.token_hash, row.enrolled_at = None, hash_of(token), now
    row.save(update_fields=["enrolment_hash", "token_hash", "enrolled_at"])
    audit(action=ENROL, about=str(row.pk), by=by, now=now)
    return True


@acts
def begin_turn(*, token: str, pin_number: int, pin: str, by: Actor, now: datetime) -> Turn | str:
    """Begin a worker's turn on a tablet; words where the PIN is not right. Every try is counted and audited."""
    tablet = (
        Tablet.objects.select_related("account")
        .filter(token_hash=hash_of(token), withdrawn_at=None, account__is_active=True)
        .first()
    )
    if tablet is None:
        raise NotPermitted("This tablet is not enrolled any more. Ask the manager for a code.")
    at_the_tablet = tablet.account.as_actor()
    row = (
        ShiftPin.objects.select_for_update(of=("self",))
        .filter(
            pk=pin_number,
            organisation=tablet.organisation_id,
            withdrawn_at=None,
            from_at__lte=now,
            until_at__gt=now,
        )
        .first()
    )
    if row is not None and row.wrong_tries < policy.MOST_WRONG_TRIES and check_password(pin, row.pin_hash):
        row.wrong_tries = 0
        row.save(update_fields=["wrong_tries"])
        audit(action=TURN, about=str(row.pk), by=at_the_tablet, now=now)
        return Turn(account=tablet.account_id, tablet=tablet.pk, pin=row.pk, until_at=row.until_at)
    if row is not None and row.wrong_tries < policy.MOST_WRONG_TRIES:
        row.wrong_tries += 1
        row.save(update_fields=["wrong_tries"])
    audit(action=TURN, about=str(row.pk) if row else "", outcome="refused", by=at_the_tablet, now=now)
    return _LOCKED if row is not None and row.wrong_tries >= policy.MOST_WRONG_TRIES else _NOT_RIGHT
