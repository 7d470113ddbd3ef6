"""What other pages say of the going-missing plan: the child's page, the episode's page, and the call sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies import plans as policy
from lantern.queries.plan_versions import (
    Withdrawn,
    in_force_among,
    struck_of,
    versions_of,
    withdrawn_of,
)
from lantern.queries.plans import Holding, Wish, holding_of, steps_of, wish_of
from lantern.queries.seeing import episodes_visible_to, may, reads, visible_to
from lantern.record.context import hand_on
from lantern.record.models import Child, EpisodePlan, GoingMissingPlan
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class PlanBrief:
    """What the child's page says of the plan. `number` 0: no plan was written."""

    number: int
    owner: str
    review_on: date | None
    is_review_due: bool
    recorded_at: datetime | None
    holding: Holding | None
    wish: Wish | None
    withdrawn: int = 0  # the number of the newest version, where that was withdrawn


@dataclass(frozen=True, kw_only=True)
class FrozenPlan:
    """The version that was in force when an episode opened. `number` 0: no plan was written."""

    number: int
    recorded_at: datetime | None = None
    by_name: str = ""
    owner: str = ""
    newest: int = 0
    steps: tuple[tuple[str, str], ...] = ()
    child: str = ""  # the child's reference; empty where this reader may not see the plan
    is_hidden: bool = False
    withdrawn: Withdrawn | None = None  # since the episode opened, or it was in error all along


def plan_brief_of(child: Child, *, by: Actor, now: datetime) -> PlanBrief | None:
    """Give what the child's page says of the plan of a child whom this reader was found to see; else None."""
    return _brief(child, by=by, now=now) if may(permission=Permission.SEE_PLAN, row=child, by=by) else None


def _brief(child: Child, *, by: Actor, now: datetime) -> PlanBrief:
    with hand_on(child_id=child.pk):
        versions, wish = versions_of(child), wish_of(child)
        plan = in_force_among(versions, struck_of(child)) if versions else None
        holding = holding_of(child, plan, by=by)
    withdrawn = versions[0].number if versions and versions[0] is not plan else 0
    if plan is None:
        return PlanBrief(
            number=0,
            owner="",
            review_on=None,
            is_review_due=False,
            recorded_at=None,
            holding=None,
            wish=wish,
            withdrawn=withdrawn,
        )
    return PlanBrief(
        number=plan.number,
        owner=plan.owner,
        review_on=plan.review_on,
        is_review_due=policy.is_review_due(review_on=plan.review_on, today=day_of(now)),
        recorded_at=plan.recorded_at,
        holding=holding,
        wish=wish,
        withdrawn=withdrawn,
    )


@reads
def frozen(*, reference: str, by: Actor, now: datetime) -> FrozenPlan:
    """Give the version that was in force when an episode opened, as this reader may see it."""
    episode = episodes_visible_to(by).filter(reference=reference).first()
    link = EpisodePlan.objects.filter(episode=episode).first() if episode else None
    if episode is None or link is None:
        return FrozenPlan(number=0)
    child = visible_to(by).filter(pk=episode.child_id).first()
    row = GoingMissingPlan.objects.filter(pk=link.plan_id).first()
    if child is None or row is None:
        return FrozenPlan(number=0, is_hidden=True)
    struck = struck_of(child)
    newest = in_force_among(versions_of(child), struck)
    return FrozenPlan(
        number=row.number,
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        owner=row.owner,
        newest=newest.number if newest else 0,
        steps=steps_of(row),
        child=child.reference,
        withdrawn=withdrawn_of(row, struck, child=child, by=by),
    )
