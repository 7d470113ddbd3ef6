"""Whom an entry speaks of that an organisation was told: the clocks ask for the Home Office and a reviewing officer."""

from __future__ import annotations

from lantern.record.context import read_as
from lantern.record.models import Involvement, Telling, ToldWhom
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.roles import OrganisationKind, Relation
from lantern.vocabulary.tellings import TellingAbout

_NEWS = {each.value for each in (TellingAbout.MISSING, TellingAbout.LOCATED, TellingAbout.RETURNED)}


def told_whom(telling: Telling) -> ToldWhom:
    """Read off who the recipient of a telling is to the child now; a team stands for itself, and not for its house.

    Whoever answers by a link may not read who else has to do with the child: it is read for them. Who answers that
    it is another child, that something is owed or that an interview is asked of them was told no news of the child.
    """
    if telling.about not in _NEWS:
        return ToldWhom(home_office=False, reviewing_officer=False)
    child = telling.episode.child_id if telling.episode is not None else telling.child_id
    with read_as(SYSTEM):
        rows = Involvement.objects.filter(child=child, ended_at=None, organisation=telling.organisation_id)
        held = {
            capacity for capacity, team in rows.values_list("capacity", "team") if team == telling.team_id
        }
    # The desk of the authority itself is not its reviewing officer, whom it stores without a team.
    is_the_desk = telling.relation == Relation.RESPONSIBLE.value and telling.team_id is None
    is_immigration = telling.organisation.kind == OrganisationKind.IMMIGRATION.value
    return ToldWhom(
        home_office=is_immigration or Capacity.IMMIGRATION.value in held,
        reviewing_officer=Capacity.REVIEWING_OFFICER.value in held and not is_the_desk,
    )
