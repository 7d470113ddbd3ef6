"""The embedded PostgreSQL: make its data folder, start it, stop it, say whether it runs.

TCP on 127.0.0.1 alone, SCRAM passwords, page checksums, no socket file (a long data path would break one).
Values never reach the server's log: a child's name in a failing statement would otherwise be kept there.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import psycopg

from lantern.gateways import postgres_folder, postgres_owner, postgres_roles
from lantern.gateways.postgres_folder import (
    DURABLE,
    THROW_AWAY,
    Addresses,
    Cluster,
    DatabaseNotStarted,
    Running,
    embedded,
)

__all__ = [
    "DURABLE",
    "THROW_AWAY",
    "Addresses",
    "Cluster",
    "DatabaseNotStarted",
    "Running",
    "embedded",
    "running",
    "start",
    "stop",
]

START_SECONDS = 30
STALE_SECONDS = 15  # after a kill -9 the dying backends hold the data folder for some seconds
STOP_SECONDS = 60
LOG_BYTES = 5_000_000

_ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    # LOG ranks above ERROR here: failing statements and the values in them stay out of the file.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


def start(cluster: Cluster) -> Running:
    """Start the server, making folder, roles and database where they are missing; keep one that runs."""
    cluster.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _only_one(cluster):
        found = _answering(cluster)
        if found is not None:
            return found
        is_new = postgres_folder.make_data(cluster)
        known = postgres_folder.known_addresses(cluster)
        addresses = known or Addresses.new(port=postgres_folder.free_port())
        if is_new or known is None:
            postgres_folder.set_superuser_password(cluster, addresses)
            postgres_folder.write_addresses(cluster, addresses)
        pid, addresses = _launch(cluster, addresses)
        postgres_folder.write_addresses(cluster, addresses)
        postgres_roles.prepare(**asdict(addresses))
        return Running(pid=pid, addresses=addresses, started=True)


def stop(cluster: Cluster) -> bool:
    """Stop the server, letting no new work in; say whether one was running."""
    with _only_one(cluster):
        pid = _postmaster(cluster)
        if pid is None:
            return False
        for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
            if _gone(pid, seconds=seconds):
                return True
    raise DatabaseNotStarted(f"PostgreSQL (process {pid}) does not stop. Its log is {cluster.log}.")


def running(cluster: Cluster) -> Running | None:
    """Say where the server of this data folder answers, or nothing when it does not."""
    pid = _postmaster(cluster)
    addresses = postgres_folder.known_addresses(cluster)
    if pid is None or addresses is None or _status(cluster) != "ready":
        return None
    port = int((cluster.data / "postmaster.pid").read_text().splitlines()[3])
    return Running(pid=pid, addresses=addresses.at(port=port))


def _answering(cluster: Cluster) -> Running | None:
    """Give the server that already runs; one that is coming up or going down is waited for."""
    until = time.monotonic() + STALE_SECONDS
    while _postmaster(cluster) is not None and time.monotonic() < until:
        found = running(cluster)
        if found is None:
            time.sleep(0.1)
            continue
        try:
            psycopg.connect(found.addresses.superuser_url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return found
    return None


def _launch(cluster: Cluster, addresses: Addresses) -> tuple[int, Addresses]:
    """Start the server and wait until it answers; try again while a killed one still holds the folder."""
    was_unclean = (cluster.data / "postmaster.pid").exists()
    give_up_at = time.monotonic() + (STALE_SECONDS if was_unclean else 1)
    port = addresses.port if postgres_folder.is_free(addresses.port) else postgres_folder.free_port()
    while True:
        _disown_foreign_pid(cluster)
        child = _spawn(cluster, port=port)
        if _ready(cluster, child):
            return child.pid, addresses.at(port=port)
        if time.monotonic() > give_up_at:
            raise DatabaseNotStarted(
                f"PostgreSQL did not start. The end of {cluster.log}:\n{_tail(cluster.log)}"
            )
        time.sleep(0.3)
        port = port if postgres_folder.is_free(port) else postgres_folder.free_port()


def _spawn(cluster: Cluster, *, port: int) -> subprocess.Popen[bytes]:
    """Run the server in a session of its own: a Ctrl-C meant for Lantern must not reach it first."""
    if cluster.log.exists() and cluster.log.stat().st_size > LOG_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    identity = postgres_owner.of(cluster.programs, folder=cluster.data)
    options = [
        f"--{name}={value}" for name, value in {**_ALWAYS, **cluster.settings, "port": str(port)}.items()
    ]
    descriptor = os.open(cluster.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(
            identity.command([cluster.programs / "postgres", "-D", cluster.data, *options]),
            **identity.options,
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            start_new_session=True,
        )
    finally:
        os.close(descriptor)


def _ready(cluster: Cluster, child: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if child.poll() is not None:
            return False
        if _status(cluster) == "ready" and _pid_in_file(cluster) == child.pid:
            _children[child.pid] = child
            return True
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    child.wait(timeout=STOP_SECONDS)
    return False


# Servers that this process started: only their parent can collect them once they end.
_children: dict[int, subprocess.Popen[bytes]] = {}


def _postmaster(cluster: Cluster) -> int | None:
    """Give the process id of this folder's live server."""
    pid = _pid_in_file(cluster)
    return pid if pid is not None and _is_postgres(pid) else None


def _pid_in_file(cluster: Cluster) -> int | None:
    try:
        return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _status(cluster: Cluster) -> str:
    with contextlib.suppress(FileNotFoundError):
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        return lines[7].strip() if len(lines) > 7 else ""
    return ""


def _is_postgres(pid: int) -> bool:
    child = _children.get(pid)
    if child is not None and child.poll() is not None:
        return False
    if Path("/proc/self/stat").exists():
        try:
            name, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return name == "postgres" and rest.split()[0] != "Z"
    said = subprocess.run(
        ["ps", "-o", "stat=,comm=", "-p", str(pid)],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    return "postgres" in said and not said.startswith("Z")


def _disown_foreign_pid(cluster: Cluster) -> None:
    """Let the server start over a pid file whose number another program got since.

    PostgreSQL ignores the number of its own parent, which is this process, and still checks that no
    backend of the dead server holds the shared memory; deleting the file would skip that check.
    """
    pid = _pid_in_file(cluster)
    if pid is None or _is_postgres(pid):
        return
    path = cluster.data / "postmaster.pid"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))


def _gone(pid: int, *, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not _is_postgres(pid):
            child = _children.pop(pid, None)
            if child is not None:
                child.wait()  # it may have ended between the two looks: collect it, or it stays a zombie
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def _only_one(cluster: Cluster) -> Iterator[None]:
    """Let one process at a time start or stop this cluster."""
    if not cluster.home.is_dir():
        yield
        return
    with (cluster.home / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-8:]) if path.exists() else "(empty)"
