"""A third force and another authority, let into one episode: by the database's clock, so the night is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lantern.accounts.models import Organisation
from lantern.actions import sharing
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_actor, make_organisation


@dataclass(frozen=True, kw_only=True)
class ThirdForce:
    """A night that is now, with a child reported an hour ago, and strangers who may be let in."""

    night: Night
    reference: str
    now: datetime
    force: Organisation
    officer: Actor
    authority: Organisation
    worker: Actor

    def let_in(
        self, organisation: Organisation | None = None, *, hours: float = 4, by: Actor | None = None
    ) -> None:
        """Let an organisation in, the third force unless more is said."""
        sharing.let_in(
            reference=self.reference,
            organisation=(organisation or self.force).reference,
            until=self.now + timedelta(hours=hours),
            reasons="Found by their patrol",
            seen_version=None,
            by=by or self.night.desk,
            now=self.now,
        )


def make_third_force() -> ThirdForce:
    """Make a night that is now, and report its child."""
    night, now = make_night(), datetime.now(UTC) - timedelta(seconds=30)
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    authority = make_organisation()
    earlier = now - timedelta(hours=1)
    return ThirdForce(
        night=night,
        reference=night.reported(now=earlier, last_seen=When.moment(earlier - timedelta(hours=1))),
        now=now,
        force=force,
        officer=make_actor(role=Role.POLICE_DESK, organisation=force),
        authority=authority,
        worker=make_actor(organisation=authority),
    )
