"""The authorities from which a notice can reach this one on paper only: nobody there signs in to Lantern."""

from __future__ import annotations

from datetime import datetime

from lantern.accounts.models import Account, Organisation
from lantern.queries.organisations import PlacementChoice, placements_for
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind


def placing_authorities(by: Actor) -> list[Organisation]:
    """Give the authorities, but the actor's own, in which nobody has an account that is in use."""
    users = Account.objects.filter(is_active=True).values("organisation_id")
    rows = Organisation.objects.filter(kind=OrganisationKind.LOCAL_AUTHORITY.value)
    return list(rows.exclude(pk=by.organisation_id or 0).exclude(pk__in=users).order_by("name", "pk"))


@reads
def choices(*, by: Actor, now: datetime) -> tuple[tuple[tuple[str, str], ...], tuple[PlacementChoice, ...]]:
    """Give the authorities to choose from, by reference and name, and the homes of the reader's own area."""
    found = tuple((row.reference, row.name) for row in placing_authorities(by))
    return found, tuple(each for each in placements_for(by=by, now=now) if each.is_own_area)
