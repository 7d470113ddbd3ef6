"""A text-message gateway by HTTP: told only that a message waits. Without SMS_URL the channel does not exist.

SMS_URL is given one POST a message, with `Authorization: Bearer SMS_TOKEN` and the fields `to`, `text` and `id`:
JSON, or a form where SMS_FORM is 1. Any 2xx is taken; the answer's body is not read and not kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from lantern.gateways import posting
from lantern.gateways.mail import Sent


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text message to one organisation's duty mobile."""

    message_id: str
    number: str
    words: str


def is_configured() -> bool:
    """Say whether there is a gateway for text messages at all."""
    return bool(settings.SMS_URL)


def send(text: Text) -> Sent:
    """Hand one text message to the gateway; report how that ended and raise nothing foreseen."""
    if not text.number:
        return posting.refused("no duty mobile is recorded for this organisation")
    if not is_configured():
        return posting.refused("no gateway for text messages is set: set SMS_URL")
    said = {"to": text.number, "text": text.words, "id": text.message_id}
    body = urlencode(said) if settings.SMS_FORM else json.dumps(said)
    kind = "application/x-www-form-urlencoded" if settings.SMS_FORM else "application/json"
    headers = {"Content-Type": kind, "Idempotency-Key": text.message_id}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    # The operator set this address, and may run the gateway on the house's own network.
    return posting.post(settings.SMS_URL, body=body.encode(), headers=headers, may_be_private=True)
