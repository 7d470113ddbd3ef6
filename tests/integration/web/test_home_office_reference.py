"""The Home Office's own reference: kept on the child, given again, found by it, and corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import home_office
from lantern.actions.children import open_child
from lantern.queries.children import find
from lantern.queries.search_measures import search_measures
from lantern.record.models import ChildIdentifier
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.children import make_child_identifier, make_unaccompanied_period
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
NUMBER = "HO/9900112"


@pytest.fixture
def night() -> Night:
    night = make_night(name="Testa Alonehere")
    make_organisation(kind=OrganisationKind.IMMIGRATION, name="Home Office")
    make_unaccompanied_period(child=night.child)
    return night


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported(now=NOW - timedelta(hours=3), last_seen=When.moment(NOW - timedelta(hours=5)))


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def recorded(
    night: Night, reference: str, number: str = NUMBER, *, by: Actor | None = None, **said: Any
) -> None:
    given: dict[str, Any] = {
        "happened": When.moment(NOW - timedelta(minutes=5)),
        "seen_version": None,
        "now": NOW,
    }
    home_office.record_reference(reference=reference, number=number, by=by or night.desk, **given | said)


def kept(night: Night, reference: str) -> str:
    return search_measures(reference=reference, by=night.desk, now=NOW).home_office_reference


def test_the_reference_is_shown_where_the_home_office_is_told_again_and_finds_the_child(
    night: Night, reference: str, desk: Client
) -> None:
    page = desk.get(f"/missing/{reference}/search")
    assert "It has given no reference that is recorded." in words(page)
    href = f"/missing/{reference}/home-office"
    assert href in page.content.decode()
    typed = {"number": f" {NUMBER} ", **boxes("when", NOW - timedelta(minutes=5))}
    sent = desk.post(href, {**hidden(desk.get(href)), **typed}, follow=True)
    assert f"Its reference for this child: {NUMBER}" in words(sent)
    assert [each.reference for each in find(wanted=NUMBER, by=night.desk, now=NOW)] == [night.child.reference]
    assert f"The Home Office gave its reference: {NUMBER}." in words(desk.get(f"/missing/{reference}"))
    assert (HOME_OFFICE, NUMBER) in open_child(
        reference=night.child.reference, by=night.desk, now=NOW
    ).identifiers


def test_what_is_wrong_with_it_is_said_and_what_was_typed_stays(reference: str, desk: Client) -> None:
    href = f"/missing/{reference}/home-office"
    page = desk.get(href)
    short = desk.post(href, {**hidden(page), "number": "H1", **boxes("when", NOW)})
    assert "at least 4 characters" in str(errors(short))
    assert b"H1" in short.content
    assert "Enter the reference the Home Office gave" in str(errors(desk.post(href, hidden(page))))
    later = desk.post(href, {**hidden(page), "number": NUMBER, **boxes("when", NOW + timedelta(days=1))})
    assert errors(later)


def test_a_newer_one_takes_its_place_and_one_of_another_child_is_refused(
    night: Night, reference: str
) -> None:
    recorded(night, reference)
    with pytest.raises(Refused, match="recorded already"):
        recorded(night, reference)
    recorded(night, reference, "HO/9900113")
    assert kept(night, reference) == "HO/9900113"
    with seen_as(SIMULATOR):
        issuer = ChildIdentifier.objects.get(kind=HOME_OFFICE).issued_by
    make_child_identifier(kind=HOME_OFFICE, value="HO/7700000", issued_by=issuer)
    with pytest.raises(Refused, match="record of another child"):
        recorded(night, reference, "HO/7700000")
    assert kept(night, reference) == "HO/9900113"


def test_a_reference_longer_than_one_can_be_is_refused(night: Night, reference: str) -> None:
    with pytest.raises(Refused, match="at most 100"):
        recorded(night, reference, "9" * 101)


def test_only_who_keeps_who_has_to_do_with_the_child_records_it_and_a_home_does_not_read_of_it(
    night: Night, reference: str
) -> None:
    for by in (night.police, night.carer, night.host_desk):
        with pytest.raises((NotPermitted, NotFound)):
            recorded(night, reference, by=by)
    with pytest.raises(Stale):
        recorded(night, reference, seen_version=-1)
    recorded(night, reference)
    seen = open_child(reference=night.child.reference, by=night.carer, now=NOW)
    assert HOME_OFFICE not in dict(seen.identifiers)


def test_where_nobody_is_stored_as_the_home_office_no_reference_is_kept() -> None:
    night = make_night()
    reference = night.reported(now=NOW - timedelta(hours=3), last_seen=When.moment(NOW - timedelta(hours=5)))
    with pytest.raises(Refused, match="Nobody is stored as the Home Office"):
        recorded(night, reference)
