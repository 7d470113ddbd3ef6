"""A service is asked to hold one return interview: it sees that episode, until it is taken back or the result is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from lantern.accounts.models import Organisation
from lantern.actions import children, held, interview_services, interviews, missing
from lantern.queries.chase import chase
from lantern.queries.interviews import after
from lantern.queries.seeing import episodes_visible_to, permissions_on, visible_to
from lantern.record.context import seen_as
from lantern.record.models import Child, Event, InterviewAsked, InterviewSaid, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Role
from tests.factories.back import Back, at, make_back, make_held, when
from tests.factories.night import make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Service:
    """A child who is back, and an outside service with an interviewer's account."""

    back: Back
    place: Organisation
    ira: Actor

    def asked(self, **given: Any) -> None:
        given = {"reference": self.back.reference, "service": self.place.reference, "days_after": 7, **given}
        given = {"seen_version": None, "by": self.back.worker, "now": at(hours=2), **given}
        interview_services.ask_service(**given)

    def taken_back(self, *, by: Actor | None = None) -> None:
        told: dict[str, Any] = {"reference": self.back.reference, "seen_version": None, "now": at(hours=3)}
        interview_services.take_back(by=by or self.back.worker, **told)


@pytest.fixture
def service() -> Service:
    place = make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE, name="Invented Listeners")
    ira = make_actor(role=Role.INTERVIEWER, organisation=place, name="Ira Outside")
    return Service(back=make_back(), place=place, ira=ira)


def seen_by(actor: Actor) -> tuple[list[str], int]:
    """Give the episodes and how many children this actor sees; the first guard and the database must agree."""
    with seen_as(actor):
        first = sorted(e.reference for e in episodes_visible_to(actor)), visible_to(actor).count()
        second = sorted(e.reference for e in MissingEpisode.objects.all()), Child.objects.count()
    assert first == second
    return second


def test_a_service_sees_the_one_episode_it_was_asked_for_until_it_is_taken_back(service: Service) -> None:
    assert seen_by(service.ira) == ([], 0)
    again = service.back.again(gone=5, back=9)
    service.asked()
    assert seen_by(service.ira) == ([service.back.reference], 1)
    page = children.open_episode(reference=service.back.reference, by=service.ira, now=at(hours=3))
    assert page.chronology_is_hidden
    with pytest.raises(NotFound):
        children.open_episode(reference=again, by=service.ira, now=at(hours=9))
    listed = chase(by=service.ira, now=at(hours=3))
    assert [line.reference for line in (*listed.running, *listed.over)] == [service.back.reference]

    service.taken_back()
    assert seen_by(service.ira) == ([], 0)
    listed = chase(by=service.ira, now=at(hours=3))
    assert (listed.running, listed.over) == ((), ())
    service.asked(now=at(hours=4))
    assert seen_by(service.ira) == ([service.back.reference], 1)


def test_what_a_service_may_is_the_interview_and_no_record(service: Service) -> None:
    service.asked()
    with seen_as(service.ira):
        episode, child = MissingEpisode.objects.get(), Child.objects.get()
        found = [permissions_on(row=row, by=service.ira) for row in (episode, child)]
        assert (Event.objects.count(), InterviewSaid.objects.count()) == (0, 0)

    only = {Permission.SEE_EPISODE, Permission.SEE_NAME, Permission.RECORD_INTERVIEW_OFFER}
    assert found == [only, only]
    for role in (Role.ADMINISTRATOR, Role.NATIONAL_OVERSIGHT):
        there = make_actor(role=role, organisation=service.place)
        with seen_as(there):
            assert Child.objects.count() == 0


def test_a_service_records_the_offer_and_the_interview_and_the_database_shows_it_no_words(
    service: Service,
) -> None:
    service.asked(days_after=28)
    offer = interviews.Offer(offered=when(hours=1), offered_by="Ira Outside", language="English")
    interviews.record_offer(reference=service.back.reference, offer=offer, by=service.ira, now=at(days=1))
    independent = make_held(interviewer="Ira Outside", independent_of_authority=True)
    held.record_held(reference=service.back.reference, held=independent, by=service.ira, now=at(days=1))

    said = after(reference=service.back.reference, by=service.back.worker, now=at(days=1)).interview
    assert said is not None
    assert said.line.facts
    assert said.said is not None
    with seen_as(SIMULATOR):
        row = Event.objects.get(kind=EventKind.RETURN_INTERVIEW_HELD.value)
    assert (row.by_name, row.by_organisation_id) == ("Ira Outside", service.place.pk)
    with seen_as(service.ira):
        assert InterviewSaid.objects.count() == 0


