"""Whom an entry speaks of that an organisation was told: the Home Office, a reviewing officer, police, an authority."""

from __future__ import annotations

from lantern.record.context import read_as
from lantern.record.models import Involvement, Telling, ToldWhom
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.roles import OrganisationKind, Relation
from lantern.vocabulary.tellings import TellingAbout

_OVER = {each.value for each in (TellingAbout.LOCATED, TellingAbout.RETURNED)}
_NEWS = _OVER | {TellingAbout.MISSING.value}


def told_whom(telling: Telling) -> ToldWhom:
    """Read off who the recipient of a telling is to the child now; a team stands for itself, and not for its house.

    Whoever answers by a link may not read who else has to do with the child: it is read for them. Who answers that
    it is another child, that something is owed or that an interview is asked of them was told no news of the child.
    """
    if telling.about not in _NEWS:
        return _whom()
    held = _held(telling)
    # The desk of the authority itself is not its reviewing officer, whom it stores without a team.
    is_the_desk = telling.relation == Relation.RESPONSIBLE.value and telling.team_id is None
    is_officer = Capacity.REVIEWING_OFFICER.value in held and not is_the_desk
    kind = telling.organisation.kind
    return _whom(
        home_office=kind == OrganisationKind.IMMIGRATION.value or Capacity.IMMIGRATION.value in held,
        reviewing_officer=is_officer,
        police=kind == OrganisationKind.POLICE_FORCE.value,
        # Any other desk of an authority's house is the authority; its reviewing officer stands apart from it.
        responsible_authority=_is(telling, Relation.RESPONSIBLE) and not is_officer,
        host_authority=_is(telling, Relation.HOST) and not is_officer,
        is_over=telling.about in _OVER,
    )


def _held(telling: Telling) -> set[str]:
    """Give in which capacities the recipient has to do with the child."""
    child = telling.episode.child_id if telling.episode is not None else telling.child_id
    with read_as(SYSTEM):
        rows = Involvement.objects.filter(child=child, ended_at=None, organisation=telling.organisation_id)
        return {
            capacity for capacity, team in rows.values_list("capacity", "team") if team == telling.team_id
        }


def _is(telling: Telling, relation: Relation) -> bool:
    """Say whether the recipient is this authority, by what it was told as or by what the episode says it is."""
    key = getattr(telling.episode, f"{relation.value}_authority_id", None)
    return telling.relation == relation.value or key == telling.organisation_id


def police_told(*, is_over: bool) -> ToldWhom:
    """Give the same of a call to the police; `is_over`: made once the child was found or back."""
    return _whom(police=True, is_over=is_over)


def no_news() -> ToldWhom:
    """Give the same of an answer that is no news of the child being missing, found or back: it tells none of these."""
    return _whom()


def _whom(**said: bool) -> ToldWhom:
    nobody = dict.fromkeys(
        ("home_office", "reviewing_officer", "police", "responsible_authority", "host_authority", "is_over"),
        False,
    )
    return ToldWhom(**{**nobody, **said})
