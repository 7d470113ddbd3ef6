"""The child's page, what changed after a return, and a calendar's address, as bare rows."""

from __future__ import annotations

import hashlib
import itertools
from datetime import timedelta
from typing import Any

from lantern.accounts.models import Account
from lantern.record.models import (
    CalendarAddress,
    ChangedDetail,
    ChildSaidDetail,
    ChildsLink,
    ChildsText,
    Event,
    MissingEpisode,
    NotToldDetail,
    ReturnInterview,
)
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter
from lantern.vocabulary.childs_page import ChildSays
from lantern.vocabulary.events import EventKind
from tests.factories.after import make_return_interview
from tests.factories.missing import RECORDED_AT, make_event
from tests.factories.organisations import make_account
from tests.factories.sight import invented

_numbers = itertools.count(1)


def _hash() -> str:
    return hashlib.sha256(f"token {next(_numbers)}".encode()).hexdigest()


@invented
def make_childs_link(*, episode: MissingEpisode | None = None, **fields: Any) -> ChildsLink:
    fields.setdefault("token_hash", _hash())
    fields.setdefault("language", "en-gb")
    fields.setdefault("made_at", RECORDED_AT)
    fields.setdefault("ends_at", RECORDED_AT + timedelta(days=1))
    fields.setdefault("by_name", "Invented Worker")
    return ChildsLink.objects.create(episode=episode or make_event().of_episode, **fields)


@invented
def make_child_said_detail(*, event: Event | None = None, link: ChildsLink | None = None) -> ChildSaidDetail:
    event = event or make_event(kind=EventKind.CHILD_SAID)
    link = link or make_childs_link(episode=event.of_episode)
    return ChildSaidDetail.objects.create(
        event=event, link=link, says=ChildSays.RING_BACK.value, language="en-gb"
    )


@invented
def make_childs_text(**fields: Any) -> ChildsText:
    fields.setdefault("language", "cy")
    fields.setdefault("version", "0" * 64)
    fields.setdefault("is_confirmed", True)
    fields.setdefault("speaker", "Invented Speaker")
    fields.setdefault("capacity", "Interpreter")
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("by_name", "Invented Administrator")
    return ChildsText.objects.create(**fields)


@invented
def make_changed_detail(*, event: Event | None = None, **fields: Any) -> ChangedDetail:
    fields.setdefault("placement", PlacementAfter.KEPT.value)
    fields.setdefault("plan", PlanAfter.NOT_DECIDED.value)
    fields.setdefault("review", ReviewAfter.NOT_DECIDED.value)
    return ChangedDetail.objects.create(event=event or make_event(kind=EventKind.CHANGED_AFTER), **fields)


@invented
def make_not_told_detail(
    *, event: Event | None = None, interview: ReturnInterview | None = None, **fields: Any
) -> NotToldDetail:
    fields.setdefault("who_will", "Invented Worker")
    return NotToldDetail.objects.create(
        event=event or make_event(kind=EventKind.CHILD_NOT_TOLD),
        interview=interview or make_return_interview(),
        **fields,
    )


@invented
def make_calendar_address(*, account: Account | None = None, **fields: Any) -> CalendarAddress:
    fields.setdefault("token_hash", _hash())
    fields.setdefault("made_at", RECORDED_AT)
    return CalendarAddress.objects.create(account=account or make_account(), **fields)