def test_the_result_ends_what_a_service_sees_after_the_days_that_were_chosen(service: Service) -> None:
    """The database's own clock decides, so this is told by the clock on the wall."""
    service.asked(days_after=1)
    service.back.offered()
    service.back.held()
    assert seen_by(service.ira) == ([], 0)
    with seen_as(SIMULATOR):
        wrong = Event.objects.get(kind=EventKind.RETURN_INTERVIEW_HELD.value).pk
    told: dict[str, Any] = {"seen_version": None, "by": service.back.night.desk, "now": at(days=2)}
    missing.correct(reference=service.back.reference, event=wrong, **told, reasons="Not held.")
    assert seen_by(service.ira) == ([service.back.reference], 1)
    with seen_as(SIMULATOR):
        withdrawal = Event.objects.get(corrects=wrong).pk
    told |= {"now": at(days=3), "reasons": "Held after all."}
    missing.correct(reference=service.back.reference, event=withdrawal, **told)
    assert seen_by(service.ira) == ([], 0)


def test_the_result_of_today_leaves_the_service_its_days(service: Service) -> None:
    now = datetime.now(UTC)
    night = make_night()
    reference = night.reported(last_seen=When.moment(now - timedelta(hours=9)), now=now - timedelta(hours=8))
    seen: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk}
    back = When.moment(now - timedelta(hours=5))
    missing.record_return(returned=back, words="", now=now - timedelta(hours=5), **seen)
    service.asked(**seen, days_after=3, now=now - timedelta(hours=4))
    offer = interviews.Offer(offered=When.moment(now - timedelta(hours=3)), offered_by="Ira")
    interviews.record_offer(reference=reference, offer=offer, by=service.ira, now=now)
    done = When.moment(now - timedelta(hours=2))
    held.record_held(
        reference=reference, held=make_held(held=done, limits_said=done), by=service.ira, now=now
    )

    assert seen_by(service.ira) == ([reference], 1)


def test_whom_nobody_may_ask_and_what_is_asked_twice_is_refused(service: Service) -> None:
    empty = make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE, name="Empty Listeners")
    Organisation.objects.filter(pk=empty.pk).update(email="", switchboard="", out_of_hours_telephone="")
    for given, words in (
        ({"service": empty.reference}, "Nobody at Empty Listeners has an interviewer’s account here"),
        ({"service": service.back.night.home.reference}, "no such service here"),
        ({"service": service.back.night.authority.reference}, "see this child already"),
        ({"days_after": 5}, "Choose for how long"),
        ({"days_after": 0}, "Choose for how long"),
    ):
        with pytest.raises(Refused, match=words):
            service.asked(**given)
    with pytest.raises(Refused, match="No service is asked"):
        service.taken_back()
    service.asked()
    with pytest.raises(Refused, match="Invented Listeners is asked to hold this interview"):
        service.asked()


def test_nobody_is_asked_before_the_child_is_back_or_after_the_interview_was_held(service: Service) -> None:
    night = make_night()
    with pytest.raises(Refused, match="not recorded back"):
        service.asked(reference=night.reported(), by=night.desk, now=at(days=2))
    service.back.offered()
    service.back.held()
    with pytest.raises(Refused, match="recorded as held"):
        service.asked(now=at(days=2))


def test_only_the_authority_that_looks_after_the_child_asks_and_the_database_holds_it(
    service: Service,
) -> None:
    night = service.back.night
    for by in (night.host_desk, night.police, night.carer, service.back.interviewer):
        with pytest.raises((NotPermitted, NotFound)):
            service.asked(by=by)
    service.asked()
    with pytest.raises(NotPermitted):
        service.taken_back(by=service.ira)
    with pytest.raises(ProgrammingError, match="row-level security"):
        _ask_oneself(service)
    with seen_as(service.ira):
        assert InterviewAsked.objects.update(days_after=28) == 0


def _ask_oneself(service: Service) -> None:
    with seen_as(service.ira), transaction.atomic():
        InterviewAsked.objects.create(
            episode=MissingEpisode.objects.get(),
            service=service.place,
            days_after=28,
            by_name="Ira",
            recorded_at=at(hours=3),
            ended_at=at(hours=4),
        )


def test_another_authority_s_interviewers_are_asked_and_its_desk_sees_nothing(service: Service) -> None:
    neighbour = make_organisation()
    una = make_actor(role=Role.INTERVIEWER, organisation=neighbour)
    desk = make_actor(role=Role.DUTY_WORKER, organisation=neighbour)
    service.asked(service=neighbour.reference)

    assert seen_by(una) == ([service.back.reference], 1)
    assert seen_by(desk) == ([], 0)
