"""What is owed on one missing episode beside the first night's, as people's own actions leave it stored."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.accounts.models import Organisation
from lantern.actions import acknowledging, interview_shares, leading, missing, police, ringing, talks
from lantern.actions.interviews import Offer
from lantern.actions.police import PoliceCall
from lantern.actions.talks import Prevention
from lantern.queries.work import Whose, work
from lantern.record.models import Event, OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.interviews import Audience
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.back import at as after_at
from tests.factories.back import make_back, make_shared, when
from tests.factories.cases import owed_in_case
from tests.factories.children import make_placement
from tests.factories.involved import make_involvement
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def owed(reference: str, *codes: str) -> list[tuple[Any, ...]]:
    """Give what of these duties is stored on an episode, and as what each was settled."""
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(episode__reference=reference, code__in=codes)
        return sorted(rows.values_list("code", "settled_as"))


def ring(night: Night, reference: str, organisation: Organisation, *, minutes: float = 20) -> None:
    """Ring the recipient at this organisation, who answers."""
    with seen_as(SIMULATOR):
        telling = Telling.objects.filter(episode__reference=reference, organisation=organisation).last()
    assert telling is not None
    called = When.moment(at(minutes=minutes))
    call = ringing.Call(called=called, was_answered=True, name="Invented Officer", post="Desk")
    ringing.record_call(
        reference=reference,
        telling=telling.reference,
        call=call,
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes + 1),
    )


def back(night: Night, reference: str, *, hours: float = 1, by: Actor | None = None) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=hours)),
        words="",
        seen_version=None,
        by=by or night.desk,
        now=at(hours=hours),
    )


# prevention-interview, reviewing-officer-told --------------------------------------------------------------------


def test_a_return_asks_for_the_police_s_interview_until_it_was_held() -> None:
    night = make_night()
    reference = night.reported()
    assert owed(reference, "prevention-interview") == []
    back(night, reference)
    assert owed(reference, "prevention-interview") == [("prevention-interview", "")]

    held = Prevention(held=When.moment(at(hours=2)), officer="PC 4411", words="At Sam's.")
    talks.record_prevention(reference=reference, prevention=held, by=night.police, now=at(hours=3))
    assert owed(reference, "prevention-interview") == [("prevention-interview", "met")]


def test_the_reviewing_officer_is_told_and_nobody_else_in_their_place() -> None:
    night = make_night()
    service = make_organisation(kind=OrganisationKind.LOCAL_AUTHORITY)
    make_involvement(child=night.child, organisation=service, capacity="reviewing_officer")
    reference = night.reported()
    ring(night, reference, night.home)
    assert owed(reference, "reviewing-officer-told") == [("reviewing-officer-told", "")]

    ring(night, reference, service, minutes=30)
    assert owed(reference, "reviewing-officer-told") == [("reviewing-officer-told", "met")]


# authority-told-missing, area-told-missing, fostering-told-* -----------------------------------------------------


def acknowledge(night: Night, reference: str, organisation: Organisation, *, minutes: float) -> None:
    """Acknowledge by the link of the last letter to this organisation."""
    with seen_as(SYSTEM):
        letters = Telling.objects.filter(episode__reference=reference, organisation=organisation)
        telling = letters.filter(channel="email").select_related("episode").latest("pk")
    acknowledging.acknowledge(
        name="Invented Officer", post="Desk", by=acknowledging.holder_of(telling), now=at(minutes=minutes)
    )


def placed(night: Night, kind: OrganisationKind) -> None:
    """Let the child be placed with a provider of this kind, and nobody else, from January."""
    home = make_organisation(kind=kind, area_authority=night.host)
    make_placement(child=night.child, provider=home, from_on=date(2026, 1, 5))


MISSING = ("area-told-missing", "authority-told-missing")


def test_who_answers_by_a_link_or_a_call_was_told_and_meets_its_own_duty_alone() -> None:
    night = make_night()
    reference = night.reported(by=night.carer)
    assert owed(reference, *MISSING) == [(code, "") for code in MISSING]

    acknowledge(night, reference, night.host, minutes=5)
    assert owed(reference, *MISSING) == [("area-told-missing", "met"), ("authority-told-missing", "")]
    acknowledge(night, reference, night.authority, minutes=6)
    assert owed(reference, *MISSING) == [(code, "met") for code in MISSING]

    again = make_night()
    other = again.reported(by=again.carer)
    ring(again, other, again.authority)
    assert owed(other, *MISSING) == [("area-told-missing", ""), ("authority-told-missing", "met")]


def test_an_authority_that_wrote_down_the_report_itself_is_not_told() -> None:
    night = make_night()
    assert owed(night.reported(by=night.desk), *MISSING) == [("area-told-missing", "")]


def test_an_authority_whose_desk_rang_the_police_knows_of_the_absence() -> None:
    night = make_night()
    reference = night.reported(by=night.carer)
    rung = PoliceCall(
        called=When.moment(at(minutes=5)), was_answered=True, log_number="LOG-0001", handler="PC 1 Invented"
    )
    police.record_police_call(
        reference=reference, call=rung, seen_version=None, by=night.desk, now=at(minutes=6)
    )
    assert ("authority-told-missing", "met") in owed(reference, *MISSING)


FOSTERING = ("fostering-told-area", "fostering-told-authority", "fostering-told-police")


def test_an_agency_s_carers_owe_three_tellings_and_each_ends_by_its_own() -> None:
    night = make_night()
    placed(night, OrganisationKind.FOSTERING_SERVICE)
    reference = night.reported(by=night.carer)
    assert owed(reference, *FOSTERING) == [(code, "") for code in FOSTERING]

    rung = PoliceCall(
        called=When.moment(at(minutes=5)), was_answered=True, log_number="LOG-0001", handler="PC 1 Invented"
    )
    police.record_police_call(
        reference=reference, call=rung, seen_version=None, by=night.carer, now=at(minutes=6)
    )
    acknowledge(night, reference, night.host, minutes=7)
    assert dict(owed(reference, *FOSTERING)) == {
        "fostering-told-area": "met",
        "fostering-told-authority": "",
        "fostering-told-police": "met",
    }


@pytest.mark.parametrize("kind", [OrganisationKind.CHILDRENS_HOME, None])
def test_of_a_home_and_of_nobody_knows_whom_no_agency_owes_a_telling(kind: OrganisationKind | None) -> None:
    night = make_night()
    if kind is not None:
        placed(night, kind)
    assert owed(night.reported(by=night.carer), *FOSTERING) == []


# authority-told-found, police-told-found, home-office-told-found -------------------------------------------------

FOUND = ("authority-told-found", "home-office-told-found", "police-told-found")


def test_the_news_of_the_return_is_told_and_the_old_news_does_not_stand_for_it() -> None:
    night = make_night()
    reference = night.reported(by=night.carer)
    with seen_as(SYSTEM):
        old = Telling.objects.select_related("episode").get(
            episode__reference=reference, organisation=night.authority, channel="email"
        )
    back(night, reference, by=night.carer)
    assert owed(reference, *FOUND) == [("authority-told-found", ""), ("police-told-found", "")]

    holder = acknowledging.holder_of(old)
    acknowledging.acknowledge(name="Invented Officer", post="Desk", by=holder, now=at(minutes=61))
    assert owed(reference, *FOUND) == [("authority-told-found", ""), ("police-told-found", "")]
    acknowledge(night, reference, night.authority, minutes=65)
    assert dict(owed(reference, *FOUND)) == {"authority-told-found": "met", "police-told-found": ""}

    rung = PoliceCall(
        called=When.moment(at(minutes=70)), was_answered=True, log_number="LOG-0002", handler="PC 1 Invented"
    )
    police.record_police_call(
        reference=reference, call=rung, seen_version=None, by=night.carer, now=at(minutes=71)
    )
    assert dict(owed(reference, *FOUND)) == {"authority-told-found": "met", "police-told-found": "met"}


def test_police_who_were_rung_before_are_rung_again_once_the_child_is_back() -> None:
    night = make_night()
    reference = night.reported(by=night.carer)
    for number, hours in enumerate((0.1, 2)):
        rung = PoliceCall(
            called=When.moment(at(hours=hours)), was_answered=True, log_number=f"LOG-{number}", handler="PC 1"
        )
        police.record_police_call(
            reference=reference, call=rung, seen_version=None, by=night.carer, now=at(hours=hours)
        )
        if number == 0:
            back(night, reference, by=night.carer)
            assert ("police-told-found", "") in owed(reference, *FOUND)
    assert ("police-told-found", "met") in owed(reference, *FOUND)


def test_police_who_write_down_themselves_that_the_child_is_found_know_of_it() -> None:
    night = make_night()
    reference = night.reported(by=night.carer)
    found = When.moment(at(hours=1))
    missing.record_located(
        reference=reference, located=found, words="", seen_version=None, by=night.police, now=at(hours=1)
    )
    back(night, reference, hours=2, by=night.carer)
    assert owed(reference, *FOUND) == [("authority-told-found", "")]


def test_the_home_office_hears_of_the_return_where_it_was_told_of_the_absence() -> None:
    night = make_night()
    office = make_organisation(kind=OrganisationKind.IMMIGRATION)
    make_involvement(child=night.child, organisation=office, capacity="immigration")
    reference = night.reported()
    ring(night, reference, office)
    back(night, reference)
    assert ("home-office-told-found", "") in owed(reference, *FOUND)

    ring(night, reference, office, minutes=90)
    assert ("home-office-told-found", "met") in owed(reference, *FOUND)


def test_a_home_office_that_never_heard_of_the_absence_hears_of_no_return() -> None:
    night = make_night()
    reference = night.reported()
    back(night, reference)
    assert "home-office-told-found" not in dict(owed(reference, *FOUND))


# lead-answered -----------------------------------------------------------------------------------------------------


def test_the_authority_that_is_asked_to_lead_owes_the_answer() -> None:
    night = make_night()
    reference = night.reported()
    codes = ("lead-answered", "lead-answered-by-host")
    leading.ask_to_lead(
        reference=reference,
        authority=night.host.reference,
        words="She was seen there",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )
    assert owed(reference, *codes) == [("lead-answered-by-host", "")]
    lines = work(whose=Whose.ORGANISATION, by=night.host_desk, now=at(hours=2)).lines
    assert "lead-answered-by-host" in {line.code for line in lines}

    with seen_as(SIMULATOR):
        asked = Event.objects.get(kind="lead_asked").pk
    leading.answer_lead(
        reference=reference,
        asked=asked,
        accepted=False,
        words="She was not",
        seen_version=None,
        by=night.host_desk,
        now=at(hours=3),
    )
    assert owed(reference, *codes) == [("lead-answered-by-host", "met")]


# interview-shared --------------------------------------------------------------------------------------------------


def test_one_interview_of_two_returns_is_shared_once_on_whichever_episode() -> None:
    made = make_back()
    made.offered()
    second = made.again(gone=2, back=8)
    made.held(also=(second,), offer=Offer(offered=when(hours=9), offered_by="Ira Invented"))
    assert owed_in_case(made.night, code="interview-shared") == [("interview-shared", "")]

    shared = make_shared(Audience.POLICE)
    interview_shares.record_share(reference=second, shared=shared, by=made.worker, now=after_at(days=1))
    assert owed_in_case(made.night, code="interview-shared") == [("interview-shared", "met")]
