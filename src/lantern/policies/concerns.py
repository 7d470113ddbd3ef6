"""What a sign, the authority's own view and a decision not to refer must say before they are recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lantern.vocabulary import signs
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.signs import Certainty

Seen = tuple[str, Certainty]


def check_signs(*, seen: Iterable[Seen], words: str) -> None:
    """Refuse a record of signs that names none, names one twice or one that is not on the list."""
    codes = [code for code, _ in seen]
    if not codes and not words.strip():
        raise Refused("Choose at least one sign, or say in your own words what worries you.", field="words")
    if len(codes) != len(set(codes)):
        raise Refused("A sign is either observed or suspected. Nothing was recorded. Choose one of the two.")
    if not set(codes) <= set(signs.CODES):
        raise Refused(
            "There is a sign here that is not on the list. Nothing was recorded. Open the page again."
        )


def check_evidence(*, seen: Iterable[Seen], evidence: str) -> None:
    """Refuse a sign without what it rests on: the next reader must be able to weigh it."""
    if any(True for _ in seen) and not evidence.strip():
        raise Refused(
            "Say what this rests on: who saw or heard what. Nothing was recorded.", field="evidence"
        )


def check_reasons(reasons: str) -> None:
    """Refuse a view, or a decision not to refer, that gives no reasons."""
    if not reasons.strip():
        raise Refused("Type the reasons. Nothing was recorded.", field="reasons")


def check_look_again(*, on: date, today: date) -> None:
    """Refuse a day to look again that is not still to come: both are London days."""
    if on <= today:
        raise Refused("The day to look again must be still to come.", field="look_again_on")
