"""When the clock of something owed next wakes somebody, set whenever what is owed is reckoned anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from lantern.procedures import waking
from lantern.procedures.duty import Owed
from lantern.procedures.history import Happened
from lantern.queries.waking import warnings_of
from lantern.record.models import MissingEpisode, OwedDuty, OwedStep, Telling
from lantern.vocabulary import corrections
from lantern.vocabulary.tellings import TellingState

_OVER = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)
_Thread = tuple[
    str, int
]  # a duty's code, and the first entry of the thread of corrections that it arises from


class Alarms:
    """The alarms of one episode: those held before, and what becomes of them by the present reckoning."""

    def __init__(
        self,
        stored: Iterable[OwedDuty],
        *,
        episode: MissingEpisode,
        is_new: bool,
        history: Sequence[Happened],
        now: datetime,
    ) -> None:
        self._episode, self._is_new, self._now = episode, is_new, now
        self._root_of = corrections.roots(history)
        held = {(row.code, self._root(row.arises_from_id)): row for row in stored}
        self._was = {key: (row.settled_as, row.due_at, row.wakes_at, row.turn) for key, row in held.items()}
        self._over = {key for key, row in held.items() if row.due_at and not row.settled_as}

    def _root(self, event: int) -> int:
        return self._root_of.get(event, event)

    def of(self, each: Owed) -> dict[str, Any]:
        """Give the columns of one duty's alarm. The same due moment keeps it; a duty that is owed again begins anew."""
        key = (each.duty_code, self._root(each.arises_from))
        is_settled = each.standing.is_settled
        settled_as, due_at, wakes_at, turn = self._was.get(key, ("", None, None, 0))
        is_new, is_again = key not in self._was, bool(settled_as) and not is_settled
        turn = self._turns.get(key, turn) if is_new and each.due_at else turn + is_again
        if is_settled:
            return {"wakes_at": None, "turn": turn}
        is_moved = due_at != each.due_at
        if not (is_moved and each.due_at is not None and each.due_at > self._now):
            self._over.discard(key)  # it stands as it was told, or is past its time by this reckoning too
        if is_new or is_again or is_moved:
            wakes_at = self._first(each.duty_code, each.due_at)
        return {"wakes_at": wakes_at, "turn": turn}

    @cached_property
    def _turns(self) -> dict[_Thread, int]:
        """Give, of what is owed again after it was struck and told of, the turn after those that were told."""
        if self._is_new:
            return {}
        said = OwedStep.objects.filter(episode=self._episode).values("code", "arises_from")
        return {(row["code"], row["arises_from"]): row["last"] + 1 for row in said.annotate(last=Max("turn"))}

    def _first(self, code: str, due_at: datetime | None) -> datetime | None:
        return waking.first_at(table=waking.in_force(), due_at=due_at, warn_before=warnings_of(code))

    def end_what_is_over(self) -> None:
        """Withdraw the calls and messages of what is settled, owed no more, or due later than it was told."""
        if not self._over:
            return
        steps = Q(pk__in=[])
        for code, root in self._over:
            steps |= Q(owed_step__code=code, owed_step__arises_from=root)
        withdraw(Telling.objects.filter(steps, owed_step__episode=self._episode))


def withdraw(tellings: Any) -> None:
    """Withdraw what nobody was told yet by; what a mailbox took stays as it was sent, and its link opens."""
    open_still = list(tellings.exclude(state__in=_OVER).values_list("pk", "state"))
    unsent = [key for key, state in open_still if state != TellingState.SENT.value]
    if unsent:
        Telling.objects.filter(pk__in=unsent).update(
            state=TellingState.WITHDRAWN.value, next_attempt_at=None, answer_by=None
        )
