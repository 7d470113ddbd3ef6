"""Missing episodes and their events as bare rows: nothing is folded, reckoned or told by making one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lantern.record.models import (
    CallAnswer,
    CallGroup,
    Child,
    ClassificationDetail,
    EnquiryDetail,
    Event,
    EventSource,
    InterviewOfferDetail,
    LocatedDetail,
    LocatedPlace,
    MissingEpisode,
    OwedDuty,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.vocabulary.calls import SHEET, Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, ClassifiedBy, LocatedState, MissingKind, RiskLevel, Stage
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.sight import invented

SEEN = datetime(2026, 3, 14, 21, 0, tzinfo=UTC)
RECORDED_AT = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)


@invented
def make_missing_episode(
    *,
    child: Child | None = None,
    last_seen: When | None = None,
    returned: When | None = None,
    **fields: Any,
) -> MissingEpisode:
    """Make an episode with the child's own access key; open unless `returned` is given."""
    child, seen = child or make_child(), last_seen or When.moment(SEEN)
    fields.setdefault("responsible_authority", child.responsible_authority)
    fields.setdefault("host_authority", child.host_authority)
    fields.setdefault("placement_provider", child.placement_provider)
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("stage", (Stage.RETURNED if returned else Stage.MISSING).value)
    if returned:
        fields |= {"returned_on": returned.on, "returned_at": returned.at}
    return MissingEpisode.objects.create(child=child, last_seen_on=seen.on, last_seen_at=seen.at, **fields)


@invented
def make_event(
    *,
    episode: MissingEpisode | None = None,
    child: Child | None = None,
    kind: EventKind = EventKind.MISSING_REPORTED,
    **fields: Any,
) -> Event:
    fields.setdefault("happened_on", day_of(RECORDED_AT))
    fields.setdefault("recorded_at", RECORDED_AT)
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.DUTY_WORKER.value)
    if child is None:
        episode = episode or make_missing_episode()
    return Event.objects.create(episode=episode, child=child, kind=kind.value, **fields)


@invented
def make_event_source(*, event: Event | None = None, **fields: Any) -> EventSource:
    fields.setdefault("said_by", "Invented Caller")
    fields.setdefault("contact", "01632 960333")
    return EventSource.objects.create(event=event or make_event(), **fields)


@invented
def make_report_detail(*, event: Event | None = None, **fields: Any) -> ReportDetail:
    fields.setdefault("last_seen_on", day_of(SEEN))
    return ReportDetail.objects.create(event=event or make_event(), **fields)


@invented
def make_classification_detail(*, event: Event | None = None, **fields: Any) -> ClassificationDetail:
    fields.setdefault("kind", MissingKind.MISSING.value)
    fields.setdefault("classified_by", ClassifiedBy.AUTHORITY.value)
    return ClassificationDetail.objects.create(event=event or make_event(kind=EventKind.CLASSIFIED), **fields)


@invented
def make_risk_detail(*, event: Event | None = None, **fields: Any) -> RiskDetail:
    fields.setdefault("scheme", RISK_SCHEME)
    fields.setdefault("level", RiskLevel.MEDIUM.value)
    fields.setdefault("officer", "PC 0000 Invented")
    return RiskDetail.objects.create(event=event or make_event(kind=EventKind.RISK_ASSESSED), **fields)


@invented
def make_police_call_detail(*, event: Event | None = None, **fields: Any) -> PoliceCallDetail:
    fields.setdefault("log_number", "LOG-0001")
    fields.setdefault("handler", "Invented Handler")
    return PoliceCallDetail.objects.create(
        event=event or make_event(kind=EventKind.POLICE_REPORTED), **fields
    )


@invented
def make_interview_offer_detail(*, event: Event | None = None, **fields: Any) -> InterviewOfferDetail:
    fields.setdefault("offered_by", "Invented Interviewer")
    return InterviewOfferDetail.objects.create(
        event=event or make_event(kind=EventKind.RETURN_INTERVIEW_OFFERED), **fields
    )


def make_call_group(**fields: Any) -> CallGroup:
    fields.setdefault("recorded_at", RECORDED_AT)
    return CallGroup.objects.create(**fields)


@invented
def make_call_answer(*, event: Event | None = None, **fields: Any) -> CallAnswer:
    fields.setdefault("sheet", SHEET)
    fields.setdefault("question", "out_of_character")
    fields.setdefault("answer", Answer.YES.value)
    return CallAnswer.objects.create(event=event or make_event(), **fields)


@invented
def make_located_detail(*, event: Event | None = None, **fields: Any) -> LocatedDetail:
    fields.setdefault("state", LocatedState.BEING_FETCHED.value)
    fields.setdefault("safe_and_well", Answer.NOT_KNOWN.value)
    return LocatedDetail.objects.create(event=event or make_event(kind=EventKind.CHILD_LOCATED), **fields)


@invented
def make_located_place(*, event: Event | None = None, **fields: Any) -> LocatedPlace:
    fields.setdefault("place", "An invented bus station")
    return LocatedPlace.objects.create(event=event or make_event(kind=EventKind.CHILD_LOCATED), **fields)


@invented
def make_enquiry_detail(*, event: Event | None = None, **fields: Any) -> EnquiryDetail:
    fields.setdefault("owner", "Invented Worker")
    return EnquiryDetail.objects.create(event=event or make_event(kind=EventKind.ENQUIRY_SET), **fields)


@invented
def make_owed_duty(
    *, episode: MissingEpisode | None = None, arises_from: Event | None = None, **fields: Any
) -> OwedDuty:
    event = arises_from or make_event(episode=episode)
    fields.setdefault("code", "police-reported")
    fields.setdefault("title", "Police told that the child is missing")
    fields.setdefault("owed_by", "placement")
    fields.setdefault("arose_on", event.happened_on)
    return OwedDuty.objects.create(episode=event.episode, arises_from=event, **fields)
