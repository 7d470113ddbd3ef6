"""Who runs Lantern in this data folder: one at a time, held by a lock that ends with its process."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from lantern.vocabulary.refusals import Refused


class AlreadyRunning(Refused):
    """Another process serves from this data folder."""


@dataclass(frozen=True)
class Holder:
    """The process that serves, and where."""

    pid: int
    address: str


def holder(*, home: Path) -> Holder | None:
    """Give the process that serves from this folder now, or nothing."""
    try:
        with (home / "run.lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read(lock.read())
    except FileNotFoundError:
        pass
    return None


@contextlib.contextmanager
def held(*, home: Path, address: str) -> Iterator[None]:
    """Hold this data folder for as long as this process serves from it."""
    with _open_lock(home) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AlreadyRunning(_words(_read(lock.read()))) from None
        lock.truncate(0)
        lock.write(json.dumps(asdict(Holder(pid=os.getpid(), address=address))))
        lock.flush()
        yield
        lock.truncate(0)


def _open_lock(home: Path) -> TextIO:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (home / "run.lock").open("a+")
    except OSError as error:
        raise Refused(
            f"The data folder {home} cannot be used: {error.strerror}. Set LANTERN_HOME to another."
        ) from error


def _read(text: str) -> Holder:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return Holder(pid=0, address="an address not yet known")


def _words(found: Holder) -> str:
    return (
        f"Lantern is already running from this folder at {found.address} (process {found.pid}). "
        "Use that one, or stop it with Ctrl-C where it runs. To run a second one beside it, set LANTERN_HOME "
        "to another folder and LANTERN_PORT to another number."
    )
