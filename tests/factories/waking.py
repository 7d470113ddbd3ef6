"""What was told of what is owed, as bare rows: nothing is deferred or sent by making one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lantern.record.models import AskedLast, Event, MorningDigest, OwedStep
from lantern.vocabulary.waking import StepKind, StepOutcome, ToWake
from tests.factories.missing import RECORDED_AT, make_event
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented


@invented
def make_owed_step(*, arises_from: Event | None = None, **fields: Any) -> OwedStep:
    event = arises_from or make_event()
    fields.setdefault("code", "return-interview-72h")
    fields.setdefault("turn", 0)
    fields.setdefault("due_at", RECORDED_AT + timedelta(hours=72))
    fields.setdefault("step", StepKind.OVERDUE.value)
    fields.setdefault("hours_before", 0)
    fields.setdefault("rung", 0)
    fields.setdefault("whom", ToWake.ON_DUTY.value)
    fields.setdefault("came_at", fields["due_at"])
    fields.setdefault("outcome", StepOutcome.TOLD.value)
    fields.setdefault("recorded_at", fields["came_at"])
    whose = {"episode": event.episode, "child": None if event.episode_id else event.child}
    return OwedStep.objects.create(**whose, arises_from=event, **fields)


@invented
def make_asked_last(**fields: Any) -> AskedLast:
    fields.setdefault("question", "invented_question")
    fields.setdefault("asked_at", RECORDED_AT)
    return AskedLast.objects.create(**fields)


@invented
def make_morning_digest(**fields: Any) -> MorningDigest:
    fields.setdefault("organisation", None)
    fields["organisation"] = fields["organisation"] or make_organisation()
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("on", fields["recorded_at"].date())
    figures = {"overdue": 0, "due_today": 0, "unacknowledged": 0}
    return MorningDigest.objects.create(**{**figures, **fields})
