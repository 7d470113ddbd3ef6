"""Time's door to the clocks of what is owed: whoever is to be told that one has come is told."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import digests, waking
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


@app.periodic(cron="* * * * *")
@app.task(name="wake_what_is_due", queueing_lock="wake_what_is_due")
def wake_what_is_due(timestamp: int) -> None:
    """Ask what is due and not yet told, and tell it: downtime delays and never loses."""
    waking.wake_what_is_due(by=SYSTEM, now=datetime.now(UTC))


@app.periodic(cron="* * * * *")
@app.task(name="send_morning_digests", queueing_lock="send_morning_digests")
def send_morning_digests(timestamp: int) -> None:
    """Write this morning's letters where they are not written yet, and send what is due of them."""
    now = datetime.now(UTC)
    digests.write_digests(by=SYSTEM, now=now)
    digests.send_digests(by=SYSTEM, now=now)
