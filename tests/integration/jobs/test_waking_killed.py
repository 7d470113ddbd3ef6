"""A worker killed with kill -9 in the middle of asking what is due: the next asking neither skips nor repeats."""

from __future__ import annotations

import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from lantern.accounts.models import Organisation
from lantern.actions.waking import AT_ONCE
from lantern.record.models import OwedDuty, OwedStep, Telling
from lantern.vocabulary.events import EventKind
from tests.factories.case_events import make_case_event
from tests.factories.missing import make_event, make_missing_episode, make_owed_duty
from tests.factories.night import make_night
from tests.factories.sight import SIMULATOR, invented, seen_as
from tests.integration.jobs.test_worker_killed import end, start_worker, wait_until

INTERVIEW, PANEL = "return-interview-72h", "nrm-pilot-panel"
BEYOND = 10  # of the first authority's, so that they are gone through together with the second's
SECOND = 20


@invented
def make_due(many: int, *, code: str, due_at: datetime) -> Organisation:
    """Make so many duties of one authority that came due and were told to nobody: on an episode, or in a case."""
    night = make_night()
    episode = make_missing_episode(child=night.child) if code == INTERVIEW else None
    for _ in range(many):
        arises_from = (
            make_event(episode=episode, kind=EventKind.CHILD_RETURNED)
            if episode
            else make_case_event(child=night.child, kind=EventKind.NRM_REFERRED)
        )
        make_owed_duty(
            arises_from=arises_from,
            child=None if episode else night.child,
            code=code,
            owed_by="responsible_authority",
            due_at=due_at,
            wakes_at=due_at,
        )
    return night.authority


def ask() -> None:
    """Let the next worker ask at once: its own clock does so within the minute."""
    with transaction.atomic():
        app.configure_task("wake_what_is_due").defer(timestamp=0)


def told() -> Counter[int]:
    """Give how many calls each duty's first entry was given, by that entry."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(owed_step__isnull=False, channel="telephone")
        return Counter(rows.values_list("owed_step__arises_from", flat=True))


def steps() -> Counter[tuple[int, str, int, int]]:
    with seen_as(SIMULATOR):
        return Counter(OwedStep.objects.values_list("arises_from", "step", "hours_before", "rung"))


@contextmanager
def a_worker(database: Any, sign: signal.Signals) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker that reaches no mail server, and end it by this signal, whatever happens here."""
    worker = start_worker(database, "127.0.0.1:9")
    try:
        yield worker
    finally:
        end(worker, sign)


def waits_for_the_lock(url: str) -> bool:
    with psycopg.connect(url, autocommit=True) as owner:
        row = owner.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row is not None and row[0] > 0


@pytest.mark.parametrize(("code", "moments"), [(INTERVIEW, 3), (PANEL, 2)])
def test_a_worker_killed_while_it_tells_what_is_due_skips_and_repeats_nothing(
    fresh_database: Any, code: str, moments: int
) -> None:
    """Of an episode and of a case; `moments` are its warnings, which were passed over, and that it is overdue."""
    now = datetime.now(UTC)
    make_due(AT_ONCE + BEYOND, code=code, due_at=now - timedelta(minutes=30))
    second = make_due(SECOND, code=code, due_at=now - timedelta(minutes=10))
    whole = AT_ONCE + BEYOND + SECOND
    with seen_as(SIMULATOR):
        newest = OwedDuty.objects.order_by("-pk").values_list("arises_from", flat=True)
        held = set(newest[:SECOND])

    # Whoever changes the second authority's own row at this moment holds the second batch up, half written.
    with psycopg.connect(fresh_database.owner_url) as held_up:
        held_up.execute("SELECT id FROM accounts_organisation WHERE id = %s FOR UPDATE", [second.pk])
        ask()
        with a_worker(fresh_database, signal.SIGKILL) as worker:
            wait_until(lambda: len(told()) >= AT_ONCE, worker)
            wait_until(lambda: waits_for_the_lock(fresh_database.owner_url), worker)
            # The worker's own clock may ask beside it, and tell of the first authority's few that nobody holds.
            assert not held & told().keys()
            assert not held & {arises_from for arises_from, *_ in steps()}
        held_up.rollback()

    ask()
    with a_worker(fresh_database, signal.SIGTERM) as worker:
        wait_until(lambda: len(told()) == whole, worker)

    assert set(told().values()) == {1}
    assert set(steps().values()) == {1}
    assert len(steps()) == whole * moments
    with seen_as(SIMULATOR):
        assert not OwedDuty.objects.filter(wakes_at__lte=now).exists()
