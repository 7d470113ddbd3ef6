"""What every action shares: one transaction seen as its actor, a key that stops double entry, refusals audited."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec, Protocol, TypeVar, cast, overload

from django.db import connection

from lantern.actions.reckoning import before_it_ends, reckon_noted
from lantern.record.auditing import append_entry, append_refusal
from lantern.record.context import acting_as
from lantern.record.models import ClaimedKey
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, NotTold, Refused, Stale

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
_LONGEST_KEY = 64


class Action(Protocol[P, R_co]):
    """What a declared action is called with: its own arguments, and beside them the key of the form that was pressed.

    A keyword cannot be added to a signature that is passed on, so a call with a key is checked for its key alone.
    """

    @overload
    def __call__(self, *args: P.args, **given: P.kwargs) -> R_co: ...
    @overload
    def __call__(self, *, by: Actor, now: datetime, key: str | None, **given: Any) -> R_co: ...


def acts(action: Callable[P, R]) -> Action[P, R]:
    """Make a function an action: it takes `by` and `now`, and optionally `key`, the pressing form's own key.

    The same key twice gives the first answer again and writes nothing. A `NotPermitted` or `NotTold` is audited in a
    transaction of its own, because the action's is rolled back.
    """
    whole: Callable[..., R] = action
    name = f"{action.__module__.rsplit('.', 1)[-1]}.{action.__name__}"

    @functools.wraps(action)
    def acting(*, by: Actor, now: datetime, key: str | None = None, **given: Any) -> Any:
        for value in given.values():
            check_can_be_kept(value)
        try:
            with (
                acting_as(by, action=name, account=by.account_id, role=by.role.value),
                before_it_ends(now=now),
            ):
                if key is None:
                    return whole(by=by, now=now, **given)
                return _once(whole, name=name, key=key, by=by, now=now, given=given)
        except (NotPermitted, NotFound, NotTold):
            append_refusal(action=name, given=given, by=by, now=now)
            raise

    return cast("Action[P, R]", acting)


def _once(
    action: Callable[..., Any], *, name: str, key: str, by: Actor, now: datetime, given: dict[str, Any]
) -> Any:
    """Claim the key; where it is claimed already, give the first press's answer."""
    if len(key) > _LONGEST_KEY or not key.isprintable():
        raise Refused("This form's key is not one of ours. Nothing was recorded. Open the page again.")
    if not _is_first(key, name=name, by=by, now=now):
        held = ClaimedKey.objects.select_for_update().get(key=key)
        if (held.action, held.account_id) != (name, by.account_id):
            raise NotPermitted("This form's key belongs to another form. Open the page again.")
        return held.answer
    answer = action(by=by, now=now, **given)
    ClaimedKey.objects.filter(key=key).update(answer=str(answer))
    return answer


def _is_first(key: str, *, name: str, by: Actor, now: datetime) -> bool:
    """Claim the key and say whether nobody had: it waits for a press that is still under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_claimedkey (key, action, account_id, answer, claimed_at) "
            "VALUES (%s, %s, %s, '', %s) ON CONFLICT DO NOTHING RETURNING key",
            [key, name, by.account_id, now],
        )
        return cursor.fetchone() is not None


def audit(*, action: str, about: str, by: Actor, now: datetime, outcome: str = "done") -> None:
    """Append to the audit chain: who did what about which reference. Call it last: it takes the chain's lock.

    What is owed is reckoned before that, or everybody would wait for it.
    """
    reckon_noted(now=now)
    append_entry(action=action, outcome=outcome, about=about, by=by, now=now)


def check_version(*, held: int, seen: int | None) -> None:
    """Refuse a change from a page that was drawn before somebody else's change."""
    if seen is not None and seen != held:
        raise Stale(
            "Somebody else changed this record after you opened the page. Nothing was overwritten, and what you "
            "typed is shown below with what is recorded now. Check both, then send again."
        )


# Who wrote a row and when, as the tables that say so call it ------------------------------------------------------


def written_by(*, by: Actor, now: datetime) -> dict[str, Any]:
    """Give who writes a row, by name and account, and when."""
    return {"by_name": by.name, "by_account_id": by.account_id, "recorded_at": now}


def written_by_role(*, by: Actor, now: datetime) -> dict[str, Any]:
    """Give who writes a row, in which role too, and when."""
    return {**written_by(by=by, now=now), "by_role": by.role.value}


def written_by_post(*, by: Actor, now: datetime) -> dict[str, Any]:
    """Give who writes a row, in which role and for which organisation too, and when."""
    return {**written_by_role(by=by, now=now), "by_organisation_id": by.organisation_id}
