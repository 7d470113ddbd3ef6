"""Arrivals, ages and placements outside the area, as bare rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantern.record.models import (
    AgeDetail,
    AreaApproval,
    AreaNotice,
    AreaNoticeReceived,
    AreaNoticeTurn,
    ArrivalDetail,
    ArrivalPeople,
    Event,
    PlacementHearer,
    TransferAnswer,
    TransferAsked,
)
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy, Distance, MustHear, NoticeTurn
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.case_events import make_case_event
from tests.factories.missing import RECORDED_AT
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

BEGINS = date(2026, 3, 10)


def _where(fields: dict[str, Any], *, area: str = "area") -> None:
    if "provider" not in fields:
        fields["provider"] = make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    if area not in fields:
        fields[area] = make_organisation()


def _care(event: Event | None) -> Event:
    return event or make_case_event(kind=EventKind.CARE_PLAN_RECORDED)


@invented
def make_arrival_detail(*, event: Event | None = None, **fields: Any) -> ArrivalDetail:
    fields.setdefault("place", "Inventedport")
    fields.setdefault("interpreter", Answer.NOT_KNOWN.value)
    event = event or make_case_event(kind=EventKind.CHILD_ARRIVED)
    return ArrivalDetail.objects.create(event=event, **fields)


@invented
def make_arrival_people(*, event: Event | None = None, **fields: Any) -> ArrivalPeople:
    fields.setdefault("route", "By lorry")
    event = event or make_case_event(kind=EventKind.CHILD_ARRIVED)
    return ArrivalPeople.objects.create(event=event, **fields)


@invented
def make_age_detail(*, event: Event | None = None, **fields: Any) -> AgeDetail:
    fields.setdefault("standing", AgeStanding.PRESUMED.value)
    fields.setdefault("basis", AgeBasis.PRESUMPTION.value)
    fields.setdefault("is_under_18", True)
    fields.setdefault("source", "Presumed on arrival")
    event = event or make_case_event(kind=EventKind.AGE_SAID)
    return AgeDetail.objects.create(event=event, **fields)


@invented
def make_area_approval(*, event: Event | None = None, **fields: Any) -> AreaApproval:
    _where(fields)
    fields.setdefault("distance", Distance.ADJOINING.value)
    fields.setdefault("approver", Approver.NOMINATED_OFFICER.value)
    fields.setdefault("approved_by", "Nom Invented, nominated officer")
    fields.setdefault("is_emergency", False)
    fields.setdefault("missing_risk", "Nobody there knows where she went before.")
    return AreaApproval.objects.create(event=_care(event), **fields)


@invented
def make_area_notice(*, event: Event | None = None, **fields: Any) -> AreaNotice:
    _where(fields)
    fields.setdefault("begins_on", BEGINS)
    fields.setdefault("needs", "Quiet, and school")
    fields.setdefault("why_suitable", "They know her language")
    fields.setdefault("care_plan", CarePlanCopy.WITH_NOTICE.value)
    fields.setdefault("is_emergency", False)
    return AreaNotice.objects.create(event=_care(event), **fields)


@invented
def make_area_notice_turn(*, event: Event | None = None, **fields: Any) -> AreaNoticeTurn:
    fields.setdefault("turn", NoticeTurn.GIVEN.value)
    fields.setdefault("who", "Hos Invented, placements desk")
    fields.setdefault("route", Route.BY_HAND.value)
    return AreaNoticeTurn.objects.create(event=_care(event), **fields)


@invented
def make_placement_hearer(*, event: Event | None = None, **fields: Any) -> PlacementHearer:
    if "provider" not in fields:
        fields["provider"] = make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    fields.setdefault("whom", MustHear.PARENT.value)
    fields.setdefault("left_out_because", "Would tell the man who rings her")
    return PlacementHearer.objects.create(event=_care(event), **fields)


@invented
def make_area_notice_received(*, event: Event | None = None, **fields: Any) -> AreaNoticeReceived:
    _where(fields, area="from_authority")
    fields.setdefault("begins_on", BEGINS)
    fields.setdefault("sent_by", "Pla Invented, social worker")
    fields.setdefault("reach", "01632 960999")
    fields.setdefault("has_needs", True)
    fields.setdefault("has_why", True)
    fields.setdefault("has_care_plan", False)
    fields.setdefault("acknowledged_on", day_of(RECORDED_AT))
    return AreaNoticeReceived.objects.create(event=_care(event), **fields)


@invented
def make_transfer_asked(*, event: Event | None = None, **fields: Any) -> TransferAsked:
    if "to_authority" not in fields:
        fields["to_authority"] = make_organisation()
    fields.setdefault("missing_risk", "Two men asked for him at the port")
    fields.setdefault("trafficking_risk", "A debt for the journey")
    return TransferAsked.objects.create(event=_care(event), **fields)


@invented
def make_transfer_answer(*, event: Event | None = None, **fields: Any) -> TransferAnswer:
    fields.setdefault("accepted", True)
    fields.setdefault("answered_by", "Rec Invented, head of service")
    fields.setdefault("route", Route.SECURE_MAIL.value)
    return TransferAnswer.objects.create(event=_care(event), **fields)


MADE = (
    make_arrival_detail,
    make_arrival_people,
    make_age_detail,
    make_area_approval,
    make_area_notice,
    make_area_notice_turn,
    make_placement_hearer,
    make_area_notice_received,
    make_transfer_asked,
    make_transfer_answer,
)
