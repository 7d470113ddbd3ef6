"""When the clock of something owed next wakes somebody, set whenever what is owed is reckoned anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from lantern.actions.threads import Thread, thread_of
from lantern.procedures import waking
from lantern.procedures.duty import Owed
from lantern.queries.owed_lines import limit_of
from lantern.queries.waking import wakes_nobody, warnings_of
from lantern.record.models import OwedDuty, OwedStep, Telling
from lantern.vocabulary.tellings import TellingState

_SENT_OR_OVER = (TellingState.SENT.value, TellingState.TOLD.value, TellingState.WITHDRAWN.value)
# An episode or a child, a duty's code, and the first entry of the thread of corrections that it arises from.
_Duty = tuple[Thread, str, int]


class New(Enum):
    """Which alarms are set for what is owed anew."""

    EVERY = auto()
    TO_COME = auto()  # nobody is told in one minute of years that are past
    NONE = auto()  # what a file tells of long ago is told to nobody


class Alarms:
    """The alarms of some episodes and cases: those held before, and what becomes of them by the present reckoning.

    What is another body's aim and what is a period wakes nobody. Of what arises from an entry that is `just_made`
    nobody can have been told before.
    """

    def __init__(
        self,
        stored: Iterable[OwedDuty],
        *,
        roots: Mapping[int, int],
        new: New = New.EVERY,
        is_new: bool = False,
        just_made: Collection[int] = (),
        now: datetime,
    ) -> None:
        self._roots, self._new, self._is_new, self._now = roots, new, is_new, now
        self._just_made = just_made
        held = {(thread_of(row), row.code, self._root(row.arises_from_id)): row for row in stored}
        self._was = {
            key: (row.settled_as, limit_of(row), row.wakes_at, row.turn) for key, row in held.items()
        }
        self._over = {key for key, row in held.items() if row.due_at and not row.settled_as}

    def _root(self, event: int) -> int:
        return self._roots.get(event, event)

    def of(self, each: Owed, *, thread: Thread) -> dict[str, Any]:
        """Give the columns of one duty's alarm. The same due moment keeps it; a duty that is owed again begins anew."""
        key = (thread, each.duty_code, self._root(each.arises_from))
        due_at = limit_of(each)
        is_settled = each.standing.is_settled
        settled_as, was_due_at, wakes_at, turn = self._was.get(key, ("", None, None, 0))
        is_new, is_again = key not in self._was, bool(settled_as) and not is_settled
        turn = self._turn_of(key, turn) if is_new and due_at else turn + is_again
        if is_settled:
            return {"wakes_at": None, "turn": turn}
        is_moved = was_due_at != due_at
        if not is_moved or (due_at is not None and due_at <= self._now):
            self._over.discard(key)  # it stands as it was told, or is past its time by this reckoning too
        if is_new or is_again or is_moved:
            wakes_at = self._first(each, due_at, is_new=is_new)
        return {"wakes_at": wakes_at, "turn": turn}

    def _turn_of(self, key: _Duty, turn: int) -> int:
        """Give, of what is owed again after it was struck and told of, the turn after those that were told."""
        is_first = self._is_new or self._new is New.NONE or key[-1] in self._just_made
        return turn if is_first else self._turns.get(key, turn)

    @cached_property
    def _turns(self) -> dict[_Duty, int]:
        said = OwedStep.objects.filter(arises_from__in=set(self._roots.values()))
        rows = said.values("episode", "child", "code", "arises_from").annotate(last=Max("turn"))
        return {
            (Thread(episode=row["episode"], child=row["child"]), row["code"], row["arises_from"]): row["last"]
            + 1
            for row in rows
        }

    def _first(self, each: Owed, due_at: datetime | None, *, is_new: bool) -> datetime | None:
        """Give the first moment of the clock; which alarms are set is asked of what is new, not of what was held."""
        if wakes_nobody(each.duty_code):
            return None
        if is_new and self._new is New.NONE:
            return None
        if is_new and self._new is New.TO_COME and due_at is not None and due_at <= self._now:
            return None
        return waking.first_at(
            table=waking.in_force(), due_at=due_at, warn_before=warnings_of(each.duty_code)
        )

    def end_what_is_over(self) -> None:
        """Withdraw the calls and messages of what is settled, owed no more, or due later than it was told."""
        if not self._over:
            return
        steps = Q(pk__in=[])
        for thread, code, root in self._over:
            whose = {f"owed_step__{name}": key for name, key in thread.columns.items() if key is not None}
            steps |= Q(owed_step__code=code, owed_step__arises_from=root, **whose)
        withdraw(Telling.objects.filter(steps))


def withdraw(tellings: Any) -> None:
    """Withdraw what nobody was told yet by; what a mailbox took stays as it was sent, and its link opens."""
    unsent = list(tellings.exclude(state__in=_SENT_OR_OVER).values_list("pk", flat=True))
    if unsent:  # asked again as it is written: a mailbox may have taken one this moment
        Telling.objects.filter(pk__in=unsent).exclude(state__in=_SENT_OR_OVER).update(
            state=TellingState.WITHDRAWN.value, next_attempt_at=None, answer_by=None
        )
