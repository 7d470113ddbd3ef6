"""Serve: database, web server and worker as one program, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from lantern.commands import _database, _running, verbs
from lantern.commands._database import Database
from lantern.commands._prepare import is_demo, lantern, own_environment, prepare
from lantern.commands._steps import ending, say, step, time_options
from lantern.gateways import postgres
from lantern.gateways.processes import Supervised, stop_all
from lantern.vocabulary.refusals import Refused

TOUCHES_NO_CHILD = "it starts the web server and the worker, whose own doors ask"
HOST = "127.0.0.1"
WEB_WORKERS, WEB_THREADS = 2, 2
READY_SECONDS = 60.0
GIVE_UP_DEATHS = 3


class PortTaken(Refused):
    """Another program answers on the port."""


class NotServing(Refused):
    """The web server does not come up."""


def run(argv: list[str]) -> int:
    """Serve until Ctrl-C or SIGTERM, then stop everything that this run started."""
    parser = argparse.ArgumentParser(prog="lantern run", description=__doc__)
    time_options(parser)
    asked = parser.parse_args(argv)
    home, port = _database.home(), _port()
    address = f"http://{HOST}:{port}"
    # SIGINT too: a shell hands it on ignored to a program that it starts in the background.
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    with _running.held(home=home, address=address):
        _check_port(port)
        is_cold = asked.cold or not (home / "secret.key").exists()
        database = prepare()
        try:
            _serve(database, address=address, port=port, words=(asked.began_at, is_cold))
        except KeyboardInterrupt:
            pass
        finally:
            _ignore_signals()
            _database.close_database(database)
        say("Stopped. Your data is kept; `make run` finds it again.")
    return 0


def _interrupt(_sign: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """Let a second, impatient Ctrl-C not break off the stopping."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)


def _port() -> int:
    said = os.environ.get("LANTERN_PORT") or "8000"
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise Refused(f"LANTERN_PORT is '{said}'. It must be a number from 1 to 65535.")
    return int(said)


def _check_port(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} cannot be used ({error.strerror}): another program has it, perhaps a "
                f"Lantern from another folder. Stop that, or choose another port: LANTERN_PORT={port + 1}"
            ) from error


def _serve(database: Database, *, address: str, port: int, words: tuple[float, bool]) -> None:
    children = [_web(port), *([_worker()] if "worker" in verbs() else [])]
    sign_ins = _ask_sign_ins()
    try:
        with step("Web server and worker"):
            _wait_ready(children, port=port)
        _welcome(address, sign_ins, began_at=words[0], is_cold=words[1])
        while True:
            _keep(children)
            _keep_database(database)
            time.sleep(0.5)
    finally:
        _ignore_signals()
        say("\nStopping ...")
        sign_ins.kill()
        stop_all(children)


def _at_work() -> dict[str, str]:
    """Give what the doors need: connections that are kept, and not the owner's address, which only migrations use."""
    kept = {name: value for name, value in own_environment().items() if name != "DATABASE_OWNER_URL"}
    return {**kept, "LANTERN_POOL": "1"}


def _web(port: int) -> Supervised:
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": str(port),
        "--workers": str(WEB_WORKERS),
        "--blocking-threads": str(WEB_THREADS),
        "--log-level": "warning",
    }
    command = [sys.executable, "-m", "granian", *(word for pair in options.items() for word in pair)]
    command += ["--no-ws", "lantern.site.wsgi:application"]
    return Supervised(name="web server", command=command, environment=_at_work())


def _worker() -> Supervised:
    return Supervised(name="worker", command=lantern("worker"), environment=_at_work())


def _wait_ready(children: list[Supervised], *, port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    web = children[0]
    while time.monotonic() < until and web.deaths < GIVE_UP_DEATHS:
        _keep(children)
        if web.is_running and _answers(port):
            return
        time.sleep(0.05)
    raise NotServing(
        "The web server did not come up with a first page; what it said stands above. Nothing was lost."
    )


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _keep(children: list[Supervised]) -> None:
    for child in children:
        died = child.keep()
        if died:
            say(died)


def _keep_database(database: Database) -> None:
    """Start the embedded database again if it died under us; on the same port, so nobody else need know."""
    if database.cluster is None or postgres.running(database.cluster) is not None:
        return
    say("The database is not running. It is started again.")
    with contextlib.suppress(Refused):
        postgres.start(database.cluster)


def _ask_sign_ins() -> subprocess.Popen[str]:
    """Ask for the demo's sign-ins while the web server starts: both take Django's two seconds."""
    words = (
        lantern("demo", "--print-sign-ins") if is_demo() and "demo" in verbs() else [sys.executable, "-c", ""]
    )
    return subprocess.Popen(
        words, env=own_environment(), stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _welcome(address: str, sign_ins: subprocess.Popen[str], *, began_at: float, is_cold: bool) -> None:
    said, _ = sign_ins.communicate()
    say()
    say(f"Lantern is serving {ending(began_at=began_at, is_cold=is_cold)}.")
    say()
    say(f"  Open {address}")
    if said.strip():
        say()
        say(said.rstrip())
        say()
        say("  Try first: sign in as the out-of-hours duty worker and record that a child is missing.")
        say("  Then open the outbox page, and follow the message as the one who receives it.")
    say("  Ctrl-C stops everything; your data is kept.")
