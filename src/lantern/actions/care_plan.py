"""What the care plan says under regulation 5(1)(f), and whom the child trusts and what they want from us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, written_by
from lantern.policies import care_plan as policy
from lantern.policies.missing import check_not_matched
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.models import CareStatusDetail, Child, ChildWish
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission

_SAID = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_KNOWN: "not known"}


@dataclass(frozen=True, kw_only=True)
class CareStatus:
    """What the care plan records: a victim of trafficking or maybe one; unaccompanied; on what basis; since when."""

    trafficking: Answer
    unaccompanied: Answer
    basis: str
    in_care_plan_on: date


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Whom the child trusts, and what the child wants from us, in the child's own words."""

    trusts: str
    is_to_the_child: str
    reach: str
    wants: str
    said_on: date
    said_to: str


@acts
def record_status(*, child: str, status: CareStatus, by: Actor, now: datetime) -> str:
    """Record what the care plan says under regulation 5(1)(f) (SI 2010/959); what it said before is kept."""
    row = _taken(child, Permission.DECIDE_CONCERN, by=by)
    policy.check_status(basis=status.basis, on=status.in_care_plan_on, today=day_of(now))
    events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When(on=status.in_care_plan_on),
        words=(
            f"Regulation 5(1)(f). A victim of trafficking, or reason to believe so: {_SAID[status.trafficking]}. "
            f"Unaccompanied asylum-seeking child: {_SAID[status.unaccompanied]}. {status.basis.strip()}"
        ),
        detail=CareStatusDetail(
            trafficking=status.trafficking.value,
            unaccompanied=status.unaccompanied.value,
            basis=status.basis.strip(),
            in_care_plan_on=status.in_care_plan_on,
        ),
        by=by,
        now=now,
    )
    audit(action="care_plan.record_status", about=child, by=by, now=now)
    return child


@acts
def record_wish(*, child: str, wish: Wish, by: Actor, now: datetime) -> str:
    """Record whom the child trusts and what they want from us; what they said before is kept."""
    row = _taken(child, Permission.WRITE_PLAN, by=by)
    policy.check_wish(
        trusts=wish.trusts, wants=wish.wants, said_to=wish.said_to, said_on=wish.said_on, today=day_of(now)
    )
    words = {
        name: getattr(wish, name).strip()
        for name in ("trusts", "is_to_the_child", "reach", "wants", "said_to")
    }
    events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When(on=wish.said_on),
        words="Whom the child trusts, and what the child wants from us, was written down.",
        detail=ChildWish(
            child=row,
            **words,
            said_on=wish.said_on,
            **written_by(by=by, now=now),
        ),
        by=by,
        now=now,
    )
    audit(action="care_plan.record_wish", about=child, by=by, now=now)
    return child


def _taken(child: str, permission: Permission, *, by: Actor) -> Child:
    row = lock_child(reference=child, by=by)
    require(permission=permission, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    return row
