"""The page on which a wrong entry of a child's case is struck."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lantern.record.models import Event
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Role
from tests.factories.missing import make_event
from tests.factories.night import Night, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(db: None) -> Night:
    return make_night()


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    client: Client = signed_in(organisation=night.authority)
    return client


@pytest.fixture
def entry(night: Night) -> Event:
    return make_event(
        child=night.child,
        kind=EventKind.CONCERN_RECORDED,
        words="A second telephone.",
        by_organisation_id=night.authority.pk,
    )


def address(night: Night, event: int) -> str:
    return f"/children/{night.child.reference}/entries/{event}/withdraw"


def test_the_entry_is_shown_and_struck_with_the_reason(desk: Client, night: Night, entry: Event) -> None:
    shown = desk.get(address(night, entry.pk)).content.decode()
    assert "A sign of exploitation" in shown
    assert "A second telephone." in shown

    answer = desk.post(address(night, entry.pk), {"why": "not_true", "words": "The aunt bought it."})

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/children/{night.child.reference}/concern",
    )
    with seen_as(SIMULATOR):
        assert Event.objects.get(corrects=entry).words == "It did not happen. The aunt bought it."
    assert "This entry is struck already." in desk.get(address(night, entry.pk)).content.decode()


def test_without_a_reason_nothing_is_struck_and_what_was_typed_stays(
    desk: Client, night: Night, entry: Event
) -> None:
    answer = desk.post(address(night, entry.pk), {"words": "The aunt bought it."})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose what is wrong with it" in page
    assert "The aunt bought it." in page
    with seen_as(SIMULATOR):
        assert not Event.objects.filter(corrects=entry).exists()


def test_who_may_not_read_the_case_finds_no_entry(night: Night, entry: Event, signed_in: Any) -> None:
    carer = signed_in(Role.CARER, organisation=night.home)

    assert carer.get(address(night, entry.pk)).status_code == 404
