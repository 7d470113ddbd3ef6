"""A guardian's own pages: their children, the record of each, and what they write in their own name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.record.context import seen_as
from lantern.record.models import Event, GuardianAccess
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

pytestmark = pytest.mark.django_db
EARLIER = datetime.now(UTC) - timedelta(days=40)


@pytest.fixture
def night() -> Night:
    return make_night(name="Ola Invented")


@pytest.fixture
def account() -> Account:
    service = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE, name="Invented Guardians")
    return make_account(role=Role.GUARDIAN, organisation=service, name="Gil Invented")


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(organisation=night.authority)


@pytest.fixture
def guardian(account: Account, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=account)


def of(night: Night, rest: str) -> str:
    return f"/children/{night.child.reference}/{rest}"


def send(browser: Client, address: str, typed: dict[str, str], *, later: int = 0) -> Any:
    when = boxes("when", EARLIER + timedelta(days=later))
    return browser.post(address, {**hidden(browser.get(address)), **when, **typed}, follow=True)


def name_guardian(desk: Client, night: Night, account: Account) -> Any:
    return send(desk, of(night, "guardian/name"), {"account": str(account.pk), "role": "direct"})


def test_a_guardian_is_named_by_account_reads_writes_is_answered_and_leaves(
    night: Night, desk: Client, guardian: Client, account: Account
) -> None:
    assert "Nobody has recorded you as a child’s guardian." in words(guardian.get("/guardians"))
    assert guardian.get(of(night, "concern")).status_code == 404
    page = words(name_guardian(desk, night, account))
    assert "Gil Invented , Invented Guardians. Works with the child." in page
    assert "Sees this child by their own account, until they leave. Let in by" in page

    listed = words(guardian.get("/guardians"))
    assert "Your children" in listed
    assert "Ola Invented" in listed
    child = words(guardian.get(f"/children/{night.child.reference}"))
    assert "Your role does not see these. If you need them, ring the duty team." in child
    form = guardian.get(of(night, "guardian/challenge"))
    assert "Leave out what the child told you in confidence." in words(form)
    challenge = {"about": "safer_accommodation", "words": "The home is known to them."}
    page = words(send(guardian, of(night, "guardian/challenge"), challenge, later=2))
    assert "Challenge: Safer accommodation Not answered yet" in page
    assert "Answer the challenge" not in page
    assert page.count("Withdraw this entry") == 1  # their own, and none of the authority's
    assert "Record that the guardian has left" not in page

    waiting = words(desk.get("/guardians"))
    assert "Ola Invented Gil Invented , Invented Guardians" in waiting
    assert "Safer accommodation" in waiting
    number = _only(EventKind.GUARDIAN_CHALLENGED)
    answer = {"agreed": "yes", "words": "Moved the same day."}
    send(desk, of(night, f"guardian/challenge/{number}"), answer, later=3)
    assert "Moved the same day." in words(guardian.get(of(night, "concern")))
    assert "Moved the same day." in words(guardian.get(of(night, "chronology")))

    send(desk, of(night, "guardian/left"), {"words": "Moved out of the area."}, later=4)
    for address in (f"/children/{night.child.reference}", of(night, "concern"), of(night, "chronology")):
        assert guardian.get(address).status_code == 404
    assert "Ola Invented" not in guardian.get("/guardians").content.decode()
    assert "Ola Invented" not in guardian.get("/children?q=Invented").content.decode()


def _only(kind: EventKind) -> int:
    with seen_as(SIMULATOR):
        return Event.objects.get(kind=kind.value).pk


def test_a_guardian_without_an_account_is_let_in_later_and_by_a_choice(
    night: Night, desk: Client, guardian: Client, account: Account
) -> None:
    typed = {"guardian_name": "Gil Invented", "service": "Invented Guardians", "role": "direct"}
    page = words(send(desk, of(night, "guardian/name"), typed))
    assert "The guardian has no account here: what they say is written down for them." in page
    nobody = desk.post(of(night, "guardian/let-in"), hidden(desk.get(of(night, "guardian/let-in"))))
    assert errors(nobody) == ["Choose the guardian’s account"]
    stranger = {**hidden(nobody), "account": str(account.pk + 1000)}
    assert len(errors(desk.post(of(night, "guardian/let-in"), stranger))) == 1
    chosen = {**hidden(desk.get(of(night, "guardian/let-in"))), "account": str(account.pk)}
    desk.post(of(night, "guardian/let-in"), chosen)
    again = desk.post(of(night, "guardian/let-in"), chosen, follow=True)

    assert "The guardian sees this child from now" in words(again)
    with seen_as(SIMULATOR):
        assert GuardianAccess.objects.count() == 1
    assert guardian.get(f"/children/{night.child.reference}").status_code == 200


def test_what_was_typed_beside_an_account_is_refused_and_stays(
    night: Night, desk: Client, account: Account
) -> None:
    typed = {"account": str(account.pk), "guardian_name": "Gale Other", "role": "direct", "words": "By mail."}
    refused = send(desk, of(night, "guardian/name"), typed)

    assert errors(refused) == [
        "The account you chose is of Gil Invented. Leave this empty, or choose that there is no account."
    ]
    assert "Gale Other" in refused.content.decode()
    assert "By mail." in refused.content.decode()
    neither = send(desk, of(night, "guardian/name"), {"role": "direct"})
    assert errors(neither) == ["Enter the guardian’s service."]


def test_the_list_and_the_letting_in_are_not_for_others(
    night: Night, account: Account, signed_in: Callable[..., Client]
) -> None:
    for role, organisation in ((Role.POLICE_DESK, night.force), (Role.CARER, night.home)):
        browser = signed_in(role, organisation=organisation)
        assert browser.get("/guardians").status_code == 403
        assert browser.get(of(night, "guardian/let-in")).status_code == 403
    host = signed_in(organisation=night.host)
    assert host.get(of(night, "guardian/let-in")).status_code == 403
    assert "Ola Invented" not in host.get("/guardians").content.decode()


def test_a_guardian_s_page_has_no_door_to_what_is_not_theirs(
    night: Night, desk: Client, guardian: Client, account: Account
) -> None:
    name_guardian(desk, night, account)

    shut = ("guardian/left", "guardian/name", "guardian/let-in", "nrm/new", "concern/view", "involved")
    assert [guardian.get(of(night, rest)).status_code for rest in shut] == [403] * len(shut)
    menu = guardian.get("/guardians").context["navigation"]
    assert [each["text"] for each in menu] == [
        "Who is missing now",
        "Your children",
        "Find a child",
        "Who may do what",
    ]
