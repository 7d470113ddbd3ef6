"""Which rules decide what is owed, as one mark: where it changed, everything that is owed is reckoned anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def own_folder() -> Path | None:
    """Give the folder of this installation's own partnership, where the environment names one."""
    named = os.environ.get("LANTERN_LOCAL_TABLES")
    return Path(named).absolute() if named else None


def mark() -> str:
    """Fingerprint the files of the duties, the partnership's folder, and the code that reads and reckons them.

    What was recorded since does not change it, nor does a day on which a duty comes into force: both are reckoned as
    they come.
    """
    digest = hashlib.sha256()
    for path, name in _files():
        digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:40]  # as much as the audit chain keeps of what an entry is about


def _files() -> Iterator[tuple[Path, str]]:
    for folder in (_PACKAGE / "procedures", _PACKAGE / "queries"):
        found = [*folder.rglob("*.py"), *folder.rglob("*.toml")]
        yield from ((path, path.relative_to(_PACKAGE).as_posix()) for path in sorted(found))
    if own := own_folder():
        yield from ((path, path.relative_to(own).as_posix()) for path in sorted(own.rglob("*.toml")))
