"""A worker killed with kill -9 in the middle of sending: nothing is lost, and only what was in doubt is repeated."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from lantern.actions import notices
from lantern.record.models import Telling
from lantern.vocabulary.roles import Relation
from tests.factories.mail_servers import Mailbox, mail_server
from tests.factories.missing import make_event
from tests.factories.night import NOW
from tests.factories.notices import make_telling
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, seen_as

HOW_MANY = 50
AT_ONCE = 4  # as many messages as one worker sends at a moment


class SlowMailbox(Mailbox):
    """A server that takes its time over each message, so that a kill falls in the middle of some."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(0.02)  # taken, and not yet answered
        return answer

    def ids(self) -> Counter[str]:
        return Counter(letter["Message-ID"] for letter in self.letters)


def make_fifty_notices() -> dict[str, int]:
    """Write fifty tellings with their jobs; gives the Message-ID each one will have."""
    event = make_event()
    ids = {}
    for _ in range(HOW_MANY):
        telling = make_telling(
            event=event,
            organisation=make_organisation(),
            relation=Relation.HOST.value,
            next_attempt_at=NOW,
        )
        notices.defer(telling)
        ids[f"<{telling.reference.lower()}@localhost>"] = telling.pk
    return ids


def start_worker(database: Any, address: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "lantern", "worker"],
        env={**database.environment, "SMTP_URL": f"smtp://{address}?timeout=5"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_until(is_so: Callable[[], bool], worker: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert worker.poll() is None, worker.stderr.read() if worker.stderr else ""
        assert time.monotonic() < until, "the worker did not get so far in time"
        time.sleep(0.02)


def end(worker: subprocess.Popen[bytes], sign: signal.Signals) -> None:
    os.kill(worker.pid, sign)
    worker.communicate(timeout=30)


def states() -> Counter[str]:
    with seen_as(SIMULATOR):
        return Counter(Telling.objects.values_list("state", flat=True))


def let_the_dead_worker_s_claims_lapse() -> set[int]:
    """Stand in for the minute and a half that a claim holds; gives the tellings whose message is in doubt."""
    with seen_as(SIMULATOR):
        unended = Telling.objects.filter(attempts__ended_at=None, attempts__isnull=False)
        doubtful = set(unended.values_list("pk", flat=True))
        Telling.objects.filter(pk__in=doubtful).update(next_attempt_at=NOW)
        return doubtful


def test_a_worker_killed_between_sends_loses_nothing_and_repeats_only_what_was_in_doubt(
    fresh_database: Any,
) -> None:
    ids = make_fifty_notices()
    mailbox = SlowMailbox()

    with mail_server(mailbox) as (address, _):
        worker = start_worker(fresh_database, address)
        kill_after = random.randint(5, 30)
        wait_until(lambda: len(mailbox.taken) >= kill_after, worker)
        end(worker, signal.SIGKILL)
        before = mailbox.ids()
        assert set(before.values()) == {1}
        assert states()["sent"] <= len(before) < HOW_MANY
        doubtful = let_the_dead_worker_s_claims_lapse()
        assert len(doubtful) <= AT_ONCE

        worker = start_worker(fresh_database, address)
        wait_until(lambda: states()["sent"] == HOW_MANY, worker)
        end(worker, signal.SIGTERM)

    after = mailbox.ids()
    repeated = {ids[message_id] for message_id, times in after.items() if times > 1}
    assert set(after) == set(ids)
    assert max(after.values()) <= 2
    assert repeated <= doubtful
    with seen_as(SIMULATOR):
        assert not Telling.objects.filter(Q(attempts__ended_at=None) | ~Q(next_attempt_at=None)).exists()
        marked = Telling.objects.filter(attempts__outcome="in_doubt", attempts__answer="worker stopped")
        assert set(marked.values_list("pk", flat=True)) == doubtful
