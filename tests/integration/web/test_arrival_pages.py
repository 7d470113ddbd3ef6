"""A child who arrived alone as pages: searched for, registered, answered for, and how old the child is taken to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation
from lantern.actions import notices
from lantern.record.context import seen_as
from lantern.record.models import Child, Event, Telling
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def port(night: Night) -> Organisation:
    return make_organisation(kind=OrganisationKind.IMMIGRATION, area_authority=night.authority)


@pytest.fixture
def officer(port: Organisation, signed_in: Callable[..., Client]) -> Client:
    account = make_account(role=Role.IMMIGRATION_OFFICER, organisation=port, name="Imre Officerly")
    return signed_in(account=account)


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def days(name: str, moment: datetime) -> dict[str, Any]:
    on = day_of(moment)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def typed(**more: Any) -> dict[str, Any]:
    said = {"place": "Ferry port", "name": "Selam Invented", "stated_age": "16", "interpreter": "no"}
    return {**said, **boxes("arrived", NOW - timedelta(hours=2)), **more}


def registered(officer: Client, **more: Any) -> str:
    page = officer.get("/arrivals/new?name=Testa")
    sent = officer.post("/arrivals/new", {**hidden(page), "area": area_of(page), **typed(**more)})
    assert sent.status_code == 302, errors(sent)
    with seen_as(SIMULATOR):
        event = Event.objects.select_related("child").get(kind=EventKind.CHILD_ARRIVED.value)
        assert event.child is not None
        return event.child.reference


def area_of(page: Any) -> str:
    return str(page.context["form"].fields["area"].initial)


def test_port_searches_first_registers_and_sees_that_nobody_has_answered(officer: Client) -> None:
    assert "register a child who arrived alone" not in words(officer.get("/arrivals"))
    assert "Not found: register a child who arrived alone" in words(officer.get("/arrivals?q=selam"))
    reference = registered(officer)

    listed = words(officer.get("/arrivals"))
    assert f"Registered, reference {reference}" in listed
    assert "Nobody has answered" in listed
    assert "Selam" not in listed
    again = words(officer.get("/arrivals?q=selam"))
    assert "Registered by you before, under a name like this" in again
    for page in (f"/children/{reference}", f"/children/{reference}/arrival"):
        assert officer.get(page).status_code in (403, 404)


def test_desk_reads_the_arrival_and_answers_and_the_childs_page_says_under_18(
    night: Night, officer: Client, desk: Client
) -> None:
    reference = registered(officer, met_by="A man in a van", stated_age="19")
    page = desk.get(f"/children/{reference}/arrival")
    said = words(page)
    assert "19 years, as the child says" in said
    assert "A man in a van" in said
    assert "Treated as under 18 until the age is assessed or otherwise determined" in said

    desk.post(f"/children/{reference}/arrival/acknowledge")
    assert "Dee Deskly, Duty worker" in words(desk.get(f"/children/{reference}/arrival"))
    assert "Dee Deskly, Duty worker" in words(officer.get("/arrivals"))
    child = words(desk.get(f"/children/{reference}"))
    assert "Treated as under 18" in child
    assert "19 years" not in child


def test_what_is_wrong_is_said_and_what_was_typed_stays(officer: Client) -> None:
    page = officer.get("/arrivals/new?name=Testa")
    sent = officer.post(
        "/arrivals/new", {**hidden(page), **typed(area="", place="", interpreter="", stated_age="99")}
    )
    assert errors(sent) == [
        "Choose the authority of the area",
        "Enter where the child arrived",
        "The age must be a whole number from 0 to 25, or empty",
        "Choose whether there was an interpreter",
    ]
    assert drawn(sent, "name") == "Selam Invented"
    sent = officer.post(
        "/arrivals/new",
        {**hidden(page), "area": area_of(page), **typed(interpreter="yes", language="Arabic")},
    )
    assert len(errors(sent)) == 1
    assert drawn(sent, "place") == "Ferry port"


def test_the_desk_is_asked_for_no_area_and_determines_the_age(desk: Client) -> None:
    page = desk.get("/arrivals/new?name=Testa")
    assert "area" not in page.context["form"].fields
    desk.post("/arrivals/new", {**hidden(page), **typed()})
    with seen_as(SIMULATOR):
        child = Child.objects.exclude(unaccompanied=None).get()
    where = f"/children/{child.reference}/arrival/age"
    form = desk.get(where)
    empty = desk.post(where, hidden(form))
    assert len(errors(empty)) == 4
    said = {"is_under_18": "yes", "basis": "assessment", "source": "A. Assessor", **days("said_on", NOW)}
    stale = desk.post(where, {**hidden(form), "seen_version": "77", **said})
    assert "Somebody else changed this record" in errors(stale)[0]
    assert desk.post(where, {**hidden(desk.get(where)), **said}).status_code == 302
    assert "Determined to be under 18: an age assessment by a local authority; A. Assessor" in words(
        desk.get(f"/children/{child.reference}")
    )


def test_first_days_need_an_owner_and_a_day_together(officer: Client, desk: Client) -> None:
    reference = registered(officer)
    where = f"/children/{reference}/arrival/first-days"
    form = desk.get(where)
    assert errors(desk.post(where, {**hidden(form), "owner_0": "Sol"})) == [
        "Give the day by which it is done"
    ]
    nothing = desk.post(where, hidden(form))
    assert "Give at least one of them an owner and a day" in words(nothing)
    alone = desk.post(where, {**hidden(form), **days("due_1", NOW + timedelta(days=1))})
    assert errors(alone) == ["Give who does it"]
    sent = desk.post(
        where, {**hidden(form), "owner_0": "Sol Workerly", **days("due_0", NOW + timedelta(days=1))}
    )
    assert sent.status_code == 302
    assert "Sol Workerly" in words(desk.get(f"/children/{reference}/discussions"))


def test_the_link_of_an_arrival_names_no_child(officer: Client) -> None:
    reference = registered(officer)
    with seen_as(SIMULATOR):
        telling = Telling.objects.select_related("organisation").get(child__reference=reference)
    token = notices.token_for(telling)
    page = words(Client().get(f"/told/{token}"))
    assert "a child has arrived alone in your area" in page
    assert "Selam" not in page
    assert reference not in page
