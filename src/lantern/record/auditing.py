"""Append to the audit chain: who did, or was refused, what about which reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lantern.record.access import AuditEntry
from lantern.vocabulary.actors import Actor

_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def append_entry(*, action: str, outcome: str, about: str, by: Actor, now: datetime) -> None:
    """Append one entry. Call it last in a transaction: it takes the chain's lock until the end."""
    AuditEntry.objects.create(
        at=now,
        role=by.role.value,
        account_id=by.account_id,
        organisation_id=by.organisation_id,
        action=action,
        outcome=outcome,
        about=about,
    )


def append_refusal(*, action: str, given: Mapping[str, object], by: Actor, now: datetime) -> None:
    """Append a refusal in a transaction of its own, because what was asked is rolled back."""
    with transaction.atomic():
        append_entry(action=action, outcome="refused", about=_about(given), by=by, now=now)


def _about(given: Mapping[str, object]) -> str:
    """Give the reference that was asked for; whatever else was typed in its place is not kept, it may be a name."""
    asked = given.get("reference", given.get("child"))
    return asked if isinstance(asked, str) and _REFERENCE.fullmatch(asked) else ""
