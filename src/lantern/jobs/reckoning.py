"""Each night everything that is owed is reckoned from scratch: what differs is mended, and said."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import rebuilding
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER
log = logging.getLogger(__name__)


@app.periodic(cron="41 2 * * *")
@app.task(name="reckon_everything", queueing_lock="reckon_everything")
def reckon_everything(timestamp: int) -> None:
    """Reckon every episode and every case anew and mend what differs; by numbers alone, nobody is named."""
    now = datetime.now(UTC)
    found = rebuilding.rebuild(mends=True, progress=lambda done: None, by=SYSTEM, now=now)
    if found.differ:
        log.error("%s rows of what is owed differed and were mended", found.differ)
    log.info("what is owed to %s children was reckoned anew", found.children)
