"""The audit chain's entries, forms' keys, and drafts that are their owner's alone."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from lantern.accounts.models import Account
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, ClaimedKey, Draft
from lantern.vocabulary.roles import Role
from tests.factories.children import RECORDED_AT
from tests.factories.organisations import make_account

_numbers = itertools.count(1)


def make_audit_entry(**fields: Any) -> AuditEntry:
    fields.setdefault("at", RECORDED_AT)
    fields.setdefault("role", Role.DUTY_WORKER.value)
    fields.setdefault("action", "children.open_child")
    fields.setdefault("outcome", "done")
    return AuditEntry.objects.create(**fields)


def make_claimed_key(**fields: Any) -> ClaimedKey:
    fields.setdefault("key", f"key-{next(_numbers)}")
    fields.setdefault("action", "missing.report_missing")
    fields.setdefault("claimed_at", RECORDED_AT)
    return ClaimedKey.objects.create(**fields)


def make_draft(*, account: Account | None = None, **fields: Any) -> Draft:
    account = account or make_account()
    fields.setdefault("form", "report")
    fields.setdefault("content", "{}")
    fields.setdefault("saved_at", RECORDED_AT)
    fields.setdefault("expires_at", RECORDED_AT + timedelta(hours=24))
    with seen_as(account.as_actor()):
        return Draft.objects.create(account=account, **fields)
