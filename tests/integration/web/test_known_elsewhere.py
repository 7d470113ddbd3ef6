"""A child whom the searcher may not see: that another authority knows one, and whom to ring; and never more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from lantern.actions.elsewhere import ACTION, ask_elsewhere
from lantern.policies.finding import MOST_SHOWN
from lantern.queries.children import find
from lantern.queries.elsewhere import Elsewhere, KnownTo
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Role
from tests.factories.children import (
    make_child,
    make_child_identifier,
    make_child_name,
    make_protected_contact,
)
from tests.factories.night import NOW, Night, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.plans import make_going_missing_plan
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db


def asked(wanted: str, by: Actor) -> Elsewhere:
    return ask_elsewhere(wanted=wanted, by=by, now=NOW)


def known_to(night: Night, *, is_alike: bool = False) -> Elsewhere:
    one = KnownTo(authority=night.authority.name, telephone="01632 960000", is_alike=is_alike)
    return Elsewhere(known_to=(one,))


@pytest.mark.parametrize(
    ("wanted", "alike"),
    [
        ("Mohammed Al Haddad", False),
        ("haddad, MOHAMMED", False),
        ("mohammed haddad", False),
        ("Muhamad Hadad", True),
        ("TEST-770077", False),
        ("test-770077 ", False),
    ],
)
def test_it_is_said_of_a_whole_name_or_number_which_authority_knows_the_child(
    wanted: str, alike: bool
) -> None:
    theirs = make_night(name="Mohammed Al Haddad")
    make_child_identifier(child=theirs.child, value="TEST-770077")
    mine = make_night(name="Invented Other")

    assert asked(wanted, mine.desk) == known_to(theirs, is_alike=alike)
    shown = AuditEntry.objects.latest("number")
    assert (shown.action, shown.outcome, shown.about, shown.account_id) == (
        ACTION,
        "done",
        "",
        mine.desk.account_id,
    )


@pytest.mark.parametrize(
    "wanted",
    [
        "Mohammed",
        "mohammed al",
        "al haddad",
        "moh had",
        "770",
        "haddat",
        "m h",
        "mohammed haddad junior",
        "%%%",
    ],
)
def test_nothing_is_said_of_a_part_of_a_name_and_nothing_is_audited(wanted: str) -> None:
    make_night(name="Mohammed Al Haddad")
    before = AuditEntry.objects.count()

    assert asked(wanted, make_night(name="Invented Other").desk) == Elsewhere()
    assert AuditEntry.objects.count() == before


def test_of_a_child_whom_the_searcher_may_see_it_is_not_said() -> None:
    night = make_night(name="Testa Twofold")

    assert asked("Testa Twofold", night.desk) == Elsewhere()
    assert asked("Testa Twofold", night.host_desk) == Elsewhere()


def test_it_is_said_also_of_a_child_who_lives_in_no_other_area_and_in_no_home() -> None:
    theirs = make_organisation()
    make_child(responsible_authority=theirs, name="Testa Elsewhere")

    said = asked("Testa Elsewhere", make_night(name="Invented Other").desk)

    assert said.known_to == (KnownTo(authority=theirs.name, telephone="01632 960000", is_alike=False),)


def test_a_reference_read_aloud_is_a_number_like_any_other() -> None:
    theirs = make_night(name="Testa Elsewhere")

    assert asked(theirs.child.reference.lower(), make_night().desk) == known_to(theirs)


def test_a_child_who_was_matched_is_not_said_under_the_name_of_before() -> None:
    theirs = make_night(name="Testa Elsewhere")
    make_child(
        responsible_authority=theirs.host,
        name="Unsure Heardname",
        is_unidentified=True,
        matched_to=theirs.child,
    )

    assert asked("Unsure Heardname", make_night().desk) == Elsewhere()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.DUTY_WORKER, Role.SOCIAL_WORKER, Role.MISSING_LEAD}]
)
def test_only_who_may_put_a_child_on_the_record_is_told(role: Role) -> None:
    theirs = make_night(name="Testa Elsewhere")
    by = Actor(role=role, name="Somebody", organisation_id=make_night().authority.pk)
    if role in {Role.IMPORTER, Role.SIMULATOR}:  # they put children on the record too, and open no page
        return

    with pytest.raises(NotPermitted):
        asked("Testa Elsewhere", by)
    with seen_as(by), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lantern_known_elsewhere('testa elsewhere', 'x', 5)")
        assert cursor.fetchall() == []  # the database asks too
    assert theirs.child.pk


def test_after_ten_within_the_hour_nothing_more_is_looked_up() -> None:
    theirs, mine = make_night(name="Testa Elsewhere"), make_night(name="Invented Other")
    colleague = make_actor(organisation=mine.authority)
    for _ in range(MOST_SHOWN):
        assert asked("Testa Elsewhere", mine.desk) == known_to(theirs)

    assert asked("Testa Elsewhere", mine.desk) == Elsewhere(is_spent=True)
    assert asked("Nobody Atallknown", mine.desk) == Elsewhere(
        is_spent=True
    )  # the refusal itself says nothing
    assert asked("Testa", mine.desk) == Elsewhere()
    assert asked("Testa Elsewhere", colleague) == known_to(theirs)


def test_the_page_says_whom_to_ring_and_nothing_of_the_child(signed_in: Any) -> None:
    theirs, mine = make_night(name="Mohammed Al Haddad"), make_night(name="Invented Other")
    make_child_name(child=theirs.child, kind=NameKind.KNOWN_AS, name="Secretnick")
    browser: Client = signed_in(organisation=mine.authority)

    for address in ("/children", "/report"):
        said = words(browser.get(address, {"q": "haddad mohammed"}))
        assert "Known to another authority" in said
        assert f"{theirs.authority.name} 01632 960000" in said
        for hidden in (
            "Secretnick",
            "Al Haddad",
            theirs.child.reference,
            theirs.home.name,
            "2010",
            "15 years",
        ):
            assert hidden not in said
    assert "another authority" not in words(browser.get("/children", {"q": "haddad"}))


def test_a_carer_is_not_told_on_the_page(signed_in: Any) -> None:
    make_night(name="Mohammed Al Haddad")
    night = make_night(name="Invented Other")
    browser = signed_in(role=Role.CARER, organisation=night.home)

    assert "another authority" not in words(browser.get("/report", {"q": "haddad mohammed"}))


# By telephone ------------------------------------------------------------------------------------------------

NUMBER = "07700 900461"


def found(wanted: str, by: Actor) -> list[str]:
    return [child.reference for child in find(wanted=wanted, by=by, now=NOW)]


@pytest.mark.parametrize(
    "stored", ["07700 900461", "+44 7700 900461", "0044 7700900461", "+44 (0)7700-900-461", "447700900461"]
)
@pytest.mark.parametrize(
    "wanted", ["07700900461", "+447700900461", "+44 (0) 7700 900461", "(07700) 900461", "07700\u00a0900 461"]
)
def test_a_child_is_found_by_a_telephone_number_in_any_spelling(stored: str, wanted: str) -> None:
    night = make_night()
    make_protected_contact(child=night.child, telephone=stored)
    make_child(responsible_authority=night.authority)

    assert found(wanted.replace("\u00a0", " "), night.desk) == [night.child.reference]


def test_a_number_in_the_plan_in_force_finds_the_child_and_one_of_an_earlier_version_does_not() -> None:
    night = make_night()
    make_going_missing_plan(child=night.child, telephone="Old one: 07700 900111", number=1)
    make_going_missing_plan(
        child=night.child, telephone="Hers: +44 7700 900461 (contract)\nher aunt's 01632 960222", number=2
    )

    assert found(NUMBER, night.desk) == [night.child.reference]
    assert found("01632 960222", night.carer) == [night.child.reference]  # the home holds the plan
    assert found("07700 900111", night.desk) == []
    assert found("900461", night.desk) == []


def test_a_number_finds_no_child_for_whoever_may_not_see_the_number() -> None:
    night = make_night()
    make_protected_contact(child=night.child, telephone=NUMBER)

    assert found(NUMBER, night.desk) == [night.child.reference]
    for reader in (night.carer, night.host_desk, make_night().desk):
        assert found(NUMBER, reader) == []
