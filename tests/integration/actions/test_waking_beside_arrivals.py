"""What is owed since a child arrived alone is told beside the arrival itself: neither answers for the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lantern.actions import acknowledging, arrivals, ringing_arrivals, waking
from lantern.actions.acknowledging import holder_of
from lantern.actions.arrivals import Arrival
from lantern.actions.ringing import Call
from lantern.procedures import in_force
from lantern.procedures.calendar import Clock, Within
from lantern.procedures.in_force import Running
from lantern.procedures.law import Duty, OwedBy, ReckonedOn, SourceRead
from lantern.queries.arrivals import arrival
from lantern.queries.open_arrivals import open_arrivals
from lantern.record.models import OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db
OWED = "owed-since-the-arrival"


@pytest.fixture
def night() -> Night:
    return make_night()


# A local duty with a number that begins with an arrival; no source has one.
DUTY = Duty(
    code=OWED,
    title="Spoken to since arriving",
    text="A child who arrived alone is discussed within three hours.",
    owed_by=OwedBy.RESPONSIBLE_AUTHORITY,
    reckoned_on=ReckonedOn.CASE,
    arises_on=(EventKind.CHILD_ARRIVED,),
    within=Within(3, "hours"),
    counted_in=Clock.ELAPSED_TIME,
    met_by=(EventKind.STRATEGY_DISCUSSION_HELD,),
    in_force_from=None,
    source="Invented",
    source_reference="Invented",
    source_address="local",
    source_read=SourceRead.AGREED,
)


@pytest.fixture
def child(night: Night, monkeypatch: pytest.MonkeyPatch) -> str:
    """A child arrived alone three hours ago, and something with a number is overdue."""
    running = Running.of((*in_force.duties_in_force(), DUTY))
    monkeypatch.setattr(in_force, "running", lambda folder: running)
    port = make_organisation(kind=OrganisationKind.IMMIGRATION)
    came = Arrival(
        place="Ferry port", arrived=When.moment(NOW - timedelta(hours=3)), area=night.authority.reference
    )
    officer = make_actor(role=Role.IMMIGRATION_OFFICER, organisation=port)
    reference = arrivals.register_arrival(arrival=came, by=officer, now=NOW)
    assert waking.wake_what_is_due(by=SYSTEM, now=at(minutes=2)) == 1
    return reference


@invented
def owed(channel: str) -> Telling:
    of_it = Telling.objects.select_related("organisation", "episode")
    return of_it.get(owed_step__code=OWED, channel=channel)


def test_who_has_what_is_owed_has_not_answered_for_the_child(night: Night, child: str) -> None:
    acknowledging.acknowledge(name="Jo", post="Duty", by=holder_of(owed("email")), now=at(minutes=3))
    [line] = open_arrivals(by=night.desk, now=at(minutes=4))
    assert line.child == child
    page = arrival(child=child, by=night.desk, now=at(minutes=4))
    assert [each.told_at for each in page.told] == [None]
    with seen_as(SIMULATOR):  # nor was any reviewing officer told of anything by it
        assert not OwedDuty.objects.filter(code="review-considered").exists()


def test_who_answers_for_the_child_has_not_done_what_is_owed(night: Night, child: str) -> None:
    arrivals.acknowledge(child=child, by=night.desk, now=at(minutes=3))
    assert open_arrivals(by=night.desk, now=at(minutes=4)) == ()
    assert (owed("email").state, owed("telephone").state) == ("waiting", "waiting")
    with seen_as(SIMULATOR):
        assert OwedDuty.objects.get(code=OWED).settled_as == ""


def test_the_call_of_the_one_is_not_recorded_as_that_of_the_other(night: Night, child: str) -> None:
    call = Call(called=When.moment(at(minutes=3)), was_answered=False)
    with pytest.raises(NotFound):
        ringing_arrivals.record_call(
            child=child, telling=owed("telephone").reference, call=call, by=night.desk, now=at(minutes=4)
        )
    assert ringing_arrivals.ring_unanswered(by=SYSTEM, now=at(hours=3)) == 1  # of the arrival's message alone
    with seen_as(SIMULATOR):
        assert not Telling.objects.filter(follows_up__owed_step__isnull=False).exists()
