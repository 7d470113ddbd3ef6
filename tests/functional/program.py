"""Lantern as it really runs: a web server and a worker, each a program of its own, in a database that keeps."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from lantern.gateways import postgres_folder
from tests.throw_away import TestDatabase

SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0
LOGS = Path("test-results") / "logs"


@dataclass
class Program:
    """One running Lantern. `smtp_url` empty means that messages go to the demonstration's outbox page."""

    name: str
    database: TestDatabase
    home: Path
    smtp_url: str = ""
    port: int = field(default_factory=postgres_folder.free_port)
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)  # settings of this one alone

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start web server and worker together, and wait until a page comes."""
        self.start_web()
        self.start_worker()
        self.wait_until_it_answers()

    def start_web(self) -> None:
        """Start the web server alone."""
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        options += ["--blocking-threads", "4", "--log-level", "warning", "--no-ws"]
        self._start("web", [sys.executable, "-m", "granian", *options, "lantern.site.wsgi:application"])

    def start_worker(self) -> None:
        """Start the worker alone."""
        self._start("worker", [sys.executable, "-m", "lantern", "worker"])

    def run(self, *words: str) -> str:
        """Run one command of Lantern's to its end and give what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "lantern", *words],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"lantern {' '.join(words)}:\n{done.stdout}\n{done.stderr}"[-4000:]
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """What its programs read."""
        return {
            **self.database.environment,
            "LANTERN_HOME": str(self.home),
            "LANTERN_PORT": str(self.port),
            "LANTERN_ADDRESS": self.address,
            "LANTERN_MODE": "demo",
            "LANTERN_MAIL_FROM": "lantern@example.org",
            "SMTP_URL": self.smtp_url,
            "PYTHONUNBUFFERED": "1",
            **self.more,
        }

    def kill(self, part: str) -> None:
        """End one of its programs as a power cut would: nothing in it runs any more."""
        self._signal(part, signal.SIGKILL)
        self.parts.pop(part).wait()

    def pause(self, part: str) -> None:
        """Let one of its programs hold still: it keeps its port and answers nothing."""
        self._signal(part, signal.SIGSTOP)

    def resume(self, part: str) -> None:
        """Let it go on."""
        self._signal(part, signal.SIGCONT)

    def stop(self) -> None:
        """Stop all that runs."""
        for part in self.parts:
            self._signal(part, signal.SIGCONT)
            self._signal(part, signal.SIGTERM)
        for part, process in self.parts.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=SECONDS_TO_STOP)
            self._signal(part, signal.SIGKILL)
            process.wait()
        self.parts.clear()

    def said(self, part: str) -> str:
        """Give what one of its programs wrote."""
        return self._log(part).read_text(errors="replace")

    def wait_until_it_answers(self) -> None:
        """Wait for a page; say what the server said when none comes."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.parts["web"].poll() is None:
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError(f"The web server does not answer:\n{self.said('web')[-3000:]}")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _start(self, part: str, command: list[str]) -> None:
        environment = self.environment | ({"LANTERN_POOL": "1"} if part == "web" else {})
        with self._log(part).open("ab") as log:
            self.parts[part] = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _log(self, part: str) -> Path:
        LOGS.mkdir(parents=True, exist_ok=True)
        return LOGS / f"{self.name}-{part}.txt"

    def _signal(self, part: str, sign: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.parts[part].pid, sign)
