"""What somebody typed and has not sent yet, for its owner alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from lantern.queries.seeing import reads
from lantern.record.models import Draft
from lantern.vocabulary.actors import Actor


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """A form as it was last saved: what was typed, by the form's own names."""

    content: dict[str, str]
    saved_at: datetime


@reads
def kept(*, form: str, about: str, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own draft of this form about this reference; None where there is none or its time is over."""
    found = Draft.objects.filter(
        account_id=by.account_id or 0, form=form, about=about, expires_at__gt=now
    ).first()
    return KeptDraft(content=json.loads(found.content), saved_at=found.saved_at) if found else None
