"""What every action shares: one transaction seen as its actor, a key that stops double entry, refusals audited."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.db import transaction

from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, ClaimedKey
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale

R = TypeVar("R")
_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_LONGEST_KEY = 64


def acts(action: Callable[..., R]) -> Callable[..., R]:
    """Make a function an action: it takes `by` and `now`, and optionally `key`, the pressing form's own key.

    The same key twice gives the first answer again and writes nothing. A `NotPermitted` is audited in a
    transaction of its own, because the action's is rolled back.
    """
    name = f"{action.__module__.rsplit('.', 1)[-1]}.{action.__name__}"

    @functools.wraps(action)
    def acting(*, by: Actor, now: datetime, key: str | None = None, **given: Any) -> Any:
        for value in given.values():
            check_can_be_kept(value)
        try:
            with seen_as(by), pghistory.context(action=name, account=by.account_id, role=by.role.value):
                if key is None:
                    return action(by=by, now=now, **given)
                return _once(action, name=name, key=key, by=by, now=now, given=given)
        except (NotPermitted, NotFound):
            _audit_refusal(name=name, about=_about(given), by=by, now=now)
            raise

    return acting


def _about(given: dict[str, Any]) -> str:
    """Give the reference an action was about; whatever else was typed in its place is not kept, it may be a name."""
    asked = given.get("reference", given.get("child"))
    return asked if isinstance(asked, str) and _REFERENCE.fullmatch(asked) else ""


def _once(
    action: Callable[..., Any], *, name: str, key: str, by: Actor, now: datetime, given: dict[str, Any]
) -> Any:
    """Claim the key; where it is claimed already, give the first press's answer."""
    if len(key) > _LONGEST_KEY or not key.isprintable():
        raise Refused("This form's key is not one of ours. Nothing was recorded. Open the page again.")
    claim = ClaimedKey(key=key, action=name, account_id=by.account_id, claimed_at=now)
    ClaimedKey.objects.bulk_create([claim], ignore_conflicts=True)  # waits for a press still under way
    held = ClaimedKey.objects.select_for_update().get(key=key)
    if held.answer:
        if (held.action, held.account_id) != (name, by.account_id):
            raise NotPermitted("This form's key belongs to another form. Open the page again.")
        return held.answer
    answer = action(by=by, now=now, **given)
    ClaimedKey.objects.filter(key=key).update(answer=str(answer))
    return answer


def audit(*, action: str, about: str, by: Actor, now: datetime, outcome: str = "done") -> None:
    """Append to the audit chain: who did what about which reference. Call it last: it takes the chain's lock."""
    AuditEntry.objects.create(
        at=now,
        role=by.role.value,
        account_id=by.account_id,
        organisation_id=by.organisation_id,
        action=action,
        outcome=outcome,
        about=about,
    )


def _audit_refusal(*, name: str, about: str, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        audit(action=name, about=about, by=by, now=now, outcome="refused")


def check_version(*, held: int, seen: int | None) -> None:
    """Refuse a change from a page that was drawn before somebody else's change."""
    if seen is not None and seen != held:
        raise Stale(
            "Somebody else changed this record after you opened the page. Nothing was overwritten, and what you "
            "typed is shown below with what is recorded now. Check both, then send again."
        )
