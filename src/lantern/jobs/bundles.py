"""Time's door to inquiry bundles: an archive whose time is over is let go."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import bundles
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER


@app.periodic(cron="*/5 * * * *")
@app.task(name="drop_expired_bundles", queueing_lock="drop_expired_bundles")
def drop_expired_bundles(timestamp: int) -> None:
    """Ask which archives' time is over, and let them go."""
    bundles.drop_expired(by=SYSTEM, now=datetime.now(UTC))
