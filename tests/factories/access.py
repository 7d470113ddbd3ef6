"""The audit chain's entries, forms' keys, drafts that are their owner's alone, and bundles that are for two."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from lantern.accounts.models import Account
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Bundle, BundleContent, Child, ClaimedKey, Draft
from lantern.vocabulary.roles import Role
from tests.factories.children import RECORDED_AT, make_child
from tests.factories.organisations import make_account
from tests.factories.sight import invented

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


@invented
def make_bundle(*, child: Child | None = None, asked_by: Account | None = None, **fields: Any) -> Bundle:
    """Make a bundle that was asked for; by default by a social worker of the child's own authority."""
    child = child or make_child()
    asked_by = asked_by or make_account(role=Role.SOCIAL_WORKER, organisation=child.responsible_authority)
    fields.setdefault("recipient", "Invented Reviewer")
    fields.setdefault("recipient_post", "Reviewer, Invented Partnership")
    fields.setdefault("route", "Handed over in person")
    fields.setdefault("reasons", "An invented review")
    fields.setdefault("asked_at", RECORDED_AT)
    return Bundle.objects.create(
        child=child, asked_by=asked_by, asked_by_name=asked_by.name, asked_by_role=asked_by.role, **fields
    )


def make_bundle_content(
    *, bundle: Bundle | None = None, content: bytes = b"PK", **fields: Any
) -> BundleContent:
    """Make an archive that somebody released, kept for two more days by the database's clock."""
    bundle = bundle or make_released_bundle()
    with seen_as(bundle.asked_by.as_actor()):
        return BundleContent.objects.create(bundle=bundle, content=content, **fields)


def make_released_bundle(*, child: Child | None = None, **fields: Any) -> Bundle:
    """Make a bundle that a missing lead released just now."""
    child, now = child or make_child(), datetime.now(UTC)
    lead = make_account(role=Role.MISSING_LEAD, organisation=child.responsible_authority)
    said = {"state": "released", "decided_at": now, "decided_by": lead, "ends_at": now + timedelta(hours=48)}
    names = {"decided_by_name": lead.name, "decided_by_role": lead.role, "digest": "0" * 64}
    return make_bundle(child=child, **{**said, **names, **fields})
