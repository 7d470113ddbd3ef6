"""The Home Office's own reference: kept on the child, given again, found by it, and corrected."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from lantern.actions import home_office, missing, sealing
from lantern.actions.children import open_child
from lantern.actions.information import Information, record_information
from lantern.queries.children import find
from lantern.queries.search_measures import search_measures
from lantern.record.models import AuditEntry, ChildIdentifier, Event, GivenReference, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.refusals import NotFound, NotPermitted, NotTold, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.children import make_child_identifier, make_unaccompanied_period
from tests.factories.involved import make_involvement
from tests.factories.missing import make_event, make_event_source
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
    with pytest.raises(NotTold) as refused:
        recorded(night, reference, "HO/7700000")
    assert (refused.value.field, refused.value.message) == (
        "number",
        "This reference cannot be kept for this child. Nothing was recorded. Check it with the Home Office. "
        "This refusal has been recorded.",
    )
    assert kept(night, reference) == "HO/9900113"
    with seen_as(SIMULATOR):
        audited = AuditEntry.objects.filter(outcome="refused").values_list("action", "about")
        assert list(audited) == [("home_office.record_reference", reference)]


def struck(night: Night, reference: str, event: int) -> int:
    """Strike an entry of the chronology; give the number of the entry that strikes it."""
    given = {"reference": reference, "event": event, "reasons": "Wrong child", "seen_version": None}
    missing.correct(by=night.desk, now=NOW, **given)
    with seen_as(SIMULATOR):
        return Event.objects.get(corrects=event).pk


def entries_of(number: str) -> int:
    with seen_as(SIMULATOR):
        return Event.objects.get(words=f"The Home Office gave its reference: {number}.").pk


def numbers(night: Night) -> list[str]:
    with seen_as(SIMULATOR):
        held = ChildIdentifier.objects.filter(child=night.child, kind=HOME_OFFICE).order_by("pk")
        return list(held.values_list("value", flat=True))


def test_a_struck_entry_takes_its_reference_out_and_the_one_before_comes_back(
    night: Night, reference: str
) -> None:
    recorded(night, reference)
    recorded(night, reference, "HO/9900113")
    correction = struck(night, reference, entries_of("HO/9900113"))
    assert (numbers(night), kept(night, reference)) == ([NUMBER], NUMBER)
    assert find(wanted="HO/9900113", by=night.desk, now=NOW) == ()
    struck(night, reference, correction)  # the newer one was right after all
    assert numbers(night) == ["HO/9900113"]
    struck(night, reference, entries_of(NUMBER))
    assert numbers(night) == ["HO/9900113"]
    sealing.seal(
        reference=reference,
        event=entries_of("HO/9900113"),
        reasons="It is another child's",
        seen_version=None,
        by=night.desk,
        now=NOW,
    )
    assert (numbers(night), kept(night, reference)) == ([], "")


def test_what_no_entry_recorded_is_never_taken_out(night: Night, reference: str) -> None:
    issuer = make_organisation(kind=OrganisationKind.IMMIGRATION, name="Port Office")
    make_child_identifier(child=night.child, kind=HOME_OFFICE, value="HO/1000001", issued_by=issuer)
    make_involvement(child=night.child, capacity="immigration", organisation=issuer)
    recorded(night, reference)
    assert (numbers(night), kept(night, reference)) == (["HO/1000001", NUMBER], NUMBER)
    struck(night, reference, entries_of(NUMBER))
    assert numbers(night) == ["HO/1000001"]


def test_one_that_another_child_has_by_now_does_not_come_back(night: Night, reference: str) -> None:
    recorded(night, reference)
    recorded(night, reference, "HO/9900113")
    with seen_as(SIMULATOR):
        issuer = ChildIdentifier.objects.get(kind=HOME_OFFICE).issued_by
    make_child_identifier(kind=HOME_OFFICE, value=NUMBER, issued_by=issuer)
    struck(night, reference, entries_of("HO/9900113"))
    assert numbers(night) == []


@pytest.mark.parametrize("said", ["It rang.", f"The Home Office gave its reference: {'9' * 101}."])
def test_a_note_that_says_something_else_is_struck_and_changes_no_reference(
    night: Night, reference: str, said: str
) -> None:
    recorded(night, reference)
    note = Information(words=said, obtained=When.moment(NOW))
    record_information(reference=reference, information=note, by=night.desk, now=NOW)
    with seen_as(SIMULATOR):
        number = Event.objects.get(words=said).pk
    struck(night, reference, number)
    assert numbers(night) == [NUMBER]


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


def test_words_typed_as_a_reference_is_said_record_none(night: Night, reference: str) -> None:
    recorded(night, reference)
    note = Information(words="The Home Office gave its reference: HO/1.", obtained=When.moment(NOW))
    record_information(reference=reference, information=note, by=night.desk, now=NOW)
    with seen_as(SIMULATOR):
        typed = Event.objects.get(words=note.words)
        assert GivenReference.objects.filter(event=typed).exists() is False
    struck(night, reference, typed.pk)
    assert numbers(night) == [NUMBER]


def test_entries_of_before_are_tied_to_the_numbers_they_recorded(night: Night, reference: str) -> None:
    """The migration's own words: what was known by its words alone is known by its row."""
    upgrade = importlib.import_module("lantern.record.migrations.0041_guards_of_what_was_left")
    said: dict[str, Any] = {"kind": EventKind.INFORMATION_RECEIVED, "recorded_at": NOW}
    with seen_as(SIMULATOR):
        said["episode"] = MissingEpisode.objects.get(reference=reference)
    first = make_event(words=f"The Home Office gave its reference: {NUMBER}.", **said)
    newer = make_event(words="The Home Office gave its reference: HO/9900113.", **said)
    again = make_event(words="The Home Office gave its reference: HO/9900113.", **said)
    make_event(words=f"The Home Office gave its reference: {'9' * 101}.", **said)
    make_event_source(event=make_event(words="The Home Office gave its reference: HO/5.", **said))
    issuer = make_organisation(kind=OrganisationKind.IMMIGRATION, name="Port Office")
    make_child_identifier(child=night.child, kind=HOME_OFFICE, value="HO/9900113", issued_by=issuer)
    make_child_identifier(child=night.child, kind=HOME_OFFICE, value="HO/1000001", issued_by=issuer)
    for _twice in range(2):
        with seen_as(SIMULATOR), connection.cursor() as cursor:
            cursor.execute(upgrade.OF_BEFORE)
    with seen_as(SIMULATOR):
        given = list(GivenReference.objects.order_by("event").values_list("event", "value"))
        kept_in = dict(ChildIdentifier.objects.values_list("value", "given_in__event"))
    assert given == [(first.pk, NUMBER), (newer.pk, "HO/9900113"), (again.pk, "HO/9900113")]
    assert (kept_in["HO/9900113"], kept_in["HO/1000001"]) == (again.pk, None)
    struck(night, reference, again.pk)
    assert numbers(night) == ["HO/1000001", "HO/9900113"]
    struck(night, reference, newer.pk)
    assert numbers(night) == ["HO/1000001", NUMBER]
