"""The homes and services a child may live in, for whoever puts a child on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Relation


@dataclass(frozen=True, kw_only=True)
class PlacementChoice:
    """A home or service to choose, with the authority in whose area it stands."""

    reference: str
    name: str
    area: str
    is_own_area: bool

    @property
    def words(self) -> str:
        """Its name, and its area where that is another authority's."""
        return self.name if self.is_own_area or not self.area else f"{self.name} ({self.area})"


@reads
def placements_for(*, by: Actor, now: datetime) -> tuple[PlacementChoice, ...]:
    """Give the homes and services a child may live in: those of the reader's own area first, then by name."""
    kinds = [kind.value for kind in access.RELATION_BELONGS_TO[Relation.PLACEMENT]]
    rows = Organisation.objects.filter(kind__in=kinds).select_related("area_authority").order_by("name", "pk")
    choices = [
        PlacementChoice(
            reference=row.reference,
            name=row.name,
            area=row.area_authority.name if row.area_authority else "",
            is_own_area=by.organisation_id is not None and row.area_authority_id == by.organisation_id,
        )
        for row in rows
    ]
    return tuple(sorted(choices, key=lambda choice: not choice.is_own_area))
