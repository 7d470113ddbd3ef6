"""As whom PostgreSQL runs: it refuses root, so root needs a way round, in root's own folders too."""

from __future__ import annotations

import functools
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lantern.vocabulary.refusals import Refused

_UNPRIVILEGED = "nobody"


class FolderNotReachable(Refused):
    """The user that PostgreSQL must run as may not enter the folder."""


@dataclass(frozen=True)
class Identity:
    """How to run one of PostgreSQL's programs: what stands before its command, and the process options."""

    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=lambda: {"cwd": "/"})

    def command(self, parts: Sequence[str | Path]) -> list[str]:
        """Give the full command line."""
        return [*self.prefix, *(str(part) for part in parts)]


def of(programs: Path, *, folder: Path) -> Identity:
    """Decide as whom to run: oneself; root under a mapped user number; or `nobody`, who then owns the folder.

    The mapped number is better: to the machine the server stays root's own process, so the folder may lie
    where only root may enter, and no other program of `nobody` may read it.
    """
    if os.geteuid() != 0:
        return Identity()
    if folder.stat().st_uid == 0:
        mapped = _mapped()
        if mapped:
            return Identity(prefix=mapped)
    return _as_nobody(programs, folder=folder)


@functools.cache
def _mapped() -> tuple[str, ...]:
    """Give the command that runs a program under a user number other than 0, where the machine allows it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    number = pwd.getpwnam(_UNPRIVILEGED)
    prefix = (unshare, "--user", f"--map-user={number.pw_uid}", f"--map-group={number.pw_gid}", "--")
    tried = subprocess.run([*prefix, "true"], check=False, capture_output=True)
    return () if tried.returncode else prefix


def _as_nobody(programs: Path, *, folder: Path) -> Identity:
    account = pwd.getpwnam(_UNPRIVILEGED)
    options: dict[str, Any] = {
        "cwd": "/",
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
    }
    if folder.stat().st_uid != account.pw_uid:
        folder.parent.chmod(0o711)  # to pass through, not to list; every file in it that matters is 0600
        for root, _, files in os.walk(folder):
            for name in (".", *files):
                os.chown(os.path.join(root, name), account.pw_uid, account.pw_gid, follow_symlinks=False)
    for path, wanted in ((folder, os.W_OK), (programs / "postgres", os.X_OK)):
        if not _may(path, wanted, options):
            raise FolderNotReachable(
                f"PostgreSQL does not run as root, and the user {_UNPRIVILEGED} may not reach {path}. "
                "Run Lantern as an ordinary user, or set LANTERN_HOME (or move the checkout) to a folder "
                "that others may enter."
            )
    return Identity(options=options)


def _may(path: Path, wanted: int, options: dict[str, Any]) -> bool:
    test = {os.W_OK: "-w", os.X_OK: "-x"}[wanted]
    return subprocess.run(["/usr/bin/test", test, str(path)], check=False, **options).returncode == 0
