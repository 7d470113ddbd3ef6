"""The audit chain's entries, and forms' keys."""

from __future__ import annotations

import itertools
from typing import Any

from lantern.record.models import AuditEntry, ClaimedKey
from lantern.vocabulary.roles import Role
from tests.factories.children import RECORDED_AT

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
