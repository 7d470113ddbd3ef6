"""Whom an entry speaks of that an organisation was told: the clocks ask for the Home Office and a reviewing officer."""

from __future__ import annotations

from lantern.record.context import read_as
from lantern.record.models import Involvement, Telling, ToldWhom
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.roles import OrganisationKind


def told_whom(telling: Telling) -> ToldWhom:
    """Read off who the recipient of a telling is to the child now; a team stands for itself, and not for its house.

    Whoever answers by a link may not read who else has to do with the child: it is read for them.
    """
    child = telling.episode.child_id if telling.episode is not None else telling.child_id
    with read_as(SYSTEM):
        rows = Involvement.objects.filter(child=child, ended_at=None, organisation=telling.organisation_id)
        held = {
            capacity for capacity, team in rows.values_list("capacity", "team") if team == telling.team_id
        }
    is_immigration = telling.organisation.kind == OrganisationKind.IMMIGRATION.value
    return ToldWhom(
        home_office=is_immigration or Capacity.IMMIGRATION.value in held,
        reviewing_officer=Capacity.REVIEWING_OFFICER.value in held,
    )
