"""The other ways to reach an organisation: where its own system listens, and the secret that signs."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from lantern.accounts.models import Organisation, WebhookTarget
from lantern.actions.acting import acts, audit
from lantern.actions.organisations import require_set_up
from lantern.gateways import webhooks
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused


def secret_for(key: str) -> str:
    """Make a webhook's secret from a form's own key, so that a second press shows the secret that is stored."""
    return hmac.new(settings.SECRET_KEY.encode(), f"webhook {key}".encode(), hashlib.sha256).hexdigest()


@acts
def keep_webhook(*, reference: str, url: str, secret: str, by: Actor, now: datetime) -> str:
    """Store where an organisation's own system listens; one that was stored before is withdrawn."""
    require_set_up(by)
    organisation = _found(reference)
    wrong = webhooks.check_address(url.strip())
    if wrong:
        raise Refused(f"This address cannot be called: {wrong}. Nothing was stored.", field="url")
    _held(organisation).update(withdrawn_at=now)
    WebhookTarget.objects.create(organisation=organisation, url=url.strip(), secret=secret, made_at=now)
    audit(action="other_channels.keep_webhook", about=reference, by=by, now=now)
    return reference


@acts
def end_webhook(*, reference: str, by: Actor, now: datetime) -> str:
    """Withdraw an organisation's webhook."""
    require_set_up(by)
    if not _held(_found(reference)).update(withdrawn_at=now):
        raise Refused("No system of theirs is stored any more. Nothing was changed.")
    audit(action="other_channels.end_webhook", about=reference, by=by, now=now)
    return reference


def _found(reference: str) -> Organisation:
    row = Organisation.objects.select_for_update().filter(reference=reference).first()
    if row is None:
        raise NotFound("There is no organisation by that reference.")
    return row


def _held(organisation: Organisation) -> QuerySet[WebhookTarget]:
    return WebhookTarget.objects.filter(organisation=organisation, withdrawn_at=None)
