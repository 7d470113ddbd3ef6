"""The rows of what is owed, made to agree with what was reckoned: of one episode, or in one child's case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lantern.actions.alarms import Alarms
from lantern.actions.bulk_staging import insert_set
from lantern.actions.threads import Thread
from lantern.procedures.duty import Owed, Standing
from lantern.record.models import OwedDuty


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One row that is not as it would be reckoned now. `stored` or `reckoned` is None where there is none.

    `by_time` is what passing time alone settles, such as the end of a period: no fault of the projection.
    """

    thread: Thread
    code: str
    arises_from: int
    stored: Mapping[str, Any] | None
    reckoned: Mapping[str, Any] | None

    @property
    def by_time(self) -> bool:
        """Say whether the row was open, and nothing but the clock, or a day that was known, has settled it since."""
        if self.stored is None or self.reckoned is None or self.stored["settled_as"]:
            return False
        if self.reckoned["settled_by_id"] is not None:
            return False
        return all(self.stored[name] == self.reckoned[name] for name in self.stored.keys() - _SETTLED)


_SETTLED = {"settled_as", "settled_on", "settled_at", "excuse"}


AS_A_SET = 500
Part = tuple[Thread, Sequence[Owed], Sequence[OwedDuty]]


def agree(parts: Iterable[Part], alarms: Alarms) -> list[Difference]:
    """Make the stored rows of these threads what was reckoned of each, and give what was different.

    What of `alarms` they hold follows: when the clock of each next wakes somebody.
    """
    new: list[dict[str, Any]] = []
    gone: list[int] = []
    found: list[Difference] = []
    for thread, owed, stored in parts:
        held = {(row.code, row.arises_from_id): row for row in stored}
        alarm = {(o.duty_code, o.arises_from): alarms.of(o, thread=thread) for o in owed}
        for each in differences(owed, stored, of=thread):
            found.append(each)
            key = (each.code, each.arises_from)
            row = held.get(key)
            if each.reckoned is None:
                assert row is not None
                gone.append(row.pk)
            elif row is None:
                named = {"code": each.code, "arises_from_id": each.arises_from, **thread.columns}
                new.append({**named, **each.reckoned, **alarm[key]})
            else:
                _change(row, {**each.reckoned, **alarm[key]})
    _insert(new)
    if gone:
        OwedDuty.objects.filter(pk__in=gone).delete()
    alarms.end_what_is_over()
    return found


def _insert(rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those of an import as one set."""
    if len(rows) < AS_A_SET:
        OwedDuty.objects.bulk_create(OwedDuty(**row) for row in rows)
        return
    insert_set(
        OwedDuty, [name.removesuffix("_id") for name in rows[0]], (tuple(row.values()) for row in rows)
    )


def differences_in(parts: Iterable[Part]) -> list[Difference]:
    """Say in which rows of these threads the stored projection is not what was reckoned."""
    return [each for thread, owed, stored in parts for each in differences(owed, stored, of=thread)]


def differences(owed: Iterable[Owed], stored: Iterable[OwedDuty], *, of: Thread) -> list[Difference]:
    """Say in which rows the stored projection is not what was reckoned, in the order of reckoning."""
    held = {(row.code, row.arises_from_id): row for row in stored}
    found = []
    for each in owed:
        columns = columns_of(each)
        row = held.pop((each.duty_code, each.arises_from), None)
        was = None if row is None else {name: getattr(row, name) for name in columns}
        if was != columns:
            found.append(
                Difference(
                    thread=of,
                    code=each.duty_code,
                    arises_from=each.arises_from,
                    stored=was,
                    reckoned=columns,
                )
            )
    for (code, arises_from), row in held.items():
        was = {name: getattr(row, name) for name in COLUMNS}
        found.append(Difference(thread=of, code=code, arises_from=arises_from, stored=was, reckoned=None))
    return found


def columns_of(each: Owed) -> dict[str, Any]:
    """Give the columns of a row as it was reckoned; whether it is overdue is asked of the clock."""
    settled = each.standing.is_settled
    return {
        "title": each.title,
        "owed_by": each.owed_by.value,
        "arose_on": each.arose.on,
        "arose_at": each.arose.at,
        "due_at": each.due_at,
        "source_due_at": each.source_due_at,
        "standard_at": each.standard_at,
        "assumed": ",".join(each.assumed),
        "excuse": each.excuse,
        "settled_as": each.standing.value if settled else "",
        "settled_on": each.settled.on if settled and each.settled else None,
        "settled_at": each.settled.at if settled and each.settled else None,
        "settled_by_id": each.met_by_event if each.standing is not Standing.ENDED else None,
    }


COLUMNS: Sequence[str] = (
    *("title", "owed_by", "arose_on", "arose_at", "due_at", "source_due_at", "standard_at", "assumed"),
    *("excuse", "settled_as", "settled_on", "settled_at", "settled_by_id"),
)


def _change(row: OwedDuty, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in columns])
