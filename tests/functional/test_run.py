"""`lantern run` as one program: it comes up, mends itself, is alone in its folder, and goes down whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from lantern.gateways import postgres, postgres_folder

pytestmark = pytest.mark.database

READY_SECONDS = 300  # it makes the tables, beside other tests


class Run:
    """One `lantern run` in a data folder of its own."""

    def __init__(self, home: Path, *, port: int) -> None:
        self.home, self.port = home, port
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lantern", "run"],
            env=environment(home, port=port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def wait_said(self, words: str) -> None:
        wait_until(lambda: words in self.said or self.process.poll() is not None)
        assert words in self.said, self.said

    def get(self, path: str = "/") -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def end(self, sign: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sign)
        code = self.process.wait(timeout=60)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def environment(home: Path, *, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return {**kept, "LANTERN_HOME": str(home), "LANTERN_PORT": str(port), "PYTHONUNBUFFERED": "1"}


def lantern(*words: str, home: Path, port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lantern", *words]
    return subprocess.run(
        command, env=environment(home, port=port), check=False, capture_output=True, text=True, timeout=120
    )


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if holds():
            return
        time.sleep(0.1)


def children_of(pid: int) -> dict[str, int]:
    """Give the programs that a process started, by a word of their command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_text()
        except (OSError, ValueError):
            continue
        if parent == pid:
            for word in ("granian", "worker", "postgres"):
                if word in command.replace("--workers", ""):
                    found[word] = int(folder.name)
                    break
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Reads /proc, which is Linux's.")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    started = Run(tmp_path_factory.mktemp("run") / "a home", port=postgres_folder.free_port())
    try:
        started.wait_said("Lantern is serving")
        yield started
    finally:
        started.end()


def test_first_run_names_address_and_way_out(run: Run) -> None:
    assert f"  Open http://127.0.0.1:{run.port}" in run.said
    assert "cold start" in run.said
    assert "Ctrl-C stops everything; your data is kept." in run.said
    assert run.get() == 200


def test_second_run_names_the_first_and_changes_nothing(run: Run) -> None:
    done = lantern("run", home=run.home, port=postgres_folder.free_port())
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"Lantern is already running from this folder at http://127.0.0.1:{run.port} (process {run.process.pid}). "
        "Use that one, or stop it with Ctrl-C where it runs. To run a second one beside it, set LANTERN_HOME to "
        "another folder and LANTERN_PORT to another number.\n",
    )
    assert run.get() == 200


def test_setup_beside_a_run_is_refused(run: Run) -> None:
    done = lantern("setup", home=run.home, port=run.port)
    assert (done.returncode, "already running" in done.stderr) == (1, True)


def test_database_is_not_stopped_under_a_run(run: Run) -> None:
    done = lantern("database", "stop", home=run.home, port=run.port)
    assert (done.returncode, done.stderr) == (
        1,
        f"Lantern is running on it at http://127.0.0.1:{run.port} (process {run.process.pid}). Stop that first.\n",
    )


def test_taken_port_is_named(run: Run, tmp_path: Path) -> None:
    assert run.process.poll() is None, run.said  # or the port is free, and the other would serve for ever
    done = lantern("run", home=tmp_path / "other", port=run.port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {run.port} cannot be used (Address already in use)")
    assert done.stderr.endswith(f"choose another port: LANTERN_PORT={run.port + 1}\n")


@needs_proc
@pytest.mark.parametrize("word", ["granian", "worker"])
def test_killed_child_is_started_again(run: Run, word: str) -> None:
    before = children_of(run.process.pid)[word]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: children_of(run.process.pid).get(word, before) != before)
    assert children_of(run.process.pid)[word] != before
    wait_until(lambda: _answers(run))
    assert run.get() == 200


def _answers(run: Run) -> bool:
    """Say whether each connection that the web server keeps works again: one by one they may find out."""
    try:
        return all(run.get() == 200 for _ in range(20))
    except OSError:
        return False


@needs_proc
def test_killed_database_is_started_again_with_its_data(run: Run) -> None:
    cluster = postgres.embedded(home=run.home)
    first = postgres.running(cluster)
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: (found := postgres.running(cluster)) is not None and found.pid != first.pid)
    with psycopg.connect(first.addresses.owner_url) as connection:
        row = connection.execute("select count(*) > 0 from django_migrations").fetchone()
    assert row == (True,)
    wait_until(lambda: _answers(run))
    assert run.get() == 200


def test_secrets_of_an_installation_are_its_owners(run: Run) -> None:
    modes = {name: (run.home / name).stat().st_mode & 0o777 for name in ("secret.key", "database.json")}
    assert modes == {"secret.key": 0o600, "database.json": 0o600}
    assert run.home.stat().st_mode & 0o777 == 0o700
    assert sorted(json.loads((run.home / "database.json").read_text())) == [
        "owner_url",
        "superuser_url",
        "url",
    ]


# The last one: it ends the run that the others share, so that its data folder need not be made a second time.
@needs_proc
def test_stopped_or_killed_the_next_run_finds_its_data(run: Run, request: pytest.FixtureRequest) -> None:
    cluster = postgres.embedded(home=run.home)
    request.addfinalizer(lambda: postgres.stop(cluster))
    # A worker whose database was killed under it may still be in its pause.
    wait_until(lambda: len(children_of(run.process.pid)) == 3)
    started = children_of(run.process.pid)
    assert sorted(started) == ["granian", "postgres", "worker"]
    assert run.end(signal.SIGTERM) == 0
    assert run.said.endswith("Stopped. Your data is kept; `make run` finds it again.\n")
    assert [pid for pid in started.values() if Path(f"/proc/{pid}").exists()] == []
    assert postgres.running(cluster) is None

    killed = Run(run.home, port=run.port)
    try:
        killed.wait_said("Lantern is serving")
        started = children_of(killed.process.pid)
    finally:
        killed.end(signal.SIGKILL)
    assert "Tables are up to date" in killed.said
    assert "warm start" in killed.said
    wait_until(lambda: not any(Path(f"/proc/{started[name]}").exists() for name in ("granian", "worker")))
    assert postgres.running(cluster) is not None

    last = Run(run.home, port=run.port)
    try:
        last.wait_said("Lantern is serving")
    finally:
        code = last.end(signal.SIGINT)
    assert (code, postgres.running(cluster)) == (0, None)
