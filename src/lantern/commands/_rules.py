"""Which rules are in force: the copy of a partnership's folder that programs read, and one mark of all that decides.

The folder itself is read where Lantern is started or set up, and nowhere else: a program that is started again in
between goes by the same rules as those beside it. Where the mark changed, everything that is owed is reckoned anew.
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

_REFUSED = "LANTERN_TABLES_REFUSED"
_PACKAGE = Path(__file__).resolve().parents[1]
_DECIDES = ("vocabulary", "procedures", "policies", "record", "queries", "actions")  # the floors that reckon


def own_folder() -> Path | None:
    """Give the folder of this installation's own partnership, where one is named or was dropped in."""
    return local_tables.own(named=os.environ.get("LANTERN_LOCAL_TABLES"), home=_database.home())


def settle() -> str:
    """Read the partnership's folder and put a copy of it in force; say why that is not so, or nothing.

    What is refused stays out of force, and so does a folder that is gone: the copy of what was understood before stays
    in force, so that neither keeps Lantern from starting at night. Every program that is started from here is told.
    Raises BadTable or BadDuty, with file, line and reason, where no copy is there that is understood.
    """
    own, kept = own_folder(), local_tables.kept(home=_database.home())
    _recover(kept)
    said = _put_in_force(own, kept) if own is not None else _without_folder(kept)
    os.environ[_REFUSED] = said
    return said


def _put_in_force(own: Path, kept: Path) -> str:
    try:
        tables_read.use_whole(own)
    except Refused as wrong:
        if not kept.is_dir() or not _is_understood(kept):
            raise
        return wrong.message
    try:
        _keep(own, kept)
    except OSError as wrong:
        return f"It could not be copied into the data folder: {wrong.strerror}."
    return ""


def _without_folder(kept: Path) -> str:
    if not kept.is_dir():
        return ""
    if not _is_understood(kept):
        tables_read.use_whole(kept)
    return (
        "It is neither named in LANTERN_LOCAL_TABLES nor in the data folder any more. To go back to the example that "
        f"comes with Lantern, take away {kept.name} in the data folder."
    )


def _is_understood(folder: Path) -> bool:
    try:
        tables_read.use_whole(folder)
    except Refused:
        return False
    return True


def _keep(own: Path, kept: Path) -> None:
    """Put a copy of the folder's tables in the place of the kept one; a power cut on the way leaves one of the two."""
    tables = {path.relative_to(own): path.read_bytes() for path in _tables(own)}
    if kept.is_dir() and tables == {path.relative_to(kept): path.read_bytes() for path in _tables(kept)}:
        return
    new = _beside(kept, "new")
    shutil.rmtree(new, ignore_errors=True)
    for name, content in tables.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(content)
    old = _beside(kept, "old")
    shutil.rmtree(old, ignore_errors=True)
    if kept.is_dir():
        kept.rename(old)
    new.rename(kept)
    shutil.rmtree(old, ignore_errors=True)


def _recover(kept: Path) -> None:
    """Put back what was in force where the place of it was left empty."""
    old = _beside(kept, "old")
    if old.is_dir() and not kept.is_dir():
        old.rename(kept)


def _beside(kept: Path, which: str) -> Path:
    return kept.with_name(f"{kept.name}.{which}")


def mark() -> str:
    """Fingerprint the files of the duties, the partnership's folder in force, and the code that reads and reckons them.

    What was recorded since does not change it, nor does a day on which a duty comes into force: both are reckoned as
    they come.
    """
    digest = hashlib.sha256()
    for path, name in _files():
        digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:40]  # as much as the audit chain keeps of what an entry is about


def _files() -> Iterator[tuple[Path, str]]:
    for floor in _DECIDES:
        found = [*(_PACKAGE / floor).rglob("*.py"), *(_PACKAGE / floor).rglob("*.toml")]
        yield from ((path, path.relative_to(_PACKAGE).as_posix()) for path in sorted(found))
    kept = local_tables.kept(home=_database.home())
    folder = kept if kept.is_dir() else own_folder()
    if folder is not None:
        yield from ((path, path.relative_to(folder).as_posix()) for path in _tables(folder))


def _tables(folder: Path) -> list[Path]:
    """Give the tables of a folder, and not what an editor left beside them."""
    return sorted(path for path in folder.rglob("*.toml") if path.is_file() and not path.name.startswith("."))
