"""Tellings and what came of them, as bare rows: nothing is deferred or sent by making one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lantern.record.context import seen_as
from lantern.record.models import (
    Acknowledgement,
    DemoMessage,
    Event,
    MissingEpisode,
    NoticeCode,
    Telling,
    TellingAttempt,
)
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel, CodeStrength, TellingAbout
from tests.factories.missing import RECORDED_AT, make_event
from tests.factories.sight import invented


@invented
def make_telling(
    *, episode: MissingEpisode | None = None, event: Event | None = None, **fields: Any
) -> Telling:
    event = event or make_event(episode=episode)
    fields.setdefault("about", TellingAbout.MISSING.value)
    fields.setdefault("organisation", event.episode.responsible_authority)
    fields.setdefault("relation", Relation.RESPONSIBLE.value)
    fields.setdefault("channel", Channel.EMAIL.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return Telling.objects.create(episode=event.episode, event=event, **fields)


@invented
def make_telling_attempt(*, telling: Telling | None = None, **fields: Any) -> TellingAttempt:
    fields.setdefault("number", 1)
    fields.setdefault("message_id", "<one@example.invalid>")
    fields.setdefault("claimed_at", RECORDED_AT)
    return TellingAttempt.objects.create(telling=telling or make_telling(), **fields)


@invented
def make_notice_code(*, telling: Telling | None = None, **fields: Any) -> NoticeCode:
    fields.setdefault("code_hash", "0" * 64)
    fields.setdefault("strength", CodeStrength.SAME_MAILBOX.value)
    fields.setdefault("asked_at", RECORDED_AT)
    fields.setdefault("expires_at", RECORDED_AT + timedelta(minutes=10))
    return NoticeCode.objects.create(telling=telling or make_telling(), **fields)


@invented
def make_acknowledgement(*, telling: Telling | None = None, **fields: Any) -> Acknowledgement:
    fields.setdefault("name", "Invented Recipient")
    fields.setdefault("job_title", "Duty manager")
    fields.setdefault("acknowledged_at", RECORDED_AT)
    return Acknowledgement.objects.create(telling=telling or make_telling(), **fields)


def make_demo_message(**fields: Any) -> DemoMessage:
    fields.setdefault("message_id", "<one@example.invalid>")
    fields.setdefault("recipient", "duty@example.invalid")
    fields.setdefault("subject", "A child is missing")
    fields.setdefault("body", "Reference: AAAA-BBBB-CCCC")
    fields.setdefault("sent_at", RECORDED_AT)
    with seen_as(SYSTEM):
        return DemoMessage.objects.create(**fields)
