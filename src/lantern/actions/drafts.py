"""A form that is not sent yet, kept for its owner alone until it is sent or its time runs out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from lantern.actions.acting import acts
from lantern.record.models import Draft
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import Refused

LASTS = timedelta(hours=24)
_MOST = 400_000


@acts
def keep_draft(*, form: str, about: str, content: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Keep what was typed into a form, in the place of what was kept before."""
    if by.account_id is None:
        raise Refused("Only somebody who is signed in can keep a draft.")
    text = json.dumps(dict(content))
    if len(text) > _MOST:
        raise Refused("This is too long to be kept as a draft. Shorten it, or send it now.")
    Draft.objects.update_or_create(
        account_id=by.account_id,
        form=form,
        about=about,
        defaults={"content": text, "saved_at": now, "expires_at": now + LASTS},
    )


@acts
def drop_draft(*, form: str, about: str, by: Actor, now: datetime) -> None:
    """Let a draft go: it was sent, or its owner threw it away."""
    Draft.objects.filter(account_id=by.account_id or 0, form=form, about=about).delete()


@acts
def drop_expired(*, by: Actor, now: datetime) -> int:
    """Let every draft go whose time has run out; its words were never part of the record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_drop_expired_drafts(%s)", [now])
        return int(cursor.fetchone()[0])
