"""From the commit of a report to the mail server's having its messages, at ten reports a second."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
from django.conf import settings
from django.db import connection
from django.test import override_settings

from bench import country, one_report
from bench.figures import Figure, Progress, median, note, percentile
from lantern.commands import run
from lantern.gateways import mail

A_SECOND, SECONDS = 10, 30
DESKS = 4  # as many reports at once as the web server has threads
LONGEST_WAIT = 60.0


def measure(*, tiny: bool) -> list[Figure]:
    """Let desks report at an even pace while a real worker delivers to a mail server of our own."""
    reports = 4 if tiny else A_SECOND * SECONDS
    size = country.Size(homes=200, children=max(60, 3 * reports), closed=0, missing=0, away=0)
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    children = one_report.children_of_two_authorities(settings.DATABASE_OWNER_URL)
    with _mail_server() as server:
        alone = _handed_over_alone(server, times=2 if tiny else 50)
        with _worker(server):
            one_report.by_action(children)  # the worker is up once this one is delivered
            server.wait(messages=2)
            pace = _report_at_an_even_pace(children, reports=reports)
            server.wait(messages=2 * (reports + 1))
    delays = _delays(server, pace)
    missed = 2 * reports - len(delays)
    if missed:
        raise AssertionError(f"{missed} of {2 * reports} messages did not arrive in {LONGEST_WAIT:.0f} s.")
    return _figures(delays, alone, pace)


@dataclass
class Pace:
    """What came of reporting at an even pace, in milliseconds."""

    references: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


@dataclass
class MailServer:
    """A running mail server, and when it had which telling's message (seconds since 1970, the first of each)."""

    port: int
    arrivals: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def wait(self, *, messages: int) -> None:
        """Wait until so many have arrived, but not for ever."""
        until = time.monotonic() + LONGEST_WAIT
        while len(self.arrivals) < messages and time.monotonic() < until:
            time.sleep(0.05)


@contextlib.contextmanager
def _mail_server() -> Iterator[MailServer]:
    """Run the mail server as a program of its own; it ends when its input does."""
    command = [sys.executable, "-m", "bench.sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        lines = program.stdout
        server = MailServer(port=int(lines.readline()))

        def listen() -> None:
            for line in lines:
                moment, reference = line.split()
                server.arrivals.setdefault(reference, float(moment))

        listening = threading.Thread(target=listen)
        listening.start()
        try:
            yield server
        finally:
            program.stdin.close()
            program.wait(timeout=30)
            listening.join()


@contextlib.contextmanager
def _worker(server: MailServer) -> Iterator[None]:
    """Run the very worker that `lantern run` starts beside us, and stop it as `lantern run` does."""
    worker = run._worker()
    with subprocess.Popen(worker.command, env={**worker.environment, "SMTP_URL": server.url}) as program:
        try:
            yield
        finally:
            program.terminate()
            program.wait(timeout=30)


def _handed_over_alone(server: MailServer, *, times: int) -> list[float]:
    """Hand messages to the mail server with nothing else to do; give milliseconds for each."""
    taken = []
    with override_settings(SMTP_URL=server.url):
        for number in range(times):
            message = mail.Message(
                message_id=f"<alone-{number}@example.invalid>",
                recipient="duty@example.invalid",
                subject="Alone",
                body="A message of the usual length.\n" * 12,
            )
            began = time.perf_counter()
            mail.send(message)
            taken.append((time.perf_counter() - began) * 1000)
    server.wait(messages=times)
    server.arrivals.clear()
    return taken


def _report_at_an_even_pace(children: one_report.Children, *, reports: int) -> Pace:
    """Begin a report every tenth of a second whether or not the last has ended, as people do."""
    pace, progress = Pace(), Progress("reports", reports)
    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=DESKS, thread_name_prefix="desk") as desks:
        for number in range(reports):
            due = began + number / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            desks.submit(_report, children, pace, due).add_done_callback(lambda done: done.result())
            progress.at(number)
        for _ in range(DESKS):
            desks.submit(connection.close)
    return pace


def _report(children: one_report.Children, pace: Pace, due: float) -> None:
    began = time.perf_counter()
    reference = one_report.by_action(children)
    ended = time.perf_counter()
    pace.references.append(reference)
    pace.taken.append((ended - began) * 1000)
    pace.late.append((began - due) * 1000)


def _delays(server: MailServer, pace: Pace) -> list[float]:
    """Give for each message of these reports the milliseconds from the database's own moment of commit."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        rows = owner.execute(
            "SELECT t.reference, extract(epoch FROM pg_xact_commit_timestamp(v.xmin)) FROM record_telling t "
            "JOIN record_event v ON v.id = t.event_id JOIN record_missingepisode e ON e.id = t.episode_id "
            "WHERE t.channel = 'email' AND e.reference = ANY(%s)",
            [pace.references],
        ).fetchall()
    return [
        (server.arrivals[telling] - float(committed)) * 1000
        for telling, committed in rows
        if telling in server.arrivals
    ]


def _figures(delays: list[float], alone: list[float], pace: Pace) -> list[Figure]:
    p50, p99 = percentile(delays, 50), percentile(delays, 99)
    done, worst = percentile(pace.taken, 50), percentile(pace.taken, 99)
    note(
        f"{len(pace.taken)} reports at {A_SECOND} a second, two recipients each; {len(delays)} messages arrived"
    )
    return [
        Figure(
            name="commit to SMTP hand-over, p50",
            value=p50,
            unit="ms",
            peer_name="one hand-over with nothing else to do",
            peer=median(alone),
        ),
        Figure(name="commit to SMTP hand-over, p99", value=p99, unit="ms", peer_name="its p50", peer=p50),
        Figure(name="the report itself at that pace, p50", value=done, unit="ms"),
        Figure(
            name="the report itself at that pace, p99",
            value=worst,
            unit="ms",
            peer_name="its p50",
            peer=done,
            also=f"begun at most {max(pace.late):.0f} ms late",
        ),
    ]
