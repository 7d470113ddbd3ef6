"""Two records that may be of one child: proposed with reasons, decided by a person, and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantern.actions.duplicates import decide_pair, undo_pair
from lantern.policies.duplicates import Because
from lantern.queries.duplicates import RecordOf, duplicates
from lantern.record.models import AuditEntry, Child, Event, PairDecision
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests import printed
from tests.factories.children import (
    make_child,
    make_child_identifier,
    make_child_name,
    make_protected_contact,
)
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_account, make_actor
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

pytestmark = pytest.mark.django_db
BORN = date(2010, 6, 1)


@pytest.fixture
def night() -> Night:
    return make_night(name="Mohammed Al Haddad", date_of_birth=BORN)


@pytest.fixture
def lead(night: Night) -> Actor:
    return make_actor(role=Role.MISSING_LEAD, organisation=night.authority)


def another(night: Night, **fields: Any) -> Child:
    fields = {"name": "Muhamad Hadad", "date_of_birth": BORN} | fields
    return make_child(responsible_authority=night.authority, **fields)


def proposed(by: Actor) -> list[tuple[str, str, tuple[Because, ...]]]:
    found = duplicates(by=by, now=NOW).pairs
    return [(pair.first.reference, pair.second.reference, pair.because) for pair in found]


def decide(night: Night, other: Child, by: Actor, **said: Any) -> str:
    given = {"is_same": True, "reasons": "Her worker says so"} | said
    return decide_pair(first=night.child.reference, second=other.reference, by=by, now=NOW, **given)


# What is proposed --------------------------------------------------------------------------------------------


def test_names_that_sound_alike_and_one_day_of_birth_are_proposed(night: Night, lead: Actor) -> None:
    other = another(night)
    another(night, name="Muhamad Hadad", date_of_birth=date(2010, 6, 2))
    another(night, name="Somebody Else")
    make_child(name="Muhamad Hadad", date_of_birth=BORN)  # of another authority

    assert proposed(lead) == [(night.child.reference, other.reference, (Because.NAME_AND_BIRTH,))]


@pytest.mark.parametrize("script", ["محمد حداد", "Mohammed Al Haddad"])
def test_the_same_spelling_in_any_script_is_enough(night: Night, lead: Actor, script: str) -> None:
    other = another(night, name="Somebody Else")
    make_child_name(child=night.child, name=script, kind=NameKind.ORIGINAL_SCRIPT)
    make_child_name(child=other, name=script, kind=NameKind.OTHER_SPELLING)

    assert proposed(lead) == [(night.child.reference, other.reference, (Because.NAME_AND_BIRTH,))]


def test_one_number_and_one_telephone_are_reasons_of_their_own(night: Night, lead: Actor) -> None:
    other = another(night, name="Somebody Else", date_of_birth=None)
    make_child_identifier(child=night.child, kind="upn", value="z900a")
    make_child_identifier(child=other, kind="upn", value="Z900A")
    make_protected_contact(child=night.child, telephone="07700 900461")
    make_protected_contact(child=other, telephone="+44 7700 900461")

    reasons = (Because.IDENTIFIER, Because.TELEPHONE)
    assert proposed(lead) == [(night.child.reference, other.reference, reasons)]


def test_the_number_of_a_home_proposes_nobody(night: Night, lead: Actor) -> None:
    for child in (night.child, another(night, name="Somebody Else"), another(night, name="Third Other")):
        make_protected_contact(child=child, telephone="01632 960461")

    assert proposed(lead) == []


# What is decided ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_same", [True, False])
def test_what_was_decided_is_not_proposed_again_until_it_is_taken_back(
    night: Night, lead: Actor, is_same: bool
) -> None:
    other = another(night)
    before = proposed(lead)
    reference = decide(night, other, lead, is_same=is_same)

    (made,) = duplicates(by=lead, now=NOW).decided
    assert (proposed(lead), made.is_same, made.reasons, made.by_name, made.undone_at) == (
        [],
        is_same,
        "Her worker says so",
        lead.name,
        None,
    )
    assert made.first == RecordOf(reference=night.child.reference, name="Mohammed Al Haddad")

    undo_pair(reference=reference, reasons="It was her cousin", by=lead, now=at(hours=1))
    (made,) = duplicates(by=lead, now=NOW).decided
    assert (made.undone_at, made.undone_by_name, made.undone_because) == (
        at(hours=1),
        lead.name,
        "It was her cousin",
    )
    assert proposed(lead) == before
    actions = AuditEntry.objects.order_by("number").values_list("action", "about")
    assert list(actions)[-4:] == [
        ("duplicates.decide_pair", each) for each in sorted([night.child.reference, other.reference])
    ] + [("duplicates.undo_pair", each.reference) for each in (night.child, other)]
    decide(night, other, lead)


@pytest.mark.parametrize(
    ("said", "why"),
    [({"reasons": " "}, "Say how it is known"), ({}, "Somebody decided this already")],
)
def test_a_decision_needs_reasons_and_is_taken_once(
    night: Night, lead: Actor, said: dict[str, str], why: str
) -> None:
    other = another(night)
    if not said:
        decide(night, other, lead)

    with pytest.raises(Refused, match=why):
        decide(night, other, lead, **said)


def test_a_child_nobody_knows_is_matched_and_not_joined(night: Night, lead: Actor) -> None:
    with pytest.raises(Refused, match="Match that child on their own page"):
        decide(night, another(night, is_unidentified=True), lead)
    with pytest.raises(Refused, match="one and the same record"):
        decide(night, night.child, lead)


def test_only_the_authority_of_both_decides_and_takes_back(night: Night, lead: Actor) -> None:
    other, theirs = another(night), make_child(name="Muhamad Hadad")
    reference = decide(night, other, lead)

    with pytest.raises(NotFound):
        decide(night, theirs, lead)
    for stranger in (night.host_desk, make_actor(role=Role.MISSING_LEAD), night.carer):
        with pytest.raises((NotFound, NotPermitted)):
            undo_pair(reference=reference, reasons="x", by=stranger, now=NOW)
    undo_pair(reference=reference, reasons="x", by=lead, now=NOW)
    with pytest.raises(Refused, match="taken back already"):
        undo_pair(reference=reference, reasons="x", by=lead, now=NOW)


def test_nothing_of_either_record_moves(night: Night, lead: Actor) -> None:
    night.reported()
    other = another(night)
    with seen_as(SIMULATOR):
        before = list(Event.objects.order_by("pk").values_list("pk", "episode_id", "child_id"))

    undo_pair(reference=decide(night, other, lead), reasons="x", by=lead, now=NOW)

    with seen_as(SIMULATOR):
        assert list(Event.objects.order_by("pk").values_list("pk", "episode_id", "child_id")) == before
        assert Child.objects.get(pk=other.pk).matched_to_id is None


# The pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(night: Night, signed_in: Any) -> Client:
    return signed_in(
        account=make_account(role=Role.MISSING_LEAD, organisation=night.authority, name="Lee Leadly")
    )


def test_the_lead_decides_from_the_list_and_both_pages_say_so(night: Night, browser: Client) -> None:
    other = another(night)
    listed = browser.get("/duplicates")
    assert "the names are spelt or sound the same, and the day of birth is the same" in words(listed)
    href = f"/duplicates/{night.child.reference}/{other.reference}"
    assert href in listed.content.decode()

    empty = browser.post(href, hidden(browser.get(href)) | {"reasons": "Kept words"})
    assert errors(empty) == ["Say whether they are one child or two"]
    assert "Kept words" in empty.content.decode()
    form = hidden(browser.get(href)) | {"decision": "same", "reasons": "Her worker says so"}
    assert [browser.post(href, form).status_code for _ in range(2)] == [302, 302]
    with seen_as(SIMULATOR):
        assert PairDecision.objects.count() == 1  # a second press counts once

    for one, two in ((night.child, other), (other, night.child)):
        page = words(browser.get(f"/children/{one.reference}"))
        assert "This child has another record." in page
        assert f"{two.reference} . Said by Lee Leadly" in page

    undo = browser.get("/duplicates").content.decode().split("/decision/undo")[0].rsplit("/", 1)[-1]
    address = f"/duplicates/{undo}/decision/undo"
    assert errors(browser.post(address, hidden(browser.get(address)))) == ["Say why it is taken back"]
    browser.post(address, hidden(browser.get(address)) | {"reasons": "It was her cousin"})
    assert "another record" not in words(browser.get(f"/children/{other.reference}"))
    assert "Taken back" in words(browser.get("/duplicates"))
    assert browser.get(address).status_code == 404


def test_the_other_record_s_entries_stand_apart_and_only_for_who_sees_both(
    night: Night, browser: Client, signed_in: Any, lead: Actor
) -> None:
    reference = night.reported()
    other = another(night)
    decide(night, other, lead)
    host = signed_in(organisation=night.host)

    theirs = words(browser.get(f"/children/{other.reference}/chronology"))
    assert f"Recorded under the other record of this child, {night.child.reference}" in theirs
    assert reference in theirs
    assert AuditEntry.objects.filter(
        action="chronologies.open_chronology", about=night.child.reference
    ).exists()
    own = words(browser.get(f"/children/{night.child.reference}/chronology"))
    assert f"Recorded under the other record of this child, {other.reference}" in own
    paper = printed.words(browser.get(f"/children/{other.reference}/chronology/paper").content)
    assert f"Recorded under the other record of this child, {night.child.reference}" in paper
    assert reference in paper
    one = words(browser.get(f"/children/{other.reference}/chronology", {"group": "risk"}))
    assert "other record of this child" not in one
    for page in (f"/children/{night.child.reference}/chronology", f"/children/{night.child.reference}"):
        seen = words(host.get(page))
        assert "other record of this child" not in seen
        assert "another record" not in seen
        assert other.reference not in seen


@pytest.mark.parametrize("role", [Role.DUTY_WORKER, Role.CARER, Role.ADMINISTRATOR])
def test_the_list_is_the_lead_s(night: Night, signed_in: Any, role: Role) -> None:
    organisation = night.home if role is Role.CARER else night.authority

    assert signed_in(role, organisation=organisation).get("/duplicates").status_code == 403
