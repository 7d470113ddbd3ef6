"""The demonstration's arrival: a boy registered at a port, and one child placed in the neighbouring area."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import arrivals, out_of_area
from lantern.actions.arrivals import Arrival
from lantern.actions.out_of_area import Approval, Notice
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.missing import Sex
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy


def arrived(area: str, *, port: Actor, now: datetime) -> str:
    """Register a boy at a port: presumed under 18, and nobody of the authority has answered yet."""
    arrival = Arrival(
        place="Nesmouth ferry port",
        arrived=When.moment(now - timedelta(hours=1)),
        area=area,
        name="Yonas Examplefar",
        stated_age=16,
        sex=Sex.MALE,
        nationality="Eritrea",
        language="Tigrinya",
        interpreter=Answer.YES,
        interpreter_independent=Answer.NO,
        interpreter_name="A man who came on the same ferry",
        route="By lorry and ferry. He was told a number to ring on arrival.",
        met_by="Officer Imre Immigrationdemo. A man in a white van asked for him by name.",
        is_now_at="Family room of the port",
    )
    return str(arrivals.register_arrival(arrival=arrival, by=port, now=now))


def placed_outside(child: str, home: str, *, by: Actor, now: datetime) -> None:
    """Approve a placement in the adjoining area, write the notice to the host authority, and hand it over."""
    approval = Approval(
        provider=home,
        approved=When.moment(now - timedelta(hours=2)),
        approver=Approver.NOMINATED_OFFICER,
        approved_by="Nora Nominateddemo, nominated officer",
        missing_risk="Nobody who rings him knows this home. The night coaches are two miles away.",
    )
    out_of_area.approve(child=child, approval=approval, by=by, now=now)
    notice = Notice(
        provider=home,
        begins_on=day_of(now),
        needs="A quiet room, school from Monday, and an interpreter who did not travel with him.",
        why_suitable="Two carers there speak Arabic, and it is away from the harbour.",
        care_plan=CarePlanCopy.WITH_NOTICE,
    )
    number = int(out_of_area.write_notice(child=child, notice=notice, by=by, now=now))
    out_of_area.give_notice(
        child=child,
        number=number,
        who="Hosni Hostdemo, placements desk",
        route=Route.BY_HAND,
        happened=When.moment(now),
        by=by,
        now=now,
    )
