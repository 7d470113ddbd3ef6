"""The organisations that invented children live among. In a demonstration only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from lantern.accounts.models import Organisation
from lantern.actions.acting import acts, audit
from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organisation by its name; force and area by theirs, which come earlier in the list."""

    name: str
    kind: OrganisationKind
    police_force: str = ""
    area_authority: str = ""
    telephone: str = ""
    email: str = ""
    team: str = ""


@acts
def lay_out(*, places: Sequence[Place], by: Actor, now: datetime) -> dict[str, int]:
    """Make each organisation that is not there yet, and give the numbers of all by name."""
    if not access.may(role=by.role, relation=None, permission=Permission.SIMULATE):
        raise NotPermitted("Only the simulator may invent organisations.")
    if not settings.IS_DEMO:
        raise Refused("This is a live installation. Invented organisations belong in a demonstration only.")
    ids: dict[str, int] = {}
    for place in places:
        made, is_new = Organisation.objects.get_or_create(
            name=place.name,
            defaults={
                "kind": place.kind.value,
                "police_force_id": ids.get(place.police_force),
                "area_authority_id": ids.get(place.area_authority),
                "switchboard": place.telephone,
                "out_of_hours_telephone": place.telephone,
                "email": place.email,
            },
        )
        if is_new and place.team:
            made.teams.create(name=place.team, out_of_hours_telephone=place.telephone, email=place.email)
        ids[place.name] = made.pk
    audit(action="bulk_places.lay_out", about=f"{len(places)} organisations", by=by, now=now)
    return ids
