"""Three children of one home, each looked after by another authority, who may go missing together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from lantern.accounts.models import Organisation
from lantern.actions.missing import Report
from lantern.actions.several import OwnFacts, report_several
from lantern.record.models import Child
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_child
from tests.factories.night import NOW
from tests.factories.organisations import make_actor, make_organisation

SEEN = When.moment(NOW - timedelta(hours=2))


@dataclass(frozen=True, kw_only=True)
class Companions:
    """The home, the force, three authorities with a desk each, and a child of each."""

    home: Organisation
    host: Organisation
    force: Organisation
    children: tuple[Child, ...]
    desks: tuple[Actor, ...]
    host_desk: Actor
    carer: Actor
    police: Actor

    @property
    def references(self) -> list[str]:
        return [child.reference for child in self.children]

    def report_all(self, *, by: Actor | None = None, own: dict[str, OwnFacts] | None = None) -> str:
        """Report all three at NOW; gives the first one's episode."""
        return report_several(
            children=self.references,
            report=Report(last_seen=SEEN),
            own=own or {},
            by=by or self.carer,
            now=NOW,
        )


def make_companions() -> Companions:
    """Make everybody of one home of three children, strangers to those of any other."""
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    host = make_organisation(police_force=force)
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=host)
    authorities = [make_organisation(police_force=force) for _ in range(3)]
    children = tuple(
        make_child(
            responsible_authority=authority,
            host_authority=host,
            placement_provider=home,
            name=f"Testa {word}",
        )
        for authority, word in zip(authorities, ("Onely", "Twoly", "Threely"), strict=True)
    )
    return Companions(
        home=home,
        host=host,
        force=force,
        children=children,
        desks=tuple(make_actor(role=Role.DUTY_WORKER, organisation=authority) for authority in authorities),
        host_desk=make_actor(role=Role.DUTY_WORKER, organisation=host),
        carer=make_actor(role=Role.CARER, organisation=home),
        police=make_actor(role=Role.POLICE_DESK, organisation=force),
    )
