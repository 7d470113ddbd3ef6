"""Whom to ring when the record cannot be reached: a small file, because the database may be what is gone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class DutyNumber:
    """Who answers, and on which number."""

    name: str
    telephone: str


def write(numbers: Iterable[DutyNumber]) -> None:
    """Put these numbers in the place of the old ones, all at once: a reader never sees half a list."""
    file = Path(settings.DUTY_NUMBERS_FILE)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = "".join(f"{_one_line(n.name)}\t{_one_line(n.telephone)}\n" for n in numbers)
    descriptor, written = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as new:
        new.write(lines)
    os.replace(written, file)


def read() -> list[DutyNumber]:
    """Give the numbers as they were last written; none where there is no file or it cannot be read."""
    try:
        text = Path(settings.DUTY_NUMBERS_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    pairs = (line.split("\t", 1) for line in text.splitlines() if "\t" in line)
    return [DutyNumber(name=name, telephone=telephone) for name, telephone in pairs]


def _one_line(text: str) -> str:
    return " ".join(text.split())
