"""Time's door to what ends by the clock alone: being late, being out and not checked, and the counted period."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import counting, lateness
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


@app.periodic(cron="* * * * *")
@app.task(name="let_late_become_missing", queueing_lock="let_late_become_missing")
def let_late_become_missing(timestamp: int) -> None:
    """Ask which late children's agreed time has passed, and report each of them missing."""
    lateness.let_late_become_missing(by=SYSTEM, now=datetime.now(UTC))


@app.periodic(cron="* * * * *")
@app.task(name="owe_for_away_unchecked", queueing_lock="owe_for_away_unchecked")
def owe_for_away_unchecked(timestamp: int) -> None:
    """Ask where "out" was not checked again in time, and reckon what is owed there now."""
    counting.owe_for_away_unchecked(by=SYSTEM, now=datetime.now(UTC))


@app.periodic(cron="11 2 * * *")
@app.task(name="end_counts", queueing_lock="end_counts")
def end_counts(timestamp: int) -> None:
    """Ask, each night, which absences are counted no further."""
    counting.end_counts(by=SYSTEM, now=datetime.now(UTC))
