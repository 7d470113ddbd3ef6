"""Being late always ends: with the child back, or with the child missing, whatever happens in whatever order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.actions import lateness, missing
from lantern.record.models import Lateness, MissingEpisode
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused
from tests.factories.night import NOW, Night, make_night
from tests.factories.sight import SIMULATOR, seen_as

HAPPENS = st.sampled_from(["late", "back", "report", "return", "withdraw", "clock", "nobody", "agree"])


class Undone(Exception):
    """Raised to roll back what one example wrote."""


def agree(night: Night, now: datetime, *, may: bool = True) -> Any:
    plan = lateness.NewPlan(may_be_late=may, minutes=60 if may else None, trafficking_concern=Answer.NO)
    return lateness.agree_return_plan(child=night.child.reference, plan=plan, by=night.desk, now=now)


def happen(what: str, night: Night, now: datetime) -> Any:
    """Do one thing at this moment; whoever may not is refused, which is fine."""
    if what == "late":
        late = lateness.Late(expected_at=now - timedelta(minutes=5), last_seen_at=now - timedelta(minutes=30))
        return lateness.record_late(child=night.child.reference, late=late, by=night.carer, now=now)
    if what == "clock":
        return lateness.let_late_become_missing(by=SYSTEM, now=now)
    if what == "agree":
        return agree(night, now, may=False)
    if what == "report":
        return night.reported(by=night.carer, now=now, last_seen=When.moment(now - timedelta(minutes=20)))
    return one_row(what, night, now)


def one_row(what: str, night: Night, now: datetime) -> Any:
    with seen_as(SIMULATOR):
        row = Lateness.objects.order_by("-pk").first()
        episode = MissingEpisode.objects.order_by("-pk").first()
        event = episode.events.order_by("-pk").first() if episode else None
    if what == "back" and row:
        return lateness.record_back_late(reference=row.reference, by=night.carer, now=now)
    seen: dict[str, Any] = {"seen_version": None, "by": night.desk, "now": now}
    if what == "return" and episode:
        return missing.record_return(reference=episode.reference, returned=When.moment(now), words="", **seen)
    if what == "withdraw" and episode and event:
        return missing.correct(reference=episode.reference, event=event.pk, reasons="Wrong", **seen)
    return None


@settings(
    deadline=None, database=None, max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(story=st.lists(st.tuples(HAPPENS, st.integers(1, 90)), max_size=9))
@pytest.mark.django_db
def test_being_late_ends_back_or_missing(story: list[tuple[str, int]]) -> None:
    with rolled_back():
        night, now = make_night(), NOW
        agree(night, now)
        for what, minutes in [("late", 1), *story]:
            now += timedelta(minutes=minutes)
            with contextlib.suppress(Refused):
                happen(what, night, now)
            holds_for_every_lateness()
        lateness.let_late_become_missing(by=SYSTEM, now=now + timedelta(hours=3))
        with seen_as(SIMULATOR):
            assert not Lateness.objects.filter(state="late").exists()
        holds_for_every_lateness()


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """Undo everything at the end, as if this example had never been."""
    with contextlib.suppress(Undone), transaction.atomic():
        yield
        raise Undone


def holds_for_every_lateness() -> None:
    """One runs at a time, none runs beside an episode that was reported since, and an episode ends one only."""
    with seen_as(SIMULATOR):
        rows = list(Lateness.objects.order_by("pk"))
    assert sum(row.state == "late" for row in rows) <= 1
    named = [row.episode_id for row in rows if row.episode_id]
    assert len(named) == len(set(named))
    assert all((row.ended_at is None) == (row.state == "late") for row in rows)
