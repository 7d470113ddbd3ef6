"""The audit chain's definition in plain Python: what the database's trigger must agree with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from lantern.record.models import AuditEntry

BEGINNING = hashlib.sha256(b"lantern").digest()


def hash_of(entry: AuditEntry, *, previous: bytes) -> bytes:
    """Give the hash an entry must carry, after the one before it."""
    said = [
        entry.stream,
        entry.number,
        entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),
        entry.role,
        entry.account_id,
        entry.organisation_id,
        entry.action,
        entry.outcome,
        entry.about,
    ]
    return hashlib.sha256(previous + json.dumps(said, ensure_ascii=False).encode()).digest()


def broken_links(entries: Iterable[AuditEntry]) -> list[int]:
    """Give the numbers of the entries at which the chain is broken: one missing before, or one changed."""
    broken = []
    previous, expected = BEGINNING, 1
    for entry in sorted(entries, key=lambda entry: entry.number):
        kept, made = bytes(entry.previous_hash), bytes(entry.hash)
        if entry.number != expected or kept != previous or made != hash_of(entry, previous=kept):
            broken.append(entry.number)
        previous, expected = made, entry.number + 1
    return broken
