"""The marks of an arrival, and of a placement outside the area."""

from __future__ import annotations

from datetime import datetime

from lantern.vocabulary.actors import Actor
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import MustHear
from tests.factories import arrivals
from tests.factories.case_events import make_case_event
from tests.factories.marks import MARKS
from tests.factories.night import Night


def arrived(night: Night, *, by: Actor, now: datetime) -> None:
    """Say how the child arrived, and who approved and was told that the child is placed in the host's area."""
    m = MARKS

    def said(kind: EventKind) -> dict[str, object]:
        event = make_case_event(
            child=night.child, kind=kind, by_name=by.name, happened_on=day_of(now), recorded_at=now
        )
        return {"event": event}

    came = said(EventKind.CHILD_ARRIVED)
    arrivals.make_arrival_detail(
        **came,
        place=m["ArrivalDetail.place"],
        language=m["ArrivalDetail.language"],
        interpreter=Answer.YES.value,
        interpreter_independent=Answer.NO.value,
    )
    names = ("route", "met_by", "documents", "interpreter_name", "is_now_at")
    arrivals.make_arrival_people(**came, **{name: m[f"ArrivalPeople.{name}"] for name in names})
    arrivals.make_age_detail(
        **said(EventKind.AGE_SAID),
        standing=AgeStanding.DETERMINED.value,
        basis=AgeBasis.COURT.value,
        source=m["AgeDetail.source"],
    )
    where = {"provider": night.home, "area": night.host}
    care = EventKind.CARE_PLAN_RECORDED
    arrivals.make_area_approval(
        **said(care),
        **where,
        approved_by=m["AreaApproval.approved_by"],
        missing_risk=m["AreaApproval.missing_risk"],
    )
    notice = said(care)
    arrivals.make_area_notice(
        **notice, **where, needs=m["AreaNotice.needs"], why_suitable=m["AreaNotice.why_suitable"]
    )
    given = make_case_event(
        child=night.child,
        kind=care,
        by_name=by.name,
        happened_on=day_of(now),
        recorded_at=now,
        answers=notice["event"],
    )
    arrivals.make_area_notice_turn(event=given, who=m["AreaNoticeTurn.who"])
    arrivals.make_placement_hearer(
        **said(care),
        provider=night.home,
        whom=MustHear.PARENT.value,
        left_out_because=m["PlacementHearer.left_out_because"],
    )
    asked = said(care)
    names = ("missing_risk", "trafficking_risk")
    arrivals.make_transfer_asked(
        **asked, to_authority=night.host, **{name: m[f"TransferAsked.{name}"] for name in names}
    )
    refused = make_case_event(
        child=night.child,
        kind=care,
        by_name=by.name,
        happened_on=day_of(now),
        recorded_at=now,
        answers=asked["event"],
    )
    arrivals.make_transfer_answer(event=refused, accepted=False, answered_by=m["TransferAnswer.answered_by"])
    arrivals.make_area_notice_received(
        **said(care),
        provider=night.home,
        from_authority=night.authority,
        sent_by=m["AreaNoticeReceived.sent_by"],
        reach=m["AreaNoticeReceived.reach"],
    )
