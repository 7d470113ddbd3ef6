"""The address of one's own calendar: made, and withdrawn at once. Only where devices are managed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from lantern.accounts.models import Tablet
from lantern.actions.acting import acts, audit
from lantern.actions.notices import hash_of
from lantern.policies import access
from lantern.record.models import CalendarAddress
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission


@acts
def make_address(*, token: str, by: Actor, now: datetime) -> str:
    """Make the address of one's own calendar; an earlier one leads nowhere from then on.

    The token is made by the door and shown once; its hash alone is kept.
    """
    account = _account(by)
    if not settings.DEVICES_ARE_MANAGED:
        raise Refused(
            "Calendars are off here: nobody has said that the devices they would stand on are managed. Nothing was "
            "made. Ask whoever runs this installation."
        )
    _withdraw(by, now=now)
    CalendarAddress.objects.create(account_id=account, token_hash=hash_of(token), made_at=now)
    audit(action="calendars.make_address", about=str(account), by=by, now=now)
    return str(account)


@acts
def withdraw_address(*, by: Actor, now: datetime) -> str:
    """Withdraw one's own address: the calendar that asks for it is told that there is nothing."""
    account = _account(by)
    if not _withdraw(by, now=now):
        raise Refused("You have no calendar's address. Nothing was changed.")
    audit(action="calendars.withdraw_address", about=str(account), by=by, now=now)
    return str(account)


def _withdraw(by: Actor, *, now: datetime) -> int:
    rows = CalendarAddress.objects.select_for_update().filter(account=by.account_id, withdrawn_at=None)
    return rows.update(withdrawn_at=now)


def _account(by: Actor) -> int:
    """Give whose calendar it is; refuse whoever has no account of their own: a home's tablet is many people's."""
    on_a_tablet = Tablet.objects.filter(account=by.account_id or 0).exists()
    may = access.may(role=by.role, relation=None, permission=Permission.SEE_BOARD)
    if by.account_id is None or on_a_tablet or not may:
        raise NotPermitted("A calendar is for somebody who signs in with an account of their own.")
    return by.account_id
