"""A supervised program is started again after a pause that grows, and stopped with all that it started."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.gateways import processes
from lantern.gateways.processes import Supervised, stop_all


def supervised(code: str, *words: str) -> Supervised:
    return Supervised(
        name="program", command=[sys.executable, "-c", code, *words], environment=dict(os.environ)
    )


@pytest.fixture
def sleeper() -> Iterator[Supervised]:
    made = supervised("import time; time.sleep(60)")
    yield made
    stop_all([made])


def wait_death(child: Supervised) -> str:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        said = child.keep()
        if said:
            return said
        time.sleep(0.01)
    raise AssertionError("It did not die.")


def test_keep_starts_what_does_not_run(sleeper: Supervised) -> None:
    assert (sleeper.is_running, sleeper.keep(), sleeper.is_running) == (False, None, True)


def test_death_is_told_and_the_pause_doubles() -> None:
    child = supervised("raise SystemExit(7)")
    said = [wait_death(child) for _ in range(3)]
    stop_all([child])
    assert said == [
        f"The program ended (exit code 7). It is started again in {pause} s." for pause in ("0.5", "1", "2")
    ]


def test_death_by_a_signal_is_told(sleeper: Supervised) -> None:
    sleeper.keep()
    assert sleeper.process is not None
    sleeper.process.send_signal(signal.SIGKILL)
    assert wait_death(sleeper) == "The program ended (signal 9). It is started again in 0.5 s."


def test_steady_program_starts_again_soon(sleeper: Supervised, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STEADY_SECONDS", 0.0)
    sleeper.deaths = 5
    sleeper.keep()
    assert sleeper.process is not None
    sleeper.process.kill()
    assert wait_death(sleeper) == "The program ended (signal 9). It is started again in 0.5 s."


def test_deaf_program_is_ended_by_force_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.5)
    told = tmp_path / "pid"
    code = (
        "import pathlib, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal, time;"
        " signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)'])\n"
        "time.sleep(0.3)\n"
        "pathlib.Path(sys.argv[1] + '.new').write_text(str(child.pid))\n"
        "pathlib.Path(sys.argv[1] + '.new').rename(sys.argv[1])\n"
        "time.sleep(60)\n"
    )
    child = supervised(code, str(told))
    child.keep()
    until = time.monotonic() + 10
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.01)
    stop_all([child])
    assert not child.is_running
    assert is_gone(int(told.read_text()))


def is_gone(pid: int) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_stopping_what_never_ran_does_nothing() -> None:
    stop_all([supervised("")])
