"""Notices and hand-overs as actions: what no form lets through is refused here too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lantern.actions import arrivals, case, out_of_area, received_notices, transfers
from lantern.actions.arrivals import Arrival
from lantern.actions.out_of_area import Approval, Notice
from lantern.actions.received_notices import Received
from lantern.actions.transfers import Answering, Asking
from lantern.documents.area_notice import area_notice_paper
from lantern.queries import arrivals as reading
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night(name="Testa Placedfar")


def approved(night: Night) -> None:
    approval = Approval(
        provider=night.home.reference,
        approved=When.moment(NOW),
        approver=Approver.DIRECTOR,
        approved_by="Dir Invented",
        missing_risk="Weighed",
        is_emergency=True,
    )
    out_of_area.approve(child=night.child.reference, approval=approval, by=night.desk, now=NOW)


def notice(night: Night, *, copy: CarePlanCopy = CarePlanCopy.GIVEN_BEFORE, provider: str = "") -> int:
    said = Notice(
        provider=provider or night.home.reference,
        begins_on=day_of(NOW),
        needs="School",
        why_suitable="Language",
        care_plan=copy,
    )
    return int(out_of_area.write_notice(child=night.child.reference, notice=said, by=night.desk, now=NOW))


@pytest.mark.parametrize("copy", CarePlanCopy)
@pytest.mark.parametrize("is_approved", [True, False])
def test_paper_is_made_with_and_without_an_approval(
    night: Night, copy: CarePlanCopy, is_approved: bool
) -> None:
    if is_approved:
        approved(night)
    number = notice(night, copy=copy)
    opened = out_of_area.print_notice(
        child=night.child.reference, number=number, by=night.desk, now=at(minutes=1)
    )
    assert (opened.approval is not None) is is_approved
    assert area_notice_paper(opened=opened, by=night.desk)[:5] == b"%PDF-"


def test_a_notice_that_is_none_and_one_given_to_nobody_are_refused(night: Night) -> None:
    child, by = night.child.reference, night.desk
    number = notice(night)
    with pytest.raises(NotFound):
        out_of_area.print_notice(child=child, number=0, by=by, now=NOW)
    with pytest.raises(NotFound):
        out_of_area.give_notice(
            child=child, number=0, who="Hos", route=Route.POST, happened=When.moment(NOW), by=by, now=NOW
        )
    with pytest.raises(Refused, match="by name and post"):
        out_of_area.give_notice(
            child=child, number=number, who=" ", route=Route.POST, happened=When.moment(NOW), by=by, now=NOW
        )
    out_of_area.give_notice(
        child=child, number=number, who="Hos", route=Route.POST, happened=When.moment(NOW), by=by, now=NOW
    )
    with pytest.raises(Refused, match="by name and post"):
        out_of_area.acknowledge_notice(
            child=child, number=number, who=" ", happened=When.moment(NOW), by=by, now=NOW
        )
    with pytest.raises(Refused, match="Choose the home"):
        out_of_area.record_hearers(child=child, provider="", hearers={}, by=by, now=NOW)
    with pytest.raises(Refused, match="Another entry answers this one"):
        case.withdraw(child=child, event=number, reasons="Wrong", by=by, now=at(minutes=1))


def received(night: Night, **more: Any) -> str:
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    said = Received(
        name="Ona Faraway",
        from_authority=make_organisation().reference,
        provider=home.reference,
        received=When.moment(NOW),
        begins_on=day_of(NOW),
        sent_by="Pla Invented",
        reach="01632 960999",
    )
    by = more.pop("by", night.desk)
    return str(received_notices.receive_notice(notice=replace(said, **more), by=by, now=at(minutes=1)))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"sent_by": " "}, "sent_by"),
        ({"reach": " "}, "reach"),
        ({"from_authority": "AAAA-AAAA-AAAA"}, "from_authority"),
        ({"provider": ""}, "provider"),
        ({"date_of_birth": day_of(at(days=3))}, "date_of_birth"),
        ({"received": When.moment(at(days=3))}, "received"),
    ],
)
def test_what_a_received_notice_lacks_is_refused(night: Night, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        received(night, **more)
    assert refused.value.field == field


def test_only_an_authority_receives_a_notice(night: Night) -> None:
    for by in (night.carer, night.police):
        with pytest.raises(NotPermitted):
            received(night, by=by)


def test_hand_over_to_oneself_and_an_answer_to_nothing_are_refused(night: Night) -> None:
    child = night.child.reference
    asking = Asking(to_authority=night.authority.reference, missing_risk="x", trafficking_risk="x")
    with pytest.raises(Refused, match="Choose the authority"):
        transfers.ask(child=child, asking=asking, by=night.desk, now=NOW)
    answering = Answering(
        accepted=True, answered_by="Rec", happened=When.moment(NOW), route=Route.BY_HAND, words=""
    )
    with pytest.raises(Refused, match="No authority is asked"):
        transfers.answer(child=child, answering=answering, seen_version=None, by=night.desk, now=NOW)


def test_presumption_entered_in_error_leaves_nothing_said_of_the_age(night: Night) -> None:
    arrival = Arrival(place="Port", arrived=When.moment(NOW), stated_age=15)
    child = arrivals.register_arrival(arrival=arrival, by=night.desk, now=NOW)
    number = reading.arrival(child=child, by=night.desk, now=NOW).ages[0].number
    case.withdraw(child=child, event=number, reasons="Wrong child", by=night.desk, now=at(minutes=1))
    assert reading.arrival(child=child, by=night.desk, now=at(minutes=2)).ages == ()
