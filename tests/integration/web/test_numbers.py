"""The stored numbers: rung back before anybody is told that a child exists; organisations' alone, found by name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from lantern.accounts.models import Proof
from lantern.queries import numbers as query
from lantern.queries.numbers import NumberLine, Numbers, StoredNumber, stored_numbers
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import NOW
from tests.factories.organisations import (
    make_actor,
    make_contact_person,
    make_duty_shift,
    make_organisation,
    make_proof,
    make_team,
)
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db
RUNG = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def test_each_organisation_is_given_with_its_own_numbers_and_when_they_were_checked() -> None:
    by = make_actor(organisation=make_organisation(name="Abbotsmere", out_of_hours_telephone=""))
    force = make_organisation(
        name="Zedshire Police", kind=OrganisationKind.POLICE_FORCE, switchboard="01632 960800"
    )
    for at in (NOW, RUNG):  # the newest counts, in whatever order they were written down
        make_proof(kind=Proof.NUMBER, organisation=force, address="01632960000", proved_at=at)
    make_proof(kind=Proof.NUMBER, organisation=force, address="01632 960800")  # nobody answered

    assert stored_numbers(wanted="", by=by, now=NOW) == Numbers(
        lines=(
            NumberLine(
                name="Abbotsmere",
                kind=OrganisationKind.LOCAL_AUTHORITY,
                switchboard=None,
                out_of_hours=None,
            ),
            NumberLine(
                name="Zedshire Police",
                kind=OrganisationKind.POLICE_FORCE,
                switchboard=StoredNumber(number="01632 960800"),
                out_of_hours=StoredNumber(number="01632 960000", checked_at=NOW),
            ),
        ),
        total=2,
    )


def test_a_number_that_was_changed_since_it_was_rung_is_not_called_checked() -> None:
    changed = make_organisation(name="Changed", out_of_hours_telephone="01632 960999")
    make_proof(kind=Proof.NUMBER, organisation=changed, address="01632 960000", proved_at=RUNG)

    (line,) = stored_numbers(wanted="chang", by=make_actor(), now=NOW).lines
    assert line.out_of_hours == StoredNumber(number="01632 960999", checked_at=None)


def test_a_name_is_found_by_any_of_its_words_in_any_order_and_case() -> None:
    by = make_actor(organisation=make_organisation(name="Northmere Council"))
    make_organisation(name="Westhaven Council")

    def found(wanted: str) -> list[str]:
        return [line.name for line in stored_numbers(wanted=wanted, by=by, now=NOW).lines]

    assert [found("council north"), found("COUNCIL"), found("zzzz"), found("%")] == [
        ["Northmere Council"],
        ["Northmere Council", "Westhaven Council"],
        [],
        [],
    ]


def test_what_is_left_out_is_counted_and_said(signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MOST_SHOWN", 2)
    for name in ("Placeone", "Placetwo", "Placethree"):
        make_organisation(name=name)

    page = words(signed_in().get("/numbers", {"q": "place"}))
    assert "1 more of 3 are not shown. Type part of the name." in page


def test_the_rule_stands_above_the_numbers_and_nobody_s_own_number_is_there(signed_in: Any) -> None:
    organisation = make_organisation(name="Northmere Council", switchboard="01632 960100", duty_mobile="0101")
    make_contact_person(organisation=organisation, name="Contact Person", work_telephone="0202")
    make_duty_shift(organisation=organisation, name="Shift Person", telephone="0303")
    make_team(organisation=organisation, out_of_hours_telephone="0404")
    make_proof(
        kind=Proof.NUMBER,
        organisation=organisation,
        address="01632 960000",
        proved_at=RUNG,
        answered_by="Answering Person",
    )

    page = words(signed_in(organisation=organisation).get("/numbers"))
    assert "Ring back by the stored switchboard number before you say that a child exists." in page
    assert page.endswith(
        "Northmere Council Local authority 01632 960100 Not known when it was last checked "
        "01632 960000 Rung and answered, recorded Monday 2 March 2026"
    )
    assert "Person" not in page


def test_what_is_not_stored_is_said_as_unknown(signed_in: Any) -> None:
    client = signed_in(organisation=make_organisation(name="Northmere Council"))

    assert "Local authority None is stored 01632" in words(client.get("/numbers"))
    nobody = words(client.get("/numbers", {"q": "zzzz"}))
    assert "No organisation here is called “zzzz”. That does not mean that there is none" in nobody


@pytest.mark.parametrize("role", [Role.DUTY_WORKER, Role.SOCIAL_WORKER, Role.MISSING_LEAD])
def test_whoever_rings_finds_the_numbers_from_the_board(role: Role, signed_in: Any) -> None:
    board = signed_in(role).get("/")

    assert "Ring back by the stored switchboard number before you say that a child exists." in words(board)
    assert board.content.decode().count('href="/numbers"') == 2  # beside the rule, and in the menu


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.CARER, OrganisationKind.CHILDRENS_HOME),
        (Role.INTERVIEWER, OrganisationKind.LOCAL_AUTHORITY),
        (Role.POLICE_DESK, OrganisationKind.POLICE_FORCE),
    ],
)
def test_others_do_not(role: Role, kind: OrganisationKind, signed_in: Any) -> None:
    client = signed_in(role, organisation=make_organisation(kind=kind))

    assert client.get("/numbers").status_code == 403
    assert "/numbers" not in client.get("/").content.decode()
