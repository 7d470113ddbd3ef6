"""Time's door to the outbox: deliver a notice when it is written, and whatever is due and not sent."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from lantern.actions import delivering, notices, ringing, ringing_arrivals
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission

PERMISSION = Permission.DELIVER
log = logging.getLogger(__name__)


@app.task(name=notices.DELIVER)
def deliver_notice(telling: int) -> None:
    """Deliver one telling now; the payload is a number and nothing else."""
    notices.deliver(telling_id=telling, by=SYSTEM, now=datetime.now(UTC))


@app.task(name=notices.DELIVER_TOGETHER)
def deliver_notices(tellings: list[int]) -> None:
    """Deliver the letters of one turn now; the payload is numbers and nothing else."""
    delivering.deliver_together(tellings=tellings, by=SYSTEM, now=datetime.now(UTC))


@app.periodic(cron="* * * * * */15")
@app.task(name="deliver_what_is_due", queueing_lock="deliver_what_is_due", pass_context=False)
def deliver_what_is_due(timestamp: int) -> None:
    """Ask what is due and not sent, and deliver it: downtime delays and never loses."""
    now = datetime.now(UTC)
    for telling in notices.overdue_tellings(by=SYSTEM, now=now):
        try:
            notices.deliver(telling_id=telling, by=SYSTEM, now=datetime.now(UTC))
        except Exception:  # one that cannot be sent must not keep the others from being sent
            log.exception("telling %s was not delivered", telling)


@app.periodic(cron="* * * * * */15")
@app.task(name="ring_unanswered", queueing_lock="ring_unanswered")
def ring_unanswered(timestamp: int) -> None:
    """Ask which messages nobody answered in time, and make each a call for the next person on duty."""
    ringing.ring_unanswered(by=SYSTEM, now=datetime.now(UTC))
    ringing_arrivals.ring_unanswered(by=SYSTEM, now=datetime.now(UTC))
