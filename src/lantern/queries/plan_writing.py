"""What somebody has before them who writes a new version of a child's plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.policies import plans as policy
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.photographs import photographs_of
from lantern.queries.placements import lives_of
from lantern.queries.plan_versions import in_force_of
from lantern.queries.plans import PlanRelative, Version, people_now, version_of
from lantern.queries.seeing import reads, require
from lantern.queries.values import PhotographLine
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class PlanBeingWritten:
    """The version to begin from, and what is on the record already and so is not typed again."""

    child: str
    name: str
    languages: str
    lives_at: str
    version: Version | None
    photographs: tuple[PhotographLine, ...]
    people: tuple[PlanRelative, ...]
    why_not: str

    @property
    def newest(self) -> int:
        """Give the number of the version in force; 0 where there is none."""
        return self.version.number if self.version else 0


@reads
def being_written(*, child: str, by: Actor, now: datetime) -> PlanBeingWritten:
    """Give what a new version begins from, to who may write one."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.WRITE_PLAN, row=row, by=by)
    plan = in_force_of(row)
    return PlanBeingWritten(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        languages=row.languages,
        lives_at=row.placement_provider.name if row.placement_provider else "",
        version=version_of(plan, now=now) if plan else None,
        photographs=photographs_of(child=row, by=by).lines or (),
        people=people_now(row, since=plan),
        why_not=policy.why_not_planned(lives_of(row, now=now)),
    )
