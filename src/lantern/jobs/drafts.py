"""Time's door to unfinished forms: what nobody sent within its time is let go."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import drafts
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


@app.periodic(cron="17 * * * *")
@app.task(name="drop_expired", queueing_lock="drop_expired")
def drop_expired(timestamp: int) -> None:
    """Ask which drafts' time is over, and let them go."""
    drafts.drop_expired(by=SYSTEM, now=datetime.now(UTC))
