"""An organisation's own system, told by a signed call: a reference and a link, never a child's details.

The receiver checks `Lantern-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 of its secret over SECONDS, a
full stop and the body as received; it refuses an old SECONDS, and counts a repeated `Lantern-Id` once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from lantern.gateways import posting
from lantern.gateways.mail import Sent


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call to one organisation's system. Repeated, it carries the same `message_id`."""

    message_id: str
    url: str
    secret: str
    body: Mapping[str, str]


def signature(*, secret: str, body: bytes, seconds: int) -> str:
    """Give the signature of a body at a moment (seconds since 1970, UTC)."""
    made = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={made}"


def send(call: Call) -> Sent:
    """Call the organisation's system; report how that ended and raise nothing foreseen."""
    if not call.url:
        return posting.refused("no webhook is recorded for this organisation any more")
    body = json.dumps(dict(call.body), sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json",
        "Lantern-Id": call.message_id,
        "Idempotency-Key": call.message_id,
        "Lantern-Signature": signature(secret=call.secret, body=body, seconds=int(time.time())),
    }
    return posting.post(call.url, body=body, headers=headers, may_be_private=settings.WEBHOOKS_MAY_BE_PRIVATE)


def check_address(url: str) -> str:
    """Give why an address cannot be called, in words; empty where it can. Asks no resolver."""
    return posting.why_not(url)
