"""A home's tablet and its workers' shift PINs: how long what lasts, and how often one may be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

CODE_LETTERS = 10
CODE_LASTS = timedelta(minutes=10)
PIN_FIGURES = 6
MOST_WRONG_TRIES = 5
LONGEST_SHIFT = timedelta(hours=24)
IDLE = timedelta(minutes=15)
# So many wrong enrolment codes from anybody, and for a while none is looked at.
MOST_WRONG_CODES, WRONG_CODES_WITHIN = 30, timedelta(minutes=10)


def is_idle(*, seen: datetime, now: datetime) -> bool:
    """Say whether nobody has touched the tablet for so long that somebody else may hold it now."""
    return now - seen > IDLE


def code_as_kept(typed: str) -> str:
    """Give a code as it is hashed: capitals and figures, without the hyphens and spaces a person puts in."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
