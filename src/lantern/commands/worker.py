"""Deliver notices and whatever else is due, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import close_old_connections
from procrastinate import App, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from lantern.actions.organisations import keep_duty_numbers
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER
AT_ONCE = 4
# Whoever waits in front of a page comes first where the processors are few: a message has two seconds.
GIVES_WAY = 5
SECONDS_TO_FINISH = 20
# A worker says that it lives every 10 seconds; one that has been silent for this long was killed.
SECONDS_SILENT = 30
SECONDS_BETWEEN_SWEEPS = 15


def run(argv: list[str]) -> int:
    """Work until told to stop; what is under way is finished first, for at most 20 seconds."""
    argparse.ArgumentParser(prog="lantern worker", description=__doc__).parse_args(argv)
    os.nice(GIVES_WAY)
    keep_duty_numbers()
    _ask_what_is_due()
    close_old_connections()
    # A second app with the worker's own connections, and the same tasks. What a task itself defers still goes
    # through Django's connection, so that row and job commit together; `replace_connector` would part them.
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    asyncio.run(_work(app.with_connector(connector)))
    return 0


def _ask_what_is_due() -> None:
    """Look at once for what came due while nobody worked; where that is asked already, once is enough."""
    asked = [
        app.configure_task("deliver_what_is_due", queueing_lock="deliver_what_is_due"),
        app.configure_task("ring_unanswered", queueing_lock="ring_unanswered"),
        app.configure_task("let_late_become_missing", queueing_lock="let_late_become_missing"),
        app.configure_task("owe_for_away_unchecked", queueing_lock="owe_for_away_unchecked"),
        app.configure_task("end_counts", queueing_lock="end_counts"),
        app.configure_task("drop_expired", queueing_lock="drop_expired"),
        app.configure_task("drop_expired_bundles", queueing_lock="drop_expired_bundles"),
    ]
    for each in asked:
        with contextlib.suppress(exceptions.AlreadyEnqueued):
            each.defer(timestamp=int(datetime.now(UTC).timestamp()))


async def _work(working: App) -> None:
    async with working.open_async():
        sweeping = asyncio.create_task(_sweep_for_ever(working))
        try:
            await working.run_worker_async(
                name="worker",
                concurrency=AT_ONCE,
                delete_jobs="successful",
                shutdown_graceful_timeout=SECONDS_TO_FINISH,
                task_middleware=[_with_fresh_connection],
            )
        finally:
            sweeping.cancel()


def _with_fresh_connection(call_next: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    """Run one task with no database connection left from the last, nor left for the next."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()


async def _sweep_for_ever(working: App) -> None:
    while True:
        await sweep(working)
        await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)


async def sweep(working: App) -> None:
    """Put back the jobs of a worker that was killed. Each task asks first whether its work is still to do.

    A job with a queueing lock is dropped instead: its like is deferred again every few seconds, and two that wait
    would clash.
    """
    await working.job_manager.prune_stalled_workers(SECONDS_SILENT)
    for job in await working.job_manager.get_stalled_jobs(seconds_since_heartbeat=SECONDS_SILENT):
        if job.queueing_lock:
            await working.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        else:
            await working.job_manager.retry_job(job)
