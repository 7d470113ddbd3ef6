"""An appeal, a charity's text, a recovery order and a warning notice, as bare rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lantern.record.models import (
    Appeal,
    AppealDown,
    AppealPlace,
    AppealSignature,
    Event,
    GivenReference,
    RecoveryOrderDecided,
    RecoveryOrderSought,
    TextSafeAnswer,
    TextSafeAsked,
    WarningNotice,
    WarningNoticePerson,
)
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import ChildView, OrderAskedBy, OrderGround, Signer
from tests.factories.missing import RECORDED_AT, make_event
from tests.factories.sight import invented


@invented
def make_appeal(*, event: Event | None = None, **fields: Any) -> Appeal:
    fields = {
        "channel": "Invented Radio",
        "text": "Have you seen Testa?",
        "expires_at": RECORDED_AT + timedelta(days=3),
        "child_view": ChildView.NOT_KNOWN.value,
        "child_view_words": "Nobody could ask her.",
        **fields,
    }
    return Appeal.objects.create(event=event or make_event(kind=EventKind.PUBLICITY_PROPOSED), **fields)


@invented
def make_appeal_signature(*, event: Event | None = None, **fields: Any) -> AppealSignature:
    fields = {"signer": Signer.POLICE.value, "name": "PC 1 Invented", "post": "Missing unit", **fields}
    event = event or make_event(kind=EventKind.PUBLICITY_SIGNED)
    return AppealSignature.objects.create(event=event, **fields)


@invented
def make_appeal_place(*, event: Event | None = None, **fields: Any) -> AppealPlace:
    fields = {"place": "Its page", "published_by": "PC 1 Invented", "is_unsigned": False, **fields}
    return AppealPlace.objects.create(event=event or make_event(kind=EventKind.PUBLICITY_PLACED), **fields)


@invented
def make_appeal_down(*, event: Event | None = None, **fields: Any) -> AppealDown:
    fields.setdefault("confirmed_by", "PC 1 Invented")
    return AppealDown.objects.create(event=event or make_event(kind=EventKind.PUBLICITY_TAKEN_DOWN), **fields)


@invented
def make_text_safe_asked(*, event: Event | None = None, **fields: Any) -> TextSafeAsked:
    fields.setdefault("asked_by", "PC 1 Invented")
    return TextSafeAsked.objects.create(event=event or make_event(kind=EventKind.TEXTSAFE_ASKED), **fields)


@invented
def make_text_safe_answer(*, event: Event | None = None, **fields: Any) -> TextSafeAnswer:
    fields.setdefault("is_sent", True)
    event = event or make_event(kind=EventKind.TEXTSAFE_ANSWERED)
    return TextSafeAnswer.objects.create(event=event, **fields)


@invented
def make_recovery_order_sought(*, event: Event | None = None, **fields: Any) -> RecoveryOrderSought:
    fields = {
        "asked_by": OrderAskedBy.AUTHORITY.value,
        "ground": OrderGround.CARE_ORDER.value,
        "applicant": "Invented Solicitor",
        **fields,
    }
    event = event or make_event(kind=EventKind.RECOVERY_ORDER_SOUGHT)
    return RecoveryOrderSought.objects.create(event=event, **fields)


@invented
def make_recovery_order_decided(*, event: Event | None = None, **fields: Any) -> RecoveryOrderDecided:
    fields = {"is_granted": True, "says_produce": True, **fields}
    event = event or make_event(kind=EventKind.RECOVERY_ORDER_DECIDED)
    return RecoveryOrderDecided.objects.create(event=event, **fields)


@invented
def make_given_reference(*, event: Event | None = None, **fields: Any) -> GivenReference:
    fields.setdefault("value", "HO/0000001")
    event = event or make_event(kind=EventKind.INFORMATION_RECEIVED)
    return GivenReference.objects.create(event=event, **fields)


@invented
def make_warning_notice(*, event: Event | None = None, **fields: Any) -> WarningNotice:
    fields.setdefault("force", "Invented Police")
    event = event or make_event(kind=EventKind.WARNING_NOTICE_SERVED)
    return WarningNotice.objects.create(event=event, **fields)


@invented
def make_warning_notice_person(*, event: Event | None = None, **fields: Any) -> WarningNoticePerson:
    fields.setdefault("name", "Invented Adult")
    event = event or make_event(kind=EventKind.WARNING_NOTICE_SERVED)
    return WarningNoticePerson.objects.create(event=event, **fields)
