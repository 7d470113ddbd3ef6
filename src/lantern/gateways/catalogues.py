"""The words of the child's page in each language, from the compiled catalogues, and which version of them it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from lantern.vocabulary.childs_page import ENGLISH, WORDS

FOLDER = Path(__file__).resolve().parents[1] / "locale"
DOMAIN = "childs_page"


@cache
def words_in(language: str) -> Mapping[str, str] | None:
    """Give the page's words in a language, by their names; None where its catalogue is not made or not whole."""
    if language == ENGLISH.code:
        return WORDS
    catalogue = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not catalogue.exists():
        return None
    with catalogue.open("rb") as file:
        told = GNUTranslations(file)
    # What is not translated is given back as it was; no sentence of ours is the same in two languages.
    words = {name: told.gettext(english) for name, english in WORDS.items()}
    return None if any(words[name] == english for name, english in WORDS.items()) else words


def version_of(language: str) -> str:
    """Give the version of a language's text: another as soon as one sentence of it, or of the English, changes.

    Empty where there is no whole text in this language.
    """
    words = words_in(language)
    if words is None:
        return ""
    digest = hashlib.sha256()
    for name, english in WORDS.items():
        for said in (name, english, words[name]):
            digest.update(said.encode() + b"\0")
    return digest.hexdigest()
