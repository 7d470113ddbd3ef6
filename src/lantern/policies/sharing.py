"""How long another organisation may be let into one episode, and which kinds may be at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.policies.access import RELATION_BELONGS_TO
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Relation

LONGEST = timedelta(days=14)
OFFERED = (timedelta(hours=4), timedelta(hours=12), timedelta(hours=24), timedelta(days=3))
MAY_BE_LET_IN = RELATION_BELONGS_TO[Relation.GIVEN]


class NotSoLong(Refused):
    """The time at which an access ends is past, or too far off."""


class NotToBeLetIn(Refused):
    """This organisation cannot be let into this episode."""


def check_until(*, until: datetime, now: datetime) -> None:
    """Refuse, with NotSoLong, an end that is past, or more than 14 days off (both moments in UTC)."""
    if until <= now:
        raise NotSoLong("Enter a time that is still to come. Nobody was let in.", field="until")
    if until > now + LONGEST:
        raise NotSoLong(
            "Nobody is let in for more than 14 days at once. Nobody was let in. Choose less, and extend it "
            "before it ends if it is still needed.",
            field="until",
        )


def check_reasons(reasons: str) -> None:
    """Refuse to let anybody in without saying why."""
    if not reasons.strip():
        raise Refused("Enter why they need it.", field="reasons")


def check_may_be_let_in(*, kind: OrganisationKind, sees_already: bool) -> None:
    """Refuse, with NotToBeLetIn, whoever is no authority and no force, or sees the episode by its own relation."""
    if kind not in MAY_BE_LET_IN:
        raise NotToBeLetIn("Only a police force or a local authority can be let in. Nobody was let in.")
    if sees_already:
        raise NotToBeLetIn(
            "This organisation sees this episode already: it looks after the child, the child lives in its "
            "area, or the report was made to it. Nobody was let in."
        )
