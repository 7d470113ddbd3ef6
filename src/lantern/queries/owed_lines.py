"""What is owed, as a page says it: from the stored rows and the duty's file. Overdue is asked of the clock."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Least

from lantern.procedures import duty as reckoned
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.duty import Owed, Standing, ended_late
from lantern.procedures.facts import FACT_WORDS, FactName
from lantern.procedures.in_force import asked_in_force
from lantern.queries.values import OwedLine
from lantern.record.models import OwedDuty
from lantern.vocabulary.days import When

# The same as `limit_of`, asked of the database: what is not there counts for nothing.
LIMIT = Least("due_at", "source_due_at")
EXCUSED_LATE = "excused_late"
_CONFIDENTIAL = {
    FactName.IS_UNACCOMPANIED,
    FactName.HAS_CARE_ORDER,
    FactName.AGE_STANDING,
    FactName.DATE_OF_BIRTH,
    FactName.IN_PILOT_AREA,
}


def line_of(row: OwedDuty, *, now: datetime) -> OwedLine:
    """Give one stored duty as a page says it."""
    duty = asked_in_force().by_code.get(row.code)
    is_target, is_period = (duty.is_target, duty.is_period) if duty else (False, False)
    limit = limit_of(row)
    is_past = not row.settled_as and limit is not None and limit < now
    return OwedLine(
        code=row.code,
        title=row.title,
        owed_by=row.owed_by,
        arose=When(on=row.arose_on, at=row.arose_at),
        due_at=row.due_at,
        limit=limit,
        wakes_at=row.wakes_at,
        settled_as="ended" if is_past and is_period else _settled(row, limit),
        is_overdue=is_past and not is_target and not is_period,
        standard_at=row.standard_at,
        is_expected=is_target,
        is_period=is_period,
        assumed=tuple(FACT_WORDS[FactName(each)] for each in row.assumed.split(",") if each),
        source=duty.source if duty else "",
        is_local=duty.source_read.is_local if duty else False,
    )


def _settled(row: OwedDuty, limit: datetime | None) -> str:
    """Give as what it is settled; what ended without being met after its time was over was late all the same."""
    ended = When(on=row.settled_on, at=row.settled_at) if row.settled_on else None
    is_late = row.settled_as == Standing.EXCUSED.value and ended_late(ended, limit=limit)
    return EXCUSED_LATE if is_late else row.settled_as


def says_who_the_child_is(code: str) -> bool:
    """Say whether that this is owed gives away what only who may read the record reads: where a child comes from."""
    duty = asked_in_force().by_code.get(code)
    return duty is not None and any(_CONFIDENTIAL & set(CONDITIONS[name].reads) for name in duty.conditions)


def limit_of(row: OwedDuty | Owed) -> datetime | None:
    """Give the moment past which a duty is overdue, stored or reckoned."""
    return reckoned.limit_of(due_at=row.due_at, source_due_at=row.source_due_at)
