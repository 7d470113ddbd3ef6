"""One way to write a telephone number down for comparing, the same as the database's `lantern_numbers`."""

from __future__ import annotations

import re

# Figures, with what people put between them, and an extension after them.
_SHAPE = re.compile(r"^\+?[0-9(][0-9 ()./-]*( ?(x|ext|ext\.|extension) ?[0-9]{1,6})?$", re.IGNORECASE)
_FEWEST, _MOST = 7, 15  # fewer is an extension that nobody outside can ring; more is two numbers in one box
LOOKS_LIKE = (
    "Give one number of 7 to 15 figures that can be rung from outside, with its extension if it has one."
)


def is_number(telephone: str) -> bool:
    """Say whether this can be rung from outside: one number, and nothing beside it but an extension."""
    if not _SHAPE.match(telephone.strip()):
        return False
    main = re.split(r"[xe]", telephone.casefold())[0]
    return _FEWEST <= len(re.sub(r"[^0-9]", "", main)) <= _MOST


def number_key(telephone: str) -> str:
    """Give the figures of one number, with +44, 0044, 44 and (0) as the one 0 they stand for."""
    kept = re.sub(r"^\+", "00", re.sub(r"[^0-9+]", "", telephone))
    return re.sub(r"^440?([0-9]{10})$", r"0\1", re.sub(r"^00440?", "0", kept))
