"""One's own calendar of deadlines: off unless devices are managed, revocable, and without a name or a reference."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from lantern.accounts.models import Account
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, CalendarAddress
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import words
from tests.integration.web.test_after_pages import came_back

NOW = datetime.now(UTC)
RETURNED = NOW - timedelta(hours=30)


@pytest.fixture(autouse=True)
def managed(settings: Any) -> None:
    settings.DEVICES_ARE_MANAGED = True


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Pageley")


@pytest.fixture
def account(night: Night) -> Account:
    return make_account(role=Role.DUTY_WORKER, organisation=night.authority)


@pytest.fixture
def desk(account: Account, signed_in: Any) -> Client:
    return signed_in(account=account)


def made(desk: Client, key: str = "calendar-key") -> str:
    page = desk.post("/calendar", {"key": key}).content.decode()
    return re.findall(r"(/calendar/[0-9a-f]{64}\.ics)", page)[0]


def summaries(answer: Any) -> list[tuple[str, datetime]]:
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(one["summary"]), one["dtstart"].dt) for one in events]


def test_calendar_says_what_is_due_and_when_and_nothing_else(desk: Client, night: Night) -> None:
    reference = came_back(night, returned=RETURNED)
    gone = night.reported(now=NOW - timedelta(minutes=5), last_seen=When.moment(NOW - timedelta(hours=2)))
    answer = Client().get(made(desk))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == {}
    due = RETURNED.replace(microsecond=0) + timedelta(hours=72)
    found = [(words, at) for words, at in summaries(answer) if "interview" in words]
    assert [(words, abs(at - due) < timedelta(minutes=1)) for words, at in found] == [
        ("A return interview is due", True)
    ]
    said = answer.content.decode()
    for told in (
        "Testa",
        "Pageley",
        reference,
        gone,
        night.child.reference,
        night.home.name,
        night.authority.name,
    ):
        assert told not in said
    assert re.findall(r"(?m)^URL:(.*)\r?$", said.replace("\r\n ", ""))[0].rstrip().endswith("/")


def test_address_is_shown_once_and_a_new_one_ends_the_old(desk: Client, account: Account) -> None:
    first = made(desk)
    assert made(desk) == first  # pressed twice, it is one
    assert "/calendar/" not in re.sub(r"/calendar/withdraw", "", desk.get("/calendar").content.decode())
    second = made(desk, key="another")
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    with seen_as(SYSTEM):
        assert CalendarAddress.objects.filter(account=account, withdrawn_at=None).count() == 1


def test_withdrawn_address_and_closed_account_lead_nowhere(desk: Client, account: Account) -> None:
    address = made(desk)
    assert desk.post("/calendar/withdraw", {"key": "w"}).status_code == 302
    assert Client().get(address).status_code == 404
    last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about) == ("calendars.withdraw_address", str(account.pk))
    assert "You have no calendar" in words(desk.post("/calendar/withdraw", {"key": "w2"}, follow=True))

    again = made(desk, key="again")
    account.is_active = False
    account.save()
    assert Client().get(again).status_code == 404
    assert Client().get(f"/calendar/{'0' * 64}.ics").status_code == 404


def test_without_managed_devices_there_is_no_calendar(desk: Client, settings: Any) -> None:
    address = made(desk)
    settings.DEVICES_ARE_MANAGED = False
    assert Client().get(address).status_code == 404
    refused = desk.post("/calendar", {"key": "k"})
    assert "Calendars are off here" in words(refused)
    assert ".ics" not in refused.content.decode()
    assert "Make an address" not in words(desk.get("/calendar"))


def test_nobody_sees_another_accounts_deadlines(desk: Client, night: Night, signed_in: Any) -> None:
    came_back(night, returned=RETURNED)
    stranger = signed_in(Role.DUTY_WORKER)
    assert summaries(Client().get(made(stranger, key="strange"))) == []
    assert signed_in(Role.ADMINISTRATOR).get("/calendar").status_code == 403
