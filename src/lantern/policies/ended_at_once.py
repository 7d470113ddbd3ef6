"""A placement that had to end at once: what was arranged, and who is told of it by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.refusals import Refused

# Regulation 14(3) and (4), Care Planning, Placement and Case Review (England) Regulations 2010: written notice to
# those who were not told beforehand within 10 working days; the reviewing officer as soon as is reasonably practicable.
WORKING_DAYS = 10


def check_at_once(*, because: AtOnceBecause | None, arrangements: str) -> None:
    """Refuse an end at once without what was arranged instead, and arrangements without why it was at once."""
    if because is not None and not arrangements.strip():
        raise Refused(
            "Say what other arrangements were made for the child. Nothing was recorded.", field="arrangements"
        )
    if because is None and arrangements.strip():
        raise Refused(
            "You wrote what was arranged. Say why the placement had to end at once, or take the words out. "
            "Nothing was recorded.",
            field="at_once",
        )


def check_told(told: Mapping[EndHeard, date], *, today: date) -> None:
    """Refuse nothing said at all, and a day to come. A day before the end is one on which they were told beforehand."""
    if not told:
        raise Refused("Say of at least one of them on which day they were told. Nothing was recorded.")
    for whom, on in told.items():
        if on > today:
            raise Refused("This day is still to come. Record what has happened.", field=f"told_{whom.value}")
