"""One way to write a telephone number down for comparing, the same as the database's `lantern_numbers`."""

from __future__ import annotations

import re


def number_key(telephone: str) -> str:
    """Give the figures of one number, with +44, 0044, 44 and (0) as the one 0 they stand for."""
    kept = re.sub(r"^\+", "00", re.sub(r"[^0-9+]", "", telephone))
    return re.sub(r"^440?([0-9]{10})$", r"0\1", re.sub(r"^00440?", "0", kept))
