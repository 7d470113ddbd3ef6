"""The manifest of an inquiry bundle: what is in the archive, and whether it still is. Needs no Django."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

NAME = "manifest.json"
FORMAT = "lantern-inquiry-bundle"
VERSION = 1
_MOST = 200 * 1024 * 1024  # bytes of one file: a bundle holds no larger one
_PIECE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One file as the manifest lists it."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> Listed:
        """List a file by its content."""
        return cls(name=name, size=len(content), sha256=sha256(content).hexdigest())


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of checking an archive: its own SHA-256, its manifest, and what is wrong with it."""

    sha256: str
    manifest: dict[str, Any]
    faults: tuple[str, ...]


def written(said: dict[str, Any], *, files: Iterable[Listed]) -> bytes:
    """Write a manifest of these files, beside what else it says."""
    listed = [{"name": each.name, "bytes": each.size, "sha256": each.sha256} for each in files]
    whole = {"format": FORMAT, "version": VERSION, **said, "files": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def check(path: Path) -> Checked:
    """Check every file of an archive against its manifest; faults are sentences, none where all is as it was."""
    digest = sha256(path.read_bytes()).hexdigest()
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(archive, digest)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        return Checked(sha256=digest, manifest={}, faults=(f"The archive cannot be read: {broken}.",))


def _checked(archive: zipfile.ZipFile, digest: str) -> Checked:
    names = archive.namelist()
    if NAME not in names:
        return Checked(sha256=digest, manifest={}, faults=("There is no manifest in it.",))
    if archive.getinfo(NAME).file_size > _PIECE:
        return Checked(sha256=digest, manifest={}, faults=("The manifest is too large to be one of ours.",))
    try:
        manifest = json.loads(archive.read(NAME))
        listed = [
            Listed(name=str(each["name"]), size=int(each["bytes"]), sha256=str(each["sha256"]))
            for each in manifest["files"]
        ]
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return Checked(sha256=digest, manifest={}, faults=("The manifest cannot be read.",))
    if (manifest.get("format"), manifest.get("version")) != (FORMAT, VERSION):
        return Checked(sha256=digest, manifest={}, faults=("The manifest is of another kind of archive.",))
    return Checked(sha256=digest, manifest=manifest, faults=tuple(_faults(archive, names, listed)))


def _faults(archive: zipfile.ZipFile, names: list[str], listed: list[Listed]) -> Iterator[str]:
    known = {each.name for each in listed}
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is in the archive more than once."
    for name in sorted(set(names) - known - {NAME}):
        yield f"{name} is in the archive, and the manifest does not list it."
    for each in listed:
        if each.name not in names:
            yield f"{each.name} is missing."
        elif not _is_as_listed(archive, each):
            yield f"{each.name} is not as it was released."


def _is_as_listed(archive: zipfile.ZipFile, listed: Listed) -> bool:
    if archive.getinfo(listed.name).file_size != listed.size or listed.size > _MOST:
        return False
    digest, size = sha256(), 0
    try:
        with archive.open(listed.name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except zipfile.BadZipFile:
        return False
    return (digest.hexdigest(), size) == (listed.sha256, listed.size)
