"""Time's door to the clocks of what is owed: whoever is to be told that one has come is told."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import waking
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


@app.periodic(cron="* * * * *")
@app.task(name="wake_what_is_due", queueing_lock="wake_what_is_due")
def wake_what_is_due(timestamp: int) -> None:
    """Ask what is due and not yet told, and tell it: downtime delays and never loses."""
    waking.wake_what_is_due(by=SYSTEM, now=datetime.now(UTC))
