"""One way to fold a name for finding, made here so that every database sorts and folds alike."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Fold case, accents, punctuation and spacing away: `Ó Súilleabháin, Ciarán` gives `o suilleabhain ciaran`."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())
