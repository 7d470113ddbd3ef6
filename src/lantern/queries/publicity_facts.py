"""What a chronology says of an appeal, a charity's text, a recovery order and a warning notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lantern.queries.details import by_event
from lantern.record.models import (
    Appeal,
    AppealDown,
    AppealPlace,
    AppealSignature,
    Event,
    RecoveryOrderDecided,
    RecoveryOrderSought,
    TextSafeAnswer,
    TextSafeAsked,
    WarningNotice,
    WarningNoticePerson,
)
from lantern.vocabulary.days import When, spoken, spoken_day
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import ChildView, OrderAskedBy, OrderGround, OrderSays, Signer

Facts = list[tuple[str, str]]

SIGNER_WORDS: Mapping[Signer, str] = {
    Signer.POLICE: "The police",
    Signer.AUTHORITY: "The authority that looks after the child",
    Signer.GUARDIAN: "The guardian",
}
VIEW_WORDS: Mapping[ChildView, str] = {
    ChildView.WANTS: "Wants it, or would not mind",
    ChildView.DOES_NOT_WANT: "Does not want it",
    ChildView.NOT_KNOWN: "Not known",
}
ASKED_BY_WORDS: Mapping[OrderAskedBy, str] = {
    OrderAskedBy.AUTHORITY: "The authority with parental responsibility by the order",
    OrderAskedBy.DESIGNATED_OFFICER: "The designated police officer",
}
GROUND_WORDS: Mapping[OrderGround, str] = {
    OrderGround.CARE_ORDER: "A care order",
    OrderGround.EMERGENCY_PROTECTION: "An emergency protection order",
    OrderGround.POLICE_PROTECTION: "Police protection",
}
SAYS_WORDS: Mapping[OrderSays, str] = {
    OrderSays.PRODUCE: "Whoever can must produce the child",
    OrderSays.REMOVE: "The child may be removed",
    OrderSays.DISCLOSE: "Whoever knows must say where the child is",
    OrderSays.SEARCH: "Named premises may be searched",
}


def facts_of(rows: Iterable[Event]) -> dict[int, Facts]:
    """Give, by entry, what is said of it. Asked only where such entries are: most chronologies have none."""
    held = list(rows)
    found: dict[int, Facts] = {}
    for model, kind, said in _FACTS:
        for key, detail in by_event(model, [row for row in held if row.kind == kind.value]).items():
            found.setdefault(key, []).extend(said(detail))
    return found


def _appeal(detail: Appeal) -> Facts:
    return [
        ("Where", detail.channel),
        ("Text", detail.text),
        ("Expires", spoken(When.moment(detail.expires_at))),
        ("Child's view", VIEW_WORDS[ChildView(detail.child_view)]),
        ("How that is known", detail.child_view_words),
    ]


def _place(detail: AppealPlace) -> Facts:
    unsigned = "No: to be taken down at once" if detail.is_unsigned else ""
    return [("Where", detail.place), ("Published by", detail.published_by), ("Was it allowed", unsigned)]


def _text_safe(detail: TextSafeAsked) -> Facts:
    asked_by = ", ".join(filter(None, (detail.asked_by, detail.asked_by_post)))
    return [("Asked by", asked_by), ("Reference", detail.reference)]


def _answer(detail: TextSafeAnswer) -> Facts:
    said = "It texts the child" if detail.is_sent else "It does not text the child"
    return [("Answer", said), ("Who answered", detail.answered_by)]


def _sought(detail: RecoveryOrderSought) -> Facts:
    return [
        ("Applied", ASKED_BY_WORDS[OrderAskedBy(detail.asked_by)]),
        ("The child is under", GROUND_WORDS[OrderGround(detail.ground)]),
        ("Who applied", detail.applicant),
        ("Court", detail.court),
    ]


def _decided(detail: RecoveryOrderDecided) -> Facts:
    says = [SAYS_WORDS[each] for each in OrderSays if getattr(detail, f"says_{each.value}")]
    return [
        ("Decision", "Granted" if detail.is_granted else "Refused"),
        ("It says", ". ".join(says)),
        ("Reference", detail.reference),
        ("Ends", spoken_day(detail.ends_on) if detail.ends_on else ""),
    ]


def _notice(detail: WarningNotice) -> Facts:
    return [
        ("Force", detail.force),
        ("Officer", detail.officer),
        ("Reference", detail.reference),
        ("Ends", spoken_day(detail.ends_on) if detail.ends_on else ""),
    ]


_FACTS: tuple[tuple[Any, EventKind, Any], ...] = (
    (Appeal, EventKind.PUBLICITY_PROPOSED, _appeal),
    (
        AppealSignature,
        EventKind.PUBLICITY_SIGNED,
        lambda detail: [
            ("Signed for", SIGNER_WORDS[Signer(detail.signer)]),
            ("Signed by", f"{detail.name}, {detail.post}"),
        ],
    ),
    (AppealPlace, EventKind.PUBLICITY_PLACED, _place),
    (
        AppealDown,
        EventKind.PUBLICITY_TAKEN_DOWN,
        lambda detail: [("Made sure by", detail.confirmed_by)],
    ),
    (TextSafeAsked, EventKind.TEXTSAFE_ASKED, _text_safe),
    (TextSafeAnswer, EventKind.TEXTSAFE_ANSWERED, _answer),
    (RecoveryOrderSought, EventKind.RECOVERY_ORDER_SOUGHT, _sought),
    (RecoveryOrderDecided, EventKind.RECOVERY_ORDER_DECIDED, _decided),
    (WarningNotice, EventKind.WARNING_NOTICE_SERVED, _notice),
    (
        WarningNoticePerson,
        EventKind.WARNING_NOTICE_SERVED,
        lambda detail: [("Served on", detail.name)],
    ),
)
