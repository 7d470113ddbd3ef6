"""When Lantern last asked what is due, and what was told of what is owed on one episode or in one child's case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lantern.procedures.in_force import asked_in_force
from lantern.queries.seeing import reads
from lantern.record.models import AskedLast, Child, MissingEpisode, OwedStep
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.waking import StepKind, StepOutcome, ToWake

QUESTION = "due_and_not_told"
LATE_AFTER = timedelta(minutes=5)  # it is asked every minute


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Whether the clocks of what is owed are asked: a page that shows duties says so where they are not."""

    asked_at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One moment of a duty's clock that came: which, whom it was to tell, and what came of it."""

    code: str
    due_at: datetime
    step: StepKind
    whom: ToWake
    outcome: StepOutcome
    came_at: datetime
    root: int  # the first entry of the thread that the duty arises from


@reads
def clocks(*, by: Actor, now: datetime) -> Clocks:
    """Say when what is due and not told was last asked, and whether that is too long ago."""
    return clocks_at(now)


def clocks_at(now: datetime) -> Clocks:
    """Say the same inside a query."""
    asked_at = AskedLast.objects.filter(question=QUESTION).values_list("asked_at", flat=True).first()
    return Clocks(asked_at=asked_at, is_late=asked_at is None or now - asked_at > LATE_AFTER)


def warnings_of(code: str) -> tuple[timedelta, ...]:
    """Give how long before it is due each warning of this duty is; the one place where that is looked up."""
    duty = asked_in_force().by_code.get(code)
    return duty.warn_before if duty else ()


def wakes_nobody(code: str) -> bool:
    """Say whether this is nobody's to be woken for: another body's aim, or a time that ends."""
    duty = asked_in_force().by_code.get(code)
    return duty is not None and (duty.is_target or duty.is_period)


def steps_of(episodes: Sequence[MissingEpisode]) -> tuple[StepLine, ...]:
    """Give what came of the clocks of what is owed on these episodes, the first first."""
    return _lines(OwedStep.objects.filter(episode__in=[each.pk for each in episodes]))


def steps_in_case(child: Child) -> tuple[StepLine, ...]:
    """Give what came of the clocks of what is owed in a child's case, as far as the reader may read of it."""
    return _lines(OwedStep.objects.filter(child=child))


def _lines(rows: QuerySet[OwedStep]) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            code=row.code,
            due_at=row.due_at,
            step=StepKind(row.step),
            whom=ToWake(row.whom),
            outcome=StepOutcome(row.outcome),
            came_at=row.came_at,
            root=row.arises_from_id,
        )
        for row in rows.order_by("came_at", "rung", "pk")
    )
