"""The machine was off for an hour: whatever came due meanwhile is done once when it starts, and nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lantern.actions import lateness
from lantern.jobs import tasks
from lantern.record.models import Event, Lateness, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.tellings import AttemptOutcome, TellingStage, TellingState
from tests.factories.mail_servers import Mailbox, mail_server
from tests.factories.missing import make_event
from tests.factories.night import Night, made_sure, make_night
from tests.factories.notices import make_telling, make_telling_attempt
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

SECONDS = 60.0


@dataclass(frozen=True)
class Before:
    """What was left when the power went, an hour ago."""

    off_at: datetime
    reported: str  # its messages lay in the queue
    again: Telling  # was refused; its next attempt came due while the machine was off
    morning: Telling  # was to go at a time of the day that passed meanwhile
    late: str
    away: str
    eighteen: str

    def after(self, **later: float) -> datetime:
        """Give a moment so much after the power went."""
        return self.off_at + timedelta(**later)


def left_behind() -> Before:
    off_at = datetime.now(UTC) - timedelta(hours=1)
    event = make_event()
    again = make_telling(
        event=event,
        organisation=make_organisation(),
        state=TellingState.FAILED.value,
        next_attempt_at=off_at + timedelta(minutes=1),
    )
    make_telling_attempt(
        telling=again,
        claimed_at=off_at - timedelta(minutes=1),
        ended_at=off_at - timedelta(minutes=1),
        outcome=AttemptOutcome.REFUSED.value,
    )
    return Before(
        off_at=off_at,
        reported=gone(make_night(), off_at, minutes=-1),
        again=again,
        morning=make_telling(
            event=event,
            organisation=make_organisation(),
            stage=TellingStage.MORNING.value,
            next_attempt_at=off_at + timedelta(minutes=30),
        ),
        late=recorded_late(make_night(), off_at),
        away=gone(
            make_night(),
            off_at,
            minutes=-90,
            kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
            away=made_sure(until=off_at + timedelta(minutes=10)),
        ),
        eighteen=gone(make_night(date_of_birth=eighteen_on(off_at)), off_at, days=-4),
    )


def eighteen_on(moment: datetime) -> date:
    """Give the birthday of somebody who came of age two days before."""
    day = (moment - timedelta(days=2)).date()
    try:
        return day.replace(year=day.year - 18)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - 18, day=28)


def gone(night: Night, off_at: datetime, *, kind: Any = None, away: Any = None, **when: float) -> str:
    """Report a child missing before the power went."""
    now = off_at + timedelta(**when)
    seen = When.moment(now - timedelta(hours=2))
    return night.reported(now=now, last_seen=seen, kind=kind, away=away)


def recorded_late(night: Night, off_at: datetime) -> str:
    """Record a child late whose agreed time passed twenty minutes after the power went."""
    plan = lateness.NewPlan(may_be_late=True, minutes=60, trafficking_concern=Answer.NO)
    lateness.agree_return_plan(
        child=night.child.reference, plan=plan, by=night.desk, now=off_at - timedelta(days=1)
    )
    late = lateness.Late(
        expected_at=off_at - timedelta(minutes=40), last_seen_at=off_at - timedelta(hours=4), words=""
    )
    return lateness.record_late(
        child=night.child.reference, late=late, by=night.carer, now=off_at - timedelta(minutes=30)
    )


@invented
def done(before: Before, mailbox: Mailbox) -> dict[str, object]:
    """Give what came of it, counted."""
    late = Lateness.objects.get(reference=before.late)
    messages = Telling.objects.filter(channel="email")
    calls = Telling.objects.filter(follows_up__isnull=False)
    return {
        "letters": sorted(Counter(letter["Message-ID"] for letter in mailbox.letters).values()),
        "messages": sorted(messages.values_list("state", flat=True)),
        "attempts of the refused one": list(
            before.again.attempts.order_by("number").values_list("outcome", flat=True)
        ),
        "calls": sorted(calls.values_list("episode__reference", "organisation__email")),
        "told of what is owed": sorted(
            Telling.objects.filter(owed_step__step="still_overdue").values_list("channel", flat=True)
        ),
        "late": (late.state, MissingEpisode.objects.filter(child=late.child_id).count()),
        "owed": OwedDuty.objects.filter(episode__reference=before.away, code="police-reported").count(),
        "counts ended": list(
            Event.objects.filter(kind=EventKind.COUNT_ENDED.value).values_list(
                "episode__reference", flat=True
            )
        ),
    }


@invented
def expected(before: Before) -> dict[str, object]:
    """Give what is to come of it: each thing once."""
    asked = Telling.objects.filter(channel="email", stage__in=["responsible", "host"]).order_by("pk")
    late = Lateness.objects.get(reference=before.late)
    rung = asked.exclude(episode__child=late.child_id)
    return {
        # Two each of four reports, the refused one, the morning's, and two of the discussion that the fourth child is
        # owed: it was due three days before the power went, so that it is overdue still.
        "letters": [1] * 12,
        "messages": ["sent"] * 12,
        "told of what is owed": ["email", "email", "telephone"],
        "attempts of the refused one": ["refused", "taken"],
        "calls": sorted(rung.values_list("episode__reference", "organisation__email")),
        "late": ("missing", 1),
        "owed": 1,
        "counts ended": [before.eighteen],
    }


def test_machine_off_for_an_hour_does_all_that_came_due_once_at_its_start(fresh_database: Any) -> None:
    before = left_behind()
    with mail_server() as (address, mailbox):
        worker = start_worker(fresh_database, address)
        try:
            wait_until_done(before, mailbox, worker)
        finally:
            end(worker)
        assert done(before, mailbox) == expected(before)

        again = start_worker(fresh_database, address)  # a second start, and every question asked once more
        try:
            ask_everything_again()
            time.sleep(3)
        finally:
            end(again)
        assert done(before, mailbox) == expected(before)


def ask_everything_again() -> None:
    """Ask each periodic question by hand, as the next tick would."""
    asked = (
        tasks.deliver_what_is_due,
        tasks.wake_what_is_due,
        tasks.ring_unanswered,
        tasks.let_late_become_missing,
        tasks.owe_for_away_unchecked,
        tasks.end_counts,
        tasks.drop_expired,
    )
    for each in asked:
        each(timestamp=0)


def wait_until_done(before: Before, mailbox: Mailbox, worker: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS
    while done(before, mailbox) != expected(before) and time.monotonic() < until:
        assert worker.poll() is None, worker.stderr.read() if worker.stderr else ""
        time.sleep(0.1)


def start_worker(database: Any, address: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "lantern", "worker"],
        env={**database.environment, "SMTP_URL": f"smtp://{address}?timeout=5"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def end(worker: subprocess.Popen[bytes]) -> None:
    os.kill(worker.pid, signal.SIGTERM)
    worker.communicate(timeout=30)
