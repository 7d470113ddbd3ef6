"""What is owed since a child arrived alone is told beside the arrival itself: neither answers for the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lantern.actions import acknowledging, arrivals, ringing_arrivals, waking
from lantern.actions.acknowledging import holder_of
from lantern.actions.arrivals import Arrival
from lantern.actions.ringing import Call
from lantern.queries.arrivals import arrival
from lantern.queries.open_arrivals import open_arrivals
from lantern.record.models import Child, Event, OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.missing import make_owed_duty
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db
OWED = "owed-since-the-arrival"


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def child(night: Night) -> str:
    """A child arrived alone three hours ago, and something with a number is overdue since a minute."""
    port = make_organisation(kind=OrganisationKind.IMMIGRATION)
    came = Arrival(
        place="Ferry port", arrived=When.moment(NOW - timedelta(hours=3)), area=night.authority.reference
    )
    officer = make_actor(role=Role.IMMIGRATION_OFFICER, organisation=port)
    reference = arrivals.register_arrival(arrival=came, by=officer, now=NOW)
    with seen_as(SIMULATOR):
        row = Child.objects.get(reference=reference)
        make_owed_duty(
            arises_from=Event.objects.get(child=row, kind=EventKind.CHILD_ARRIVED.value),
            child=row,
            code=OWED,
            owed_by="responsible_authority",
            due_at=at(minutes=1),
            wakes_at=at(minutes=1),
        )
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
