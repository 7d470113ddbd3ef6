"""Which children are late now, and whether being late may be waited out for a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet

from lantern.policies import lateness as policy
from lantern.procedures import waiting
from lantern.queries.care_status import statuses_of
from lantern.queries.children import age_of, display_names
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, reads, require, visible_to
from lantern.record.context import hand_on, read_as
from lantern.record.models import Child, Lateness, MissingEpisode, ReturnPlan, UnaccompaniedPeriod
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.involved import LatenessState
from lantern.vocabulary.roles import Permission

MOST_BEFORE = 20


@dataclass(frozen=True, kw_only=True)
class LateLine:
    """One child who is late: since when, and when they are reported missing. All moments in UTC."""

    reference: str
    child_reference: str
    name: str
    age: int | None
    lives_at: str
    responsible_authority: str
    expected_at: datetime
    trigger_at: datetime
    last_seen_at: datetime
    recorded_at: datetime
    by_name: str
    words: str
    may_record: bool  # this reader may say that the child is back
    may_report: bool


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """What is agreed for a child, by whom and when."""

    may_be_late: bool
    minutes: int | None
    trafficking_concern: Answer
    words: str
    by_name: str
    recorded_at: datetime
    usual_time: time | None = None  # when the child is usually expected back, on London's clocks


@dataclass(frozen=True, kw_only=True)
class LateBefore:
    """One time that a child was late and is no more: back or missing, when, and who said so."""

    expected_at: datetime
    ended_at: datetime
    ended_by: str
    became_missing: bool


@dataclass(frozen=True, kw_only=True)
class LateOffer:
    """Whether this child's being late may be waited out. `why_not` is empty where it may."""

    child_reference: str
    name: str
    age: int | None
    why_not: str
    plan: PlanLine | None
    running: LateLine | None
    is_missing: bool
    may_record: bool
    may_agree: bool
    may_report: bool
    longest: int  # minutes, the most that a plan may say
    youngest: int
    before: tuple[LateBefore, ...] = ()  # the newest
    before_total: int = 0


def plan_of(child: Child) -> ReturnPlan | None:
    """Give the plan in force: the newest."""
    return ReturnPlan.objects.filter(child=child).order_by("-recorded_at", "-pk").first()


def agreed(row: ReturnPlan | None) -> policy.Plan | None:
    """Give what was agreed as the policy takes it."""
    if row is None:
        return None
    concern = Answer(row.trafficking_concern)
    return policy.Plan(may_be_late=row.may_be_late, minutes=row.minutes, trafficking_concern=concern)


def facts_of(child: Child, *, now: datetime) -> policy.Facts:
    """Give what the policy asks about a child; called where the reader was let see this child whole."""
    period = UnaccompaniedPeriod.objects.filter(child=child).first()
    ceased = period.ceased_on if period else None
    with read_as(SYSTEM):  # the episode may have been opened from a placement that this actor's is not
        is_missing = MissingEpisode.objects.filter(child=child, returned_on=None, is_void=False).exists()
    said = next(
        iter(statuses_of(child)), None
    )  # what the care plan says last; it only ever adds a reason not to wait
    returned = period is not None and (ceased is None or ceased > day_of(now))
    return policy.Facts(
        born=None if child.is_unidentified else child.date_of_birth,
        is_unaccompanied=returned or (said is not None and said.unaccompanied is Answer.YES),
        is_concern_in_care_plan=said is not None and said.trafficking is Answer.YES,
        is_missing=is_missing,
        youngest=waiting.in_force().youngest,
    )


@reads
def late_now(*, by: Actor, now: datetime) -> tuple[LateLine, ...]:
    """Give the late children whose name this reader may see, the next to be reported first."""
    return lines_of(by=by, now=now)


def lines_of(*, by: Actor, now: datetime, children: list[int] | None = None) -> tuple[LateLine, ...]:
    """Give the late among the children this reader sees, inside a query's transaction."""
    rows = Lateness.objects.filter(state=LatenessState.LATE.value, child__in=visible_to(by))
    if children is not None:
        rows = rows.filter(child__in=children)
    related = ("child__responsible_authority", "child__placement_provider")
    found = list(rows.select_related("child", *related).order_by("trigger_at", "pk"))
    names = display_names([row.child_id for row in found])
    return tuple(_line(row, names[row.child_id], by=by, now=now) for row in found)


def _line(row: Lateness, name: str, *, by: Actor, now: datetime) -> LateLine:
    child = row.child
    return LateLine(
        reference=row.reference,
        child_reference=child.reference,
        name=name,
        age=age_of(child, day_of(now)),
        lives_at=child.placement_provider.name if child.placement_provider else "",
        responsible_authority=child.responsible_authority.name,
        expected_at=row.expected_at,
        trigger_at=row.trigger_at,
        last_seen_at=row.last_seen_at,
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        words=row.words,
        may_record=may(permission=Permission.RECORD_LATE, row=child, by=by),
        may_report=may(permission=Permission.REPORT_MISSING, row=child, by=by),
    )


@reads
def late_offer(*, child: str, permission: Permission, by: Actor, now: datetime) -> LateOffer:
    """Say whether being late may be waited out for this child, to somebody who holds this permission for them."""
    found = find_child(reference=child, by=by)
    require(permission=permission, row=found, by=by)
    row = plan_of(found)
    running = lines_of(by=by, now=now, children=[found.pk])
    with hand_on(child_id=found.pk):
        facts = facts_of(found, now=now)
    plan = plan_line(row) if row else None
    return LateOffer(
        child_reference=found.reference,
        name=display_names([found.pk])[found.pk],
        age=age_of(found, day_of(now)),
        why_not=policy.why_not(plan=agreed(row), facts=facts, today=day_of(now)),
        plan=plan,
        running=running[0] if running else None,
        is_missing=facts.is_missing,
        may_record=may(permission=Permission.RECORD_LATE, row=found, by=by),
        may_agree=may(permission=Permission.AGREE_RETURN_PLAN, row=found, by=by),
        may_report=may(permission=Permission.REPORT_MISSING, row=found, by=by),
        longest=int(waiting.in_force().longest.total_seconds()) // 60,
        youngest=facts.youngest,
        before=_before(found),
        before_total=_ended(found).count(),
    )


def _ended(child: Child) -> QuerySet[Lateness]:
    return Lateness.objects.filter(child=child, ended_at__isnull=False)


def _before(child: Child) -> tuple[LateBefore, ...]:
    rows = _ended(child).order_by("-ended_at", "-pk")
    return tuple(
        LateBefore(
            expected_at=row.expected_at,
            ended_at=row.ended_at,
            ended_by=row.ended_by_name,
            became_missing=row.state == LatenessState.MISSING.value,
        )
        for row in rows[:MOST_BEFORE]
        if row.ended_at
    )


def plan_line(row: ReturnPlan) -> PlanLine:
    """Give what was agreed, by whom and when."""
    return PlanLine(
        may_be_late=row.may_be_late,
        minutes=row.minutes,
        trafficking_concern=Answer(row.trafficking_concern),
        words=row.words,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
        usual_time=row.usual_time,
    )
