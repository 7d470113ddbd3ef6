"""A server's data folder with a migrated template in it, kept between runs for as long as no table changes.

To migrate an empty database takes most of a minute of processor time, and every start of the tests needs it. What is
kept is known by a digest of everything that the migrations read; a change of any of it makes a new one. It holds no
row of anybody: only what `lantern migrate` makes. `LANTERN_TEST_KEEPS_NOTHING=1` migrates anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path

from lantern.gateways import postgres_folder
from lantern.gateways.postgres_folder import Addresses, Cluster

ROOT = Path(__file__).resolve().parent.parent
READ = ("accounts", "record", "policies", "vocabulary", "gateways", "site", "commands", "jobs")
NEWEST = 6  # how many are kept; each is some eighty megabytes


class Kept:
    """One kept data folder, and the addresses that its roles were made for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._addresses = folder / "database.json"

    def addresses(self) -> Addresses:
        """Give the addresses of this folder's roles, on a port that is free now."""
        with self._alone():
            if not self._addresses.exists():
                made = Addresses.new(port=postgres_folder.free_port())
                self._addresses.write_text(json.dumps(asdict(made)))
            return Addresses(**json.loads(self._addresses.read_text())).at(port=postgres_folder.free_port())

    def bring(self, cluster: Cluster, *, make: Callable[[], None]) -> None:
        """Put a copy of the kept data where the cluster looks for it; `make` makes it there if none is kept yet.

        Whoever comes second waits for the first, rather than doing the same work beside it.
        """
        with self._alone():
            if self._data.is_dir():
                os.utime(self._folder)  # first: what was used last is forgotten last
                _copy(self._data, cluster.data)
                return
            make()
            half = self._folder / "data.new"
            shutil.rmtree(half, ignore_errors=True)
            _copy(cluster.data, half)
            half.rename(self._data)
        _forget_the_oldest(self._folder.parent)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def kept() -> Kept | None:
    """Find the folder for the tables as they are now; nothing where it may not be ours alone, or is not wanted."""
    if os.environ.get("LANTERN_TEST_KEEPS_NOTHING"):
        return None
    all_of_them = Path(tempfile.gettempdir()) / f"lantern-tests-{os.getuid()}"
    all_of_them.mkdir(mode=0o700, exist_ok=True)
    found = all_of_them.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or all_of_them.is_symlink():
        return None
    folder = all_of_them / _digest()
    folder.mkdir(mode=0o700, exist_ok=True)
    return Kept(folder)


@cache
def _digest() -> str:
    """Say in a few letters what the template is made of: our tables, what they import, the packages, the server."""
    programs = postgres_folder.find_programs()
    found = hashlib.sha256(
        subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True).stdout
    )
    files = (path for floor in READ for path in sorted((ROOT / "src" / "lantern" / floor).rglob("*.py")))
    for path in (ROOT / "requirements" / "core.txt", ROOT / "tests" / "throw_away.py", *files):
        found.update(f"{path.relative_to(ROOT)}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:24]


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", source, target], check=True)


def _forget_the_oldest(folder: Path) -> None:
    """Delete all but the newest; what another run uses at this moment is left, and what it just deleted is gone."""
    by_age = sorted(folder.iterdir(), key=_used_at, reverse=True)
    for each in by_age[NEWEST:]:
        with suppress(OSError), (each / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(each, ignore_errors=True)


def _used_at(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return 0
