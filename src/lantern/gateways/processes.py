"""Programs that must keep running beside this one: started, started again when they die, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0
STEADY_SECONDS = 30.0  # one that ran so long has recovered: its next death starts with a short pause again
STOP_SECONDS = 15.0

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


@dataclass
class Supervised:
    """One program, and how it has been faring."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0  # by the monotonic clock
    not_before: float = field(default=0.0)

    def keep(self) -> str | None:
        """Start it if it does not run and its pause is over; give a sentence when it has just died."""
        died = self._notice_death()
        if self.process is None and time.monotonic() >= self.not_before:
            self._start()
        return died

    @property
    def is_running(self) -> bool:
        """Whether it runs at this moment."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send it and all it started the polite signal."""
        self._signal(signal.SIGTERM)

    def wait_stopped(self) -> None:
        """Wait until it has stopped, then end by force whatever of it is left."""
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=STOP_SECONDS)
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _notice_death(self) -> str | None:
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self._signal(signal.SIGKILL)  # what it leaves behind would hold the port
        self.process = None
        self.deaths = 1 if time.monotonic() - self.started_at > STEADY_SECONDS else self.deaths + 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** (self.deaths - 1))
        self.not_before = time.monotonic() + pause
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"The {self.name} ended ({how}). It is started again in {pause:g} s."

    def _start(self) -> None:
        # A group of its own: a Ctrl-C reaches the supervisor alone, which stops everything in order.
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if _LIBC is not None else None,  # noqa: PLW1509 - no threads here
        )
        self.started_at = time.monotonic()

    def _signal(self, sign: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, sign)


def stop_all(children: Sequence[Supervised]) -> None:
    """Stop them at the same time, so that the slowest alone decides how long it takes."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_stopped()


def _die_with_parent() -> None:
    """Ask Linux to end this child when the supervisor is killed and can no longer do it."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
