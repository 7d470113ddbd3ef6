"""Late is not yet missing: what was agreed for the child, the clock, and its end: back, or missing.

Every one of these takes the child first, as a report does, so that being back and becoming missing cannot both win.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, time

from lantern.actions import readiness
from lantern.actions.acting import acts, audit, written_by_post
from lantern.actions.missing import open_or_join
from lantern.actions.said import Report
from lantern.policies import lateness as policy
from lantern.procedures import waiting
from lantern.queries.lateness import agreed, facts_of, plan_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require, visible_to
from lantern.record.context import hand_on
from lantern.record.models import Child, Lateness, MissingEpisode, ReturnPlan
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of, start_of
from lantern.vocabulary.involved import LatenessState
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission

_AT_ONCE = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What the authority agrees for one child: whether being late may be waited out, and for how many minutes."""

    may_be_late: bool
    minutes: int | None = None
    usual_time: time | None = None  # on London's clocks; pre-filled where somebody records the child late
    trafficking_concern: Answer = Answer.NOT_KNOWN
    words: str = ""


@acts
def agree_return_plan(*, child: str, plan: NewPlan, by: Actor, now: datetime) -> str:
    """Agree what being late means for one child; it takes the place of what was agreed before."""
    found = lock_child(reference=child, by=by)
    require(permission=Permission.AGREE_RETURN_PLAN, row=found, by=by)
    asked = policy.Plan(
        may_be_late=plan.may_be_late, minutes=plan.minutes, trafficking_concern=plan.trafficking_concern
    )
    policy.check_plan(plan=asked, longest=waiting.in_force().longest)
    assert by.organisation_id is not None
    row = ReturnPlan(
        child=found,
        may_be_late=plan.may_be_late,
        minutes=plan.minutes if plan.may_be_late else None,
        usual_time=plan.usual_time,
        trafficking_concern=plan.trafficking_concern.value,
        words=plan.words,
        **written_by_post(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="lateness.agree_return_plan", about=child, by=by, now=now)
    return child


@dataclass(frozen=True, kw_only=True)
class Late:
    """When the child was expected and when last seen (both UTC), and what else was said."""

    expected_at: datetime
    last_seen_at: datetime
    words: str = ""


@acts
def record_late(*, child: str, late: Late, by: Actor, now: datetime) -> str:
    """Record that a child is late: the clock of their plan runs, and at its end they are reported missing.

    Gives the lateness's reference. Refuses, with MayNotWait, where the child is to be reported missing instead.
    """
    found = lock_child(reference=child, by=by)
    require(permission=Permission.RECORD_LATE, row=found, by=by)
    readiness.require_ready()
    running = Lateness.objects.filter(child=found, state=LatenessState.LATE.value).first()
    if running is not None:
        raise Refused("The child is recorded late already, and the clock runs. Nothing was recorded.")
    plan = _agreed(found, now=now)
    assert plan.minutes is not None
    trigger = policy.trigger_at(
        expected_at=late.expected_at, minutes=plan.minutes, longest=waiting.in_force().longest
    )
    policy.check_times(expected_at=late.expected_at, last_seen_at=late.last_seen_at, trigger=trigger, now=now)
    row = _row(found, plan, late, trigger=trigger, by=by, now=now)
    check_fits(row)
    row.save(force_insert=True)
    audit(action="lateness.record_late", about=row.reference, by=by, now=now)
    return row.reference


def _agreed(child: Child, *, now: datetime) -> ReturnPlan:
    """Give the plan in force; refuse where being late may not be waited out for this child."""
    plan = plan_of(child)
    with hand_on(child_id=child.pk):  # a carer does not read whether the child is unaccompanied
        facts = facts_of(child, now=now)
    policy.check_may_wait(plan=agreed(plan), facts=facts, today=day_of(now))
    assert plan is not None
    return plan


def _row(
    child: Child, plan: ReturnPlan, late: Late, *, trigger: datetime, by: Actor, now: datetime
) -> Lateness:
    return Lateness(
        child=child,
        plan=plan,
        expected_at=late.expected_at,
        trigger_at=trigger,
        last_seen_at=late.last_seen_at,
        words=late.words,
        **written_by_post(by=by, now=now),
    )


@acts
def record_back_late(*, reference: str, by: Actor, now: datetime) -> str:
    """Record that a late child is back: the clock stops, and nothing of an absence is counted."""
    seen = Lateness.objects.filter(reference=reference, child__in=visible_to(by)).select_related("child")
    late = seen.first()
    if late is None:
        raise NotFound("There is no late child by that reference that you may see. Open the board again.")
    child = lock_child(reference=late.child.reference, by=by)
    require(permission=Permission.RECORD_LATE, row=child, by=by)
    held = Lateness.objects.select_for_update(of=("self",)).get(pk=late.pk)
    if held.state == LatenessState.MISSING.value:
        raise Refused(
            "The child is recorded missing by now, so this clock has ended. Nothing was changed. "
            "Open the episode, and record there that the child is back."
        )
    if held.state == LatenessState.LATE.value:
        held.state, held.ended_at, held.ended_by_name = LatenessState.BACK.value, now, by.name
        held.save(update_fields=["state", "ended_at", "ended_by_name"])
    audit(action="lateness.record_back_late", about=reference, by=by, now=now)
    return reference


# The clock ---------------------------------------------------------------------------------------------------


def let_late_become_missing(*, by: Actor, now: datetime) -> int:
    """Report every late child missing whose agreed time has passed; give how many were reported.

    One question, asked each minute and when the worker starts, so that an outage delays and never loses. One child
    a transaction: one that fails keeps no other waiting, and its turn comes again in a minute.
    """
    reported = 0
    for late in past_their_time(by=by, now=now):
        try:
            reported += let_one_become_missing(lateness=late, by=by, now=now)
        except Exception:
            log.exception("lateness %s did not become an episode", late)
    return reported


@acts
def past_their_time(*, by: Actor, now: datetime) -> list[int]:
    """Give the latenesses whose agreed time has passed, the longest past first."""
    due = Lateness.objects.filter(state=LatenessState.LATE.value, trigger_at__lte=now)
    return list(due.order_by("trigger_at", "pk").values_list("pk", flat=True)[:_AT_ONCE])


@acts
def let_one_become_missing(*, lateness: int, by: Actor, now: datetime) -> int:
    """Report one late child missing in the name of Lantern itself; 0 where they are back or reported meanwhile."""
    child_id = Lateness.objects.values_list("child_id", flat=True).get(pk=lateness)
    with hand_on(child_id=child_id):  # the worker reads no name: this one child, to open their episode
        child = _locked(child_id)
    late = Lateness.objects.select_for_update(of=("self",)).get(pk=lateness)
    if late.state != LatenessState.LATE.value or late.trigger_at > now:
        return 0
    episode, done = open_or_join(child=child, report=_report_of(late), by=by, now=now)
    audit(action=done, about=episode.reference, by=by, now=now)
    return 1


def _locked(child_id: int) -> Child:
    related = ("responsible_authority", "host_authority", "placement_provider", "responsible_team")
    rows = Child.objects.select_for_update(no_key=True, of=("self",)).select_related(*related)
    return rows.get(pk=child_id)


def _report_of(late: Lateness) -> Report:
    """Say what is known: last seen as it was recorded, or when the child was last back, where that is later."""
    ended = MissingEpisode.objects.filter(child_id=late.child_id, is_void=False, returned_on__isnull=False)
    times = ended.order_by("-returned_on").values_list("returned_at", "returned_on")[:5]
    back = [at or start_of(on) for at, on in times if on]
    words = (
        "Reported by Lantern itself: the child was late, and nobody recorded them back by the time agreed in "
        f"their plan. Recorded late by {late.by_name}. {late.words}"
    ).strip()
    return Report(last_seen=When.moment(max([late.last_seen_at, *back])), words=words)
