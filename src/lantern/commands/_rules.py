"""Which rules are in force: the folder that a partnership's are read from, and one mark of all that decides.

Where the mark changed, everything that is owed is reckoned anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from lantern.commands import _database
from lantern.procedures import local_tables, tables_read
from lantern.vocabulary.refusals import Refused

_FOLDER, _REFUSED = "LANTERN_LOCAL_TABLES", "LANTERN_TABLES_REFUSED"
_PACKAGE = Path(__file__).resolve().parents[1]


def own_folder() -> Path | None:
    """Give the folder of this installation's own partnership, where one is named or was dropped in."""
    return local_tables.own(named=os.environ.get(_FOLDER), home=_database.home())


def settle(*, home: Path) -> str:
    """Settle for every program that this one starts which folder is read; say why another is, or nothing.

    A folder that is understood is kept in the data folder, as it is now. One that is refused stays out of force, and
    the one that was kept is read in its place, so that a mistake in it does not keep Lantern from starting at night.
    Raises BadTable or BadDuty, with file, line and reason, where none was kept that is understood.
    """
    os.environ.pop(_REFUSED, None)
    own = local_tables.own(named=os.environ.get(_FOLDER), home=home)
    kept = home / "rules-in-force"
    if own is None:
        shutil.rmtree(kept, ignore_errors=True)
        return ""
    try:
        tables_read.use_whole(own)
    except Refused as wrong:
        if not kept.is_dir() or not _is_understood(kept):
            raise
        os.environ[_FOLDER], os.environ[_REFUSED] = str(kept), wrong.message
        return wrong.message
    _keep(own, kept)
    return ""


def _is_understood(folder: Path) -> bool:
    try:
        tables_read.use_whole(folder)
    except Refused:
        return False
    return True


def _keep(own: Path, kept: Path) -> None:
    """Copy the tables of a folder beside the kept ones, then put them in their place."""
    new = kept.with_name(f"{kept.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for path in _tables(own):
        copy = new / path.relative_to(own)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    shutil.rmtree(kept, ignore_errors=True)
    new.rename(kept)


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
        yield from ((path, path.relative_to(own).as_posix()) for path in _tables(own))


def _tables(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.is_file())
