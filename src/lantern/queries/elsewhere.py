"""Which other authorities know a child of such a name, and on which number their duty desk is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lantern.accounts.models import Organisation
from lantern.policies import finding as policy
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.names import name_key

MOST_AUTHORITIES = 5
LONGEST_KEY = 300  # as long as a folded name is kept


@dataclass(frozen=True, kw_only=True)
class KnownTo:
    """One authority that knows a child of the name or number that was typed, and whom to ring there."""

    authority: str
    telephone: str
    is_alike: bool  # the name only sounds like what was typed


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """What is said to who searched: the authorities, or that no more is looked up for a while."""

    known_to: tuple[KnownTo, ...] = ()
    there_may_be_more: bool = False
    is_spent: bool = False


def known_elsewhere(*, wanted: str) -> Elsewhere:
    """Give who knows a child of this whole name or number whom the reader may not see. Called by the action."""
    key, number = name_key(wanted)[:LONGEST_KEY], wanted.strip().lower()[:LONGEST_KEY]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT authority, is_alike FROM lantern_known_elsewhere(%s, %s, %s)",
            [key, number, MOST_AUTHORITIES + 1],
        )
        alike = dict(cursor.fetchall())
    rows = Organisation.objects.filter(pk__in=list(alike)[:MOST_AUTHORITIES]).order_by("name")
    return Elsewhere(
        known_to=tuple(
            KnownTo(
                authority=row.name,
                telephone=row.out_of_hours_telephone or row.switchboard,
                is_alike=alike[row.pk],
            )
            for row in rows
        ),
        there_may_be_more=len(alike) > MOST_AUTHORITIES,
    )


def shown_lately(*, action: str, by: Actor, now: datetime) -> int:
    """Count how often this account was shown such an answer within the hour before `now`."""
    since = now - policy.WITHIN
    return AuditEntry.objects.filter(action=action, account_id=by.account_id, at__gte=since).count()
