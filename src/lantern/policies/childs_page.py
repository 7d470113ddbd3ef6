"""When a link to the child's page opens, what may be typed on it, and when a language of it is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.vocabulary.childs_page import ENGLISH, LASTS, ChildSays
from lantern.vocabulary.refusals import Refused

# The same word pressed again within this time is the same word: it is told once.
SAME_WORD = timedelta(minutes=10)
_FEWEST, _MOST = 7, 15  # figures of a telephone number, as ITU-T E.164 counts them at most
_BESIDE = set(" ()-.+/")


class NumberWrong(Refused):
    """What was typed is no telephone number."""


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """One line about a language's text: which version, and whether its speaker confirmed it."""

    version: str
    is_confirmed: bool


def is_open(*, ends_at: datetime, withdrawn_at: datetime | None, is_void: bool, now: datetime) -> bool:
    """Say whether a link opens the page."""
    return withdrawn_at is None and not is_void and now < ends_at


def is_on(*, language: str, version: str, said: Sequence[Confirmation]) -> bool:
    """Say whether the page is shown in a language: its newest line about this very version confirms it.

    `said` are the lines about the language, the oldest first. English is confirmed by the project.
    """
    if language == ENGLISH.code:
        return True
    about = [line.is_confirmed for line in said if line.version == version]
    return bool(version) and bool(about) and about[-1]


def number_of(typed: str, *, says: ChildSays) -> str:
    """Give the number as typed, without the space around it; empty is the number that we have.

    Raise NumberWrong for what is no number, and never where help is asked for: that is taken as it is.
    """
    number = " ".join(typed.split())[:40]
    if says is not ChildSays.RING_BACK or not number:
        return number if says is ChildSays.HELP_NOW else ""
    figures = sum(letter.isdigit() for letter in number)
    if not _FEWEST <= figures <= _MOST or any(not each.isdigit() and each not in _BESIDE for each in number):
        raise NumberWrong("number_wrong", field="number")
    return number


def lasting(chosen: str) -> timedelta:
    """Give how long a link opens the page; refuse what is not on the list."""
    if chosen not in LASTS:
        raise Refused("Choose how long the page is to open.", field="lasts")
    return LASTS[chosen]


def check_confirmation(*, speaker: str, capacity: str) -> None:
    """Refuse a confirmation that does not say who read the text, and in what capacity."""
    if not speaker.strip():
        raise Refused("Enter who read the text: a name.", field="speaker")
    if not capacity.strip():
        raise Refused(
            "Enter in what capacity: such as native speaker and qualified interpreter, and where they work.",
            field="capacity",
        )
