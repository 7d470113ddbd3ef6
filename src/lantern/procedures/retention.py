"""Until which day a looked after child's case record is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lantern.procedures.conditions import birthday

YEARS_FROM_BIRTH = 75
YEARS_FROM_DEATH = 15
SOURCE = "Care Planning, Placement and Case Review (England) Regulations 2010, SI 2010/959, regulation 50"
READ = "text seen"


def kept_until(*, born: Sequence[date], died_on: date | None) -> date:
    """Give the last London day on which the record must still be kept, of all candidate dates of birth the latest.

    The 75th anniversary of birth; for a child who died under 18, the last of 15 years beginning with the day of death.
    Raises ValueError where no date of birth is given. Source: regulation 50, see SOURCE.
    """
    if not born:
        raise ValueError("a record is kept by a date of birth, and none was given")
    return max(_kept(each, died_on) for each in born)


def _kept(born: date, died_on: date | None) -> date:
    if died_on is not None and died_on < birthday(born, 18):
        return birthday(died_on, YEARS_FROM_DEATH) - timedelta(days=1)
    return birthday(born, YEARS_FROM_BIRTH)
