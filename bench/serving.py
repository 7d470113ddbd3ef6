"""Lantern as `make run` starts it, web server and worker each a program of its own, beside a mail server of ours."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings

from bench import processor
from lantern.commands import run
from lantern.gateways import postgres_folder
from lantern.gateways.processes import Supervised, stop_all

SECONDS_WITHOUT_A_MESSAGE = 30.0


@dataclass
class MailServer:
    """A running mail server, and when it had which telling's message (seconds since 1970, the first of each)."""

    port: int
    arrivals: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.port}"

    def wait(self, *, messages: int) -> None:
        """Wait until so many have arrived, for as long as they keep arriving."""
        seen, at = len(self.arrivals), time.monotonic()
        while len(self.arrivals) < messages and time.monotonic() - at < SECONDS_WITHOUT_A_MESSAGE:
            time.sleep(0.02)
            if len(self.arrivals) != seen:
                seen, at = len(self.arrivals), time.monotonic()


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
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


@dataclass(frozen=True)
class Serving:
    """A running Lantern: its port, and its programs by what they are called."""

    port: int
    programs: tuple[Supervised, ...]

    def processor_seconds(self) -> dict[str, float]:
        """Give the processor time that each program and the database server have used so far, where Linux says."""
        roots = {program.name: program.process.pid for program in self.programs if program.process}
        used = {name: processor.seconds_of(root) for name, root in roots.items()}
        return used | {"PostgreSQL": processor.seconds_of_database(settings.DATABASE_OWNER_URL)}


@contextlib.contextmanager
def serving(server: MailServer) -> Iterator[Serving]:
    """Start the very web server and worker that `lantern run` starts, and stop them as it does."""
    port = postgres_folder.free_port()
    programs = [
        Supervised(
            name=each.name, command=each.command, environment={**each.environment, "SMTP_URL": server.url}
        )
        for each in (run._web(port), run._worker())
    ]
    try:
        run._wait_ready(programs, port=port)
        yield Serving(port=port, programs=tuple(programs))
    finally:
        stop_all(programs)
