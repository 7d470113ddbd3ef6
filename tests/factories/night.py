"""One night: a child placed in another authority's area, and everybody who has to do with her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from lantern.accounts.models import Organisation, Team
from lantern.actions import missing
from lantern.policies.away import Away
from lantern.record.models import Child, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_child
from tests.factories.organisations import make_actor, make_organisation, make_team
from tests.factories.sight import invented

NOW = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)
SEEN = NOW - timedelta(hours=2, minutes=10)


def at(**later: float) -> datetime:
    """Give a moment so much after NOW."""
    return NOW + timedelta(**later)


@dataclass(frozen=True, kw_only=True)
class Night:
    """The organisations of one child's night, the child, and one signed-in actor for each place."""

    authority: Organisation
    team: Team
    host: Organisation
    force: Organisation
    home: Organisation
    child: Child
    desk: Actor  # the responsible authority's duty worker
    host_desk: Actor
    police: Actor
    carer: Actor

    def report(self, **known: Any) -> missing.Report:
        """Give what a caller knew; nothing but when last seen unless more is said."""
        known.setdefault("last_seen", When.moment(SEEN))
        return missing.Report(**known)

    def reported(self, *, now: datetime = NOW, by: Actor | None = None, **known: Any) -> str:
        """Report the child missing; gives the episode's reference."""
        return missing.report_missing(
            child=self.child.reference, report=self.report(**known), by=by or self.desk, now=now
        )


def made_sure(*, until: datetime | None = None) -> Away:
    """Give all that makes it sure that a child is out; to be made sure of again within the day after NOW."""
    return Away(
        how_known="She rang from there",
        address_verified_by="PC 1 Invented",
        adults_verified_by="Invented Worker",
        address="3 Invented Street",
        adults="Invented Aunt",
        check_again_at=until or at(hours=20),
    )


def make_night(**child_fields: Any) -> Night:
    """Make everybody of one night, strangers to those of any other."""
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    authority = make_organisation(police_force=force)
    host = make_organisation(police_force=force)
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=host)
    team = make_team(organisation=authority)
    child = make_child(
        responsible_authority=authority,
        responsible_team=team,
        host_authority=host,
        placement_provider=home,
        **child_fields,
    )
    return Night(
        authority=authority,
        team=team,
        host=host,
        force=force,
        home=home,
        child=child,
        desk=make_actor(role=Role.DUTY_WORKER, organisation=authority),
        host_desk=make_actor(role=Role.DUTY_WORKER, organisation=host),
        police=make_actor(role=Role.POLICE_DESK, organisation=force),
        carer=make_actor(role=Role.CARER, organisation=home),
    )


@invented
def episode_of(reference: str) -> MissingEpisode:
    """Read an episode's row as it stands now."""
    return MissingEpisode.objects.get(reference=reference)
