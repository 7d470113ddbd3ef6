"""Compile the catalogues of the child's page: the .po sources are kept, what is made of them is not."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "locale"


def make() -> tuple[Path, ...]:
    """Compile each .po whose .mo is not what it would be, and give those made; a fuzzy sentence is left out."""
    return tuple(made for source in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")) if (made := _made(source)))


def _made(source: Path) -> Path | None:
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    to = source.with_suffix(".mo")
    if to.exists() and to.read_bytes() == compiled.getvalue():
        return None
    being_made = to.with_name(f".{to.name}.{os.getpid()}")
    being_made.write_bytes(compiled.getvalue())
    os.replace(being_made, to)
    return to
