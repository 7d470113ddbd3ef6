"""The page on which a service is asked to hold a return interview, and what its interviewer then sees."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, Organisation
from lantern.actions import missing
from lantern.record.context import seen_as
from lantern.record.models import Event, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.tellings import TellingState
from tests.factories.listeners import make_listeners
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

NOW = datetime.now(UTC)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Ola Invented")


@pytest.fixture
def reference(night: Night) -> str:
    reference = night.reported(
        last_seen=When.moment(NOW - timedelta(hours=20)), now=NOW - timedelta(hours=19)
    )
    back: dict[str, Any] = {
        "returned": When.moment(NOW - timedelta(hours=9)),
        "now": NOW - timedelta(hours=9),
    }
    missing.record_return(reference=reference, words="", seen_version=None, by=night.desk, **back)
    return reference


@pytest.fixture
def place(db: None) -> Organisation:
    return make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE, name="Invented Listeners")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=Account.objects.get(pk=night.desk.account_id))


def test_a_service_is_asked_sees_its_list_and_is_taken_back(
    reference: str, place: Organisation, desk: Client, signed_in: Any
) -> None:
    ira = signed_in(account=make_account(role=Role.INTERVIEWER, organisation=place, name="Ira Outside"))
    address = f"/missing/{reference}/after/service"
    assert "Ola Invented" not in ira.get("/interviews").content.decode()
    assert "Ask a service" in words(desk.get(f"/missing/{reference}/after"))
    form = desk.get(address)
    assert len(errors(desk.post(address, hidden(form)))) == 2
    typed = {**hidden(form), "service": place.reference, "days_after": "7"}
    done = words(desk.post(address, typed, follow=True))
    assert "Invented Listeners is asked" in done
    assert "They see it until 7 days after the result is in." in done
    twice = desk.post(address, {**typed, "key": "another"}, follow=True)
    assert twice.status_code == 200

    listed = words(ira.get("/interviews"))
    assert "Ola Invented" in listed
    page = words(ira.get(f"/missing/{reference}/after"))
    assert "Ask a service" not in page
    assert ira.get(f"/missing/{reference}/after/held").status_code == 200
    assert ira.get(address).status_code == 403
    assert ira.get(f"/missing/{reference}").status_code == 200

    back = desk.post(f"{address}/back", hidden(desk.get(address)), follow=True)
    assert "Taken back. They see nothing more of it." in words(back)
    assert "Asked before" in words(back)
    assert ira.get(f"/missing/{reference}/after").status_code == 404
    assert "Ola Invented" not in ira.get("/interviews").content.decode()


def struck(reference: str, night: Night, kind: EventKind) -> None:
    """Strike what was recorded last of this kind."""
    with seen_as(SIMULATOR):
        wrong = Event.objects.filter(episode__reference=reference, kind=kind.value).latest("pk").pk
    told: dict[str, Any] = {"seen_version": None, "by": night.desk, "now": datetime.now(UTC)}
    missing.correct(reference=reference, event=wrong, reasons="Not so.", **told)


def warnings(page: Any) -> list[str]:
    """Give the warnings of a page, but for the one that no worker runs here to ask what is due."""
    found = re.findall(
        r'<strong class="govuk-warning-text__text">(.*?)</strong>', page.content.decode(), re.S
    )
    words = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]
    return [each for each in words if not each.startswith("Warning Lantern has not asked yet what is due")]


def test_the_desk_is_told_to_ring_a_service_that_is_asked_when_the_return_or_the_report_is_struck(
    reference: str, night: Night, desk: Client
) -> None:
    place = make_listeners(out_of_hours_telephone="0300 555 01")
    make_account(role=Role.INTERVIEWER, organisation=place)  # so it was sent nothing
    address = f"/missing/{reference}/after/service"
    typed = {**hidden(desk.get(address)), "service": place.reference, "days_after": "7"}
    desk.post(address, typed)
    assert not any("return interview" in each for each in warnings(desk.get(f"/missing/{reference}")))

    struck(reference, night, EventKind.CHILD_RETURNED)
    assert (
        "Warning Invented Listeners is asked for a return interview, and the child is not recorded back. Lantern tells "
        "them nothing. Ring them: 0300 555 01. Take it back from them"
    ) in warnings(desk.get(f"/missing/{reference}"))
    struck(reference, night, EventKind.MISSING_REPORTED)
    Organisation.objects.filter(pk=place.pk).update(out_of_hours_telephone="", switchboard="")
    assert warnings(desk.get(f"/missing/{reference}")) == [
        "Warning Invented Listeners is asked for a return interview of this report, which is struck. Lantern tells "
        "them nothing. Ring them. Take it back from them"
    ]
    back = desk.post(f"{address}/back", hidden(desk.get(address)), follow=True)
    assert "Taken back. They see nothing more of it." in words(back)
    assert warnings(desk.get(f"/missing/{reference}")) == []


def test_one_that_was_sent_a_link_is_told_and_the_desk_reads_that_it_was(
    reference: str, night: Night, desk: Client
) -> None:
    place = make_listeners(out_of_hours_telephone="0300 555 01")
    address = f"/missing/{reference}/after/service"
    desk.post(address, {**hidden(desk.get(address)), "service": place.reference, "days_after": "7"})
    with seen_as(SIMULATOR):  # the letter went out meanwhile
        asked = Telling.objects.filter(asked__service=place)
        assert asked.update(state=TellingState.SENT.value) == 1
    struck(reference, night, EventKind.CHILD_RETURNED)

    page = desk.get(f"/missing/{reference}")
    assert warnings(page) == []
    assert "the return interview they were asked for no longer stands" in words(page)
    assert "no longer asked to hold the return interview: the child&#x27;s return was withdrawn." in (
        page.content.decode()
    )
    assert "withdrew the return" in words(desk.get(address))
    rung = re.findall(r"If nobody answers the message, ring ([^:]+):", words(page))
    assert (rung[-1], len(rung) > 1) == (
        "Invented Listeners",
        True,
    )  # whoever looks for the child is rung first


def test_without_a_service_here_the_page_says_to_ring(
    reference: str, place: Organisation, desk: Client
) -> None:
    Organisation.objects.update(email="", switchboard="", out_of_hours_telephone="")
    page = words(desk.get(f"/missing/{reference}/after/service"))
    assert "No service is recorded here that anything reaches" in page


def test_what_came_too_late_is_said_and_others_have_no_door(
    reference: str, night: Night, place: Organisation, desk: Client, signed_in: Any
) -> None:
    address = f"/missing/{reference}/after/service"
    nothing = desk.post(f"{address}/back", hidden(desk.get(address)), follow=True)
    assert "No service is asked to hold this interview. Nothing was changed." in words(nothing)
    make_account(role=Role.INTERVIEWER, organisation=place)
    host = signed_in(organisation=night.host)
    assert [host.get(address).status_code, host.post(f"{address}/back").status_code] == [403, 403]
    carer = signed_in(Role.CARER, organisation=night.home)
    assert carer.get(address).status_code == 403
