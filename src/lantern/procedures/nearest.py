"""What somebody who mistyped a word of a file probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_ALIKE = 0.75


def meant(word: object, known: Iterable[str]) -> str:
    """Give a question that names the known word most like this one, to be put after a refusal; else nothing."""
    found = get_close_matches(str(word), [str(each) for each in known], n=1, cutoff=_ALIKE)
    return f'; did you mean "{found[0]}"?' if found else ""
