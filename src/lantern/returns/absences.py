"""One absence is one row of the Missing table, whatever it was held to be while it lasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lantern.returns.rows import MissingRow
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What the authority held an absence to be, from when on; corrected views are left out by whoever gives these.

    `made_sure_until` (UTC) is by when somebody was to make sure again of a child who is away. It is empty where an
    authority's own file said so.
    """

    kind: MissingKind
    since: When
    made_sure_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """One absence of the record: `counted_until` is the 18th birthday or the end of care, where it came first."""

    last_seen: When
    returned: When | None = None
    counted_until: date | None = None
    held: Sequence[Held] = ()
    is_void: bool = False


def kind_of_row(absence: Absence, *, now: datetime) -> MissingKind:
    """Give M if the authority ever held the child missing, else A.

    Where nobody decided the child was reported missing, and is counted so. Away that nobody made sure of again in
    time is missing from then on. Source: the 903's code set MISSING has M and A, and one code a period.
    """
    held = sorted(absence.held, key=lambda each: each.since.earliest)
    until = absence.returned.earliest if absence.returned else now
    ends = [each.since.earliest for each in held[1:]] + [until]
    if not held or any(each.kind is MissingKind.MISSING for each in held):
        return MissingKind.MISSING
    lapsed = (
        each.made_sure_until is not None and each.made_sure_until < end
        for each, end in zip(held, ends, strict=True)
    )
    return MissingKind.MISSING if any(lapsed) else MissingKind.AWAY_WITHOUT_AUTHORISATION


def row_of(absence: Absence, *, child: str, born_on: date, now: datetime) -> MissingRow | None:
    """Give the row of one absence; None where it was entered in error, or nothing of it is counted.

    It starts on the day last seen and ends by the return, or before it on the last day that is counted.
    Source: the 903's Missing table (rules 567, 577 and 580, as a peer's validator carries them).
    """
    ends = [absence.returned.on if absence.returned else None, absence.counted_until]
    ended_on = min((day for day in ends if day is not None), default=None)
    started_on = absence.last_seen.on
    if absence.is_void or (ended_on is not None and ended_on < started_on):
        return None
    return MissingRow(
        child=child,
        born_on=born_on,
        kind=kind_of_row(absence, now=now),
        started_on=started_on,
        ended_on=ended_on,
    )
