"""May being late be waited out, and until when? Where it may not, the child is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lantern.policies.times import CLOCKS_DIFFER_BY, ImpossibleTime
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import LONDON, day_of
from lantern.vocabulary.refusals import Refused


class MayNotWait(Refused):
    """Being late may not be waited out for this child: they are to be reported missing."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the authority agreed for one child: the newest stands."""

    may_be_late: bool
    minutes: int | None
    trafficking_concern: Answer


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is so about the child. `youngest` is the local table's age in years."""

    born: date | None
    is_unaccompanied: bool
    is_missing: bool
    youngest: int
    is_concern_in_care_plan: bool = False  # recorded there under regulation 5(1)(f)


_REPORT = "Report the child missing now."


def why_not(*, plan: Plan | None, facts: Facts, today: date) -> str:
    """Say why being late may not be waited out for this child; empty where it may. `today` is a day in London."""
    if facts.is_missing:
        return "The child is already recorded missing."
    if facts.is_unaccompanied:
        return f"The child is unaccompanied, so being late is not waited out. {_REPORT}"
    if facts.born is None:
        return f"Nobody knows how old the child is, so being late is not waited out. {_REPORT}"
    if not _is_old_enough(facts.born, facts.youngest, today):
        return f"The child is under {facts.youngest}, so being late is not waited out. {_REPORT}"
    if plan is None:
        return f"The authority has agreed nothing about being late for this child. {_REPORT}"
    if plan.trafficking_concern is Answer.YES or facts.is_concern_in_care_plan:
        return f"There is a concern that the child is trafficked, so being late is not waited out. {_REPORT}"
    if plan.trafficking_concern is not Answer.NO:
        return (
            "It is not known whether there is a concern that the child is trafficked, so being late is not "
            f"waited out. {_REPORT}"
        )
    if not plan.may_be_late or not plan.minutes:
        return f"The authority agreed that this child's being late is not waited out. {_REPORT}"
    return ""


def check_may_wait(*, plan: Plan | None, facts: Facts, today: date) -> None:
    """Refuse, with MayNotWait, where being late may not be waited out."""
    why = why_not(plan=plan, facts=facts, today=today)
    if why:
        raise MayNotWait(f"{why} Nothing was recorded.")


def _is_old_enough(born: date, youngest: int, today: date) -> bool:
    return (today.year - youngest, today.month, today.day) >= (born.year, born.month, born.day)


def last_expected(*, usual: time, now: datetime) -> datetime:
    """Give the last moment (UTC) at which London's clocks said this time: soon after midnight it is yesterday's."""
    today = day_of(now)
    moment = datetime.combine(today, usual, tzinfo=LONDON).astimezone(UTC)
    if moment > now:
        moment = datetime.combine(today - timedelta(days=1), usual, tzinfo=LONDON).astimezone(UTC)
    return moment


def check_plan(*, plan: Plan, longest: timedelta) -> None:
    """Refuse a plan that could not be kept to, or that lets a child be waited for who may not be."""
    if not plan.may_be_late:
        return
    if plan.trafficking_concern is not Answer.NO:
        raise Refused(
            "Being late is waited out only where it was asked and there is no concern about trafficking. "
            "Nothing was recorded. Choose that this child is reported at once, or answer No.",
            field="trafficking_concern",
        )
    most = longest // timedelta(minutes=1)
    if plan.minutes is None or not 1 <= plan.minutes <= most:
        raise Refused(
            f"Say after how many minutes the child is reported missing: from 1 to {most}. Nothing was recorded.",
            field="minutes",
        )


def trigger_at(*, expected_at: datetime, minutes: int, longest: timedelta) -> datetime:
    """Give when a late child becomes missing: the plan's minutes after expected, never more than the local cap."""
    return expected_at + min(timedelta(minutes=minutes), longest)


def check_times(*, expected_at: datetime, last_seen_at: datetime, trigger: datetime, now: datetime) -> None:
    """Refuse a child who is not late yet, or who has been late for so long that they are missing."""
    if expected_at > now + CLOCKS_DIFFER_BY:
        raise ImpossibleTime(
            "The child is not late yet: that time is still to come. Nothing was recorded.", field="expected"
        )
    if last_seen_at > now + CLOCKS_DIFFER_BY:
        raise ImpossibleTime(
            "The time when the child was last seen is in the future. Nothing was recorded.", field="last_seen"
        )
    if last_seen_at > expected_at:
        raise ImpossibleTime(
            "The child was seen after they were expected. Nothing was recorded. Check both times.",
            field="last_seen",
        )
    if trigger <= now:
        raise MayNotWait(
            "The time agreed in the plan has passed, so the child is missing. Nothing was recorded. "
            f"{_REPORT}",
            field="expected",
        )
