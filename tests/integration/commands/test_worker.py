from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from procrastinate.contrib.django import app

from lantern.commands import worker
from tests import throw_away

WORKER = [sys.executable, "-m", "lantern", "worker"]


def jobs(database: throw_away.TestDatabase) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.url) as connection:
        return connection.execute("select task_name, status from procrastinate_jobs order by id").fetchall()


def leave_in_doing(database: throw_away.TestDatabase, *, silent_for: str) -> None:
    """Leave two jobs as a worker that was killed leaves them, so long ago."""
    with psycopg.connect(database.owner_url) as connection:
        worker_id = connection.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval) returning id",
            [silent_for],
        ).fetchone()
        for task, lock in (("deliver_notice", None), ("deliver_what_is_due", "deliver_what_is_due")):
            connection.execute(
                "insert into procrastinate_jobs (queue_name, task_name, queueing_lock, args, status, worker_id) "
                "values ('default', %s, %s, '{}', 'doing', %s)",
                [task, lock, worker_id[0] if worker_id else None],
            )


def sweep() -> None:
    async def once() -> None:
        working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with working.open_async():
            await worker.sweep(working)

    asyncio.run(once())


@pytest.mark.parametrize(
    ("silent_for", "left"),
    [
        ("31 seconds", [("deliver_notice", "todo")]),
        ("5 seconds", [("deliver_notice", "doing"), ("deliver_what_is_due", "doing")]),
    ],
)
def test_jobs_of_a_killed_worker_are_put_back_and_those_of_a_living_one_left(
    fresh_database: throw_away.TestDatabase, silent_for: str, left: list[tuple[str, str]]
) -> None:
    leave_in_doing(fresh_database, silent_for=silent_for)
    sweep()

    assert jobs(fresh_database) == left


def test_job_that_died_holds_no_lock_against_the_next(fresh_database: throw_away.TestDatabase) -> None:
    leave_in_doing(fresh_database, silent_for="5 seconds")
    worker._ask_what_is_due()
    worker._ask_what_is_due()

    asked = ["deliver_what_is_due", "drop_expired", "drop_expired_bundles", "end_counts"]
    asked += ["let_late_become_missing", "owe_for_away_unchecked", "ring_unanswered"]
    assert sorted(jobs(fresh_database)[2:]) == [(task, "todo") for task in asked]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_worker_asked_to_stop_stops_at_once_and_says_nothing(
    fresh_database: throw_away.TestDatabase, sign: signal.Signals
) -> None:
    working = subprocess.Popen(
        WORKER, env=fresh_database.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    _wait_for_worker(fresh_database)
    _wait_until_it_hears(working.pid, sign)
    began = time.monotonic()
    os.kill(working.pid, sign)
    said, _ = working.communicate(timeout=20)

    assert (working.returncode, said) == (0, b"")
    assert time.monotonic() - began < 10


def _wait_for_worker(database: throw_away.TestDatabase) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with psycopg.connect(database.url) as connection:
            if connection.execute("select count(*) from procrastinate_workers").fetchone() == (1,):
                return
        time.sleep(0.2)
    pytest.fail("The worker did not come up.")


def _wait_until_it_hears(pid: int, sign: signal.Signals) -> None:
    """Wait until a process handles a signal: the worker says that it is there a moment before it does."""
    until = time.monotonic() + 10
    status = Path(f"/proc/{pid}/status")
    while time.monotonic() < until and status.exists():
        caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) & 1 << sign - 1:
            break
        time.sleep(0.05)
    time.sleep(0.5)  # Python itself handles SIGINT from its start
