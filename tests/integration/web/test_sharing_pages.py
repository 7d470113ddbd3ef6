"""The pages that let another force in, say that one is in, say that the time is over, and seal what was wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.actions.missing import correct
from lantern.record.models import EpisodeAccess, Event
from lantern.vocabulary.roles import Role
from tests.factories.letting_in import ThirdForce, make_third_force
from tests.factories.organisations import make_account
from tests.factories.sight import SIMULATOR, invented, seen_as
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, hidden

SAID = {"lasting": "12", "reasons": "Their patrol is with her"}


@pytest.fixture
def third(db: None) -> ThirdForce:
    return make_third_force()


@pytest.fixture
def desk(third: ThirdForce, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=third.night.authority, name="Dee Deskly"))


@pytest.fixture
def officer(third: ThirdForce, signed_in: Any) -> Client:
    return signed_in(account=Account.objects.get(pk=third.officer.account_id))


def let_in(desk: Client, third: ThirdForce, **said: str) -> Any:
    address = f"/missing/{third.reference}/let-in/{third.force.reference}"
    return desk.post(address, hidden(desk.get(address)) | SAID | said)


@invented
def let_time_pass(third: ThirdForce) -> None:
    EpisodeAccess.objects.update(
        from_at=third.now - timedelta(hours=9), until_at=third.now - timedelta(hours=1)
    )


@invented
def number_of(third: ThirdForce, kind: str) -> int:
    return Event.objects.filter(episode__reference=third.reference, kind=kind).latest("pk").pk


def test_a_force_is_found_by_name_and_let_in(third: ThirdForce, desk: Client, officer: Client) -> None:
    found = desk.get(f"/missing/{third.reference}/let-in", {"q": third.force.name})
    assert f"Let them in : {third.force.name}" in words(found)
    assert f"/missing/{third.reference}/let-in/{third.force.reference}" in found.content.decode()

    response = let_in(desk, third)

    assert response["Location"] == f"/missing/{third.reference}"
    assert f"{third.force.name} is let in." in words(desk.get(response["Location"]))
    board = words(officer.get("/"))
    assert "You were let into this one until" in board
    assert f"by Dee Deskly, {third.night.authority.name}" in board
    assert "Why: Their patrol is with her" in words(officer.get(f"/missing/{third.reference}"))
    assert "is in Until" in words(desk.get(f"/missing/{third.reference}/let-in"))


def test_whoever_sees_it_already_and_a_name_that_is_not_there_are_said(
    third: ThirdForce, desk: Client
) -> None:
    address = f"/missing/{third.reference}/let-in"
    assert "They see this episode already." in words(desk.get(address, {"q": third.night.force.name}))
    assert "No force or authority here is called “zzzz”" in words(desk.get(address, {"q": "zzzz"}))
    assert errors(desk.get(address, {"q": "z"})) == ["Enter at least 2 letters of the name"]
    assert desk.get(f"{address}/NONE-NONE-NONE").status_code == 404


def test_a_typed_time_is_asked_for_and_is_at_most_fourteen_days(third: ThirdForce, desk: Client) -> None:
    assert errors(let_in(desk, third, lasting="typed")) == ["Enter when it ends"]
    far = boxes("until", third.now + timedelta(days=20))
    assert errors(let_in(desk, third, lasting="typed", **far))[0].startswith("Nobody is let in for more than")
    near = boxes("until", third.now + timedelta(days=2))
    assert let_in(desk, third, lasting="typed", **near).status_code == 302
    assert errors(let_in(desk, third, lasting="", reasons="")) == [
        "Choose for how long",
        "Enter why they need it",
    ]


def test_two_at_once_the_second_sees_both(third: ThirdForce, desk: Client) -> None:
    address = f"/missing/{third.reference}/let-in/{third.force.reference}"
    page = desk.get(address)
    told = f"/missing/{third.reference}/information"
    desk.post(told, hidden(desk.get(told)) | {"words": "Seen at school", "obtained_now": "on"})
    response = desk.post(address, hidden(page) | SAID)

    assert errors(response)[0].startswith("Somebody else changed this record after you opened the page.")
    assert "Seen at school" in words(response)
    assert desk.post(address, hidden(response) | SAID).status_code == 302


def test_it_is_extended_and_ended_from_its_page(third: ThirdForce, desk: Client, officer: Client) -> None:
    let_in(desk, third)
    assert title(desk.get(f"/missing/{third.reference}/let-in/{third.force.reference}")).startswith(
        "Change until when"
    )
    let_in(desk, third, lasting="72", reasons="They bring her back")
    page = desk.get(f"/missing/{third.reference}/let-in")
    end = f"/missing/{third.reference}/let-in/{third.force.reference}/end"
    late = desk.post(end, {"key": "another", "seen_version": "1"}, follow=True)
    assert "Somebody else changed this record" in words(late)
    response = desk.post(end, hidden(page), follow=True)
    assert "They are no longer let in." in words(response)
    assert "ended by Dee Deskly" in words(response)
    over = officer.get(f"/missing/{third.reference}")
    assert (over.status_code, title(over)) == (410, "Your time is over – Lantern")


def test_a_stale_link_says_that_the_time_is_over_and_a_stranger_s_says_nothing(
    third: ThirdForce, desk: Client, officer: Client, signed_in: Any
) -> None:
    assert officer.get(f"/missing/{third.reference}").status_code == 404
    let_in(desk, third)
    let_time_pass(third)

    over = officer.get(f"/missing/{third.reference}")
    assert over.status_code == 410
    assert f"{third.night.authority.name} let your organisation into episode {third.reference}" in words(over)
    assert signed_in().get(f"/missing/{third.reference}").status_code == 404
    assert officer.get(f"/missing/{third.reference}/let-in").status_code == 403
    assert "Nobody else is let in." in words(desk.get(f"/missing/{third.reference}"))


def test_an_entry_is_sealed_from_the_page_that_strikes_it(
    third: ThirdForce, desk: Client, signed_in: Any
) -> None:
    told = f"/missing/{third.reference}/information"
    desk.post(told, hidden(desk.get(told)) | {"words": "zebra-lagoon", "obtained_now": "on"})
    number = number_of(third, "information_received")
    assert (
        f"/missing/{third.reference}/seal/{number}"
        in desk.get(f"/missing/{third.reference}/correct/{number}").content.decode()
    )
    address = f"/missing/{third.reference}/seal/{number}"
    assert errors(desk.post(address, hidden(desk.get(address)) | {"reasons": ""})) == [
        "Enter how you know that it is on the wrong child"
    ]
    response = desk.post(address, hidden(desk.get(address)) | {"reasons": "The caller rang again"})
    said = words(desk.get(response["Location"]))
    assert "was sealed: it belonged to another child." in said
    assert "zebra-lagoon" not in said
    assert desk.get(address).status_code == 404

    owner = signed_in(Role.INFORMATION_OWNER, organisation=third.night.authority)
    assert "The caller rang again" in words(owner.get("/seals"))
    opened = words(owner.get(f"/seals/{number}"))
    assert "zebra-lagoon" in opened
    assert "Dee Deskly Duty worker" in opened
    assert "Nobody: entries of this kind are not told to others." in opened
    assert owner.get("/seals/1").status_code == 404
    assert desk.get("/seals").status_code == 403


def test_a_struck_entry_may_still_be_sealed_and_the_report_says_what_that_does(
    third: ThirdForce, desk: Client, signed_in: Any
) -> None:
    report = number_of(third, "missing_reported")
    assert "Sealing it withdraws the whole episode." in words(
        desk.get(f"/missing/{third.reference}/seal/{report}")
    )
    correct(
        reference=third.reference,
        event=report,
        reasons="No",
        seen_version=None,
        by=third.night.desk,
        now=third.now,
    )
    page = desk.get(f"/missing/{third.reference}")
    assert "Entered on the wrong child: seal it" in words(page)
    address = f"/missing/{third.reference}/seal/{report}"
    desk.post(address, hidden(desk.get(address)) | {"reasons": "The caller rang again"})

    owner = signed_in(Role.INFORMATION_OWNER, organisation=third.night.authority)
    assert "The whole report was another child’s" in words(owner.get("/seals"))
    assert third.night.force.name in words(owner.get(f"/seals/{report}"))
    with seen_as(SIMULATOR):
        assert Event.objects.filter(seal__isnull=False).count() == 2


def test_nothing_sealed_is_said(third: ThirdForce, signed_in: Any) -> None:
    owner = signed_in(Role.INFORMATION_OWNER, organisation=third.night.authority)
    assert "Nothing is sealed." in words(owner.get("/seals"))


def test_two_answers_at_once_the_second_sees_both(third: ThirdForce, desk: Client) -> None:
    set_it = f"/missing/{third.reference}/enquiries/new"
    desk.post(set_it, hidden(desk.get(set_it)) | {"words": "Ask the hospitals", "owner": "PC 1 Invented"})
    enquiry = f"/missing/{third.reference}/enquiries/{number_of(third, 'enquiry_set')}"
    sheet = f"/missing/{third.reference}/sheet/answers"
    first, second, asked = desk.get(enquiry), desk.get(enquiry), desk.get(sheet)

    assert desk.post(enquiry, hidden(first) | {"result": "She is at the General"}).status_code == 302
    late = desk.post(enquiry, hidden(second) | {"result": "Nothing came of it"})
    assert errors(late)[0].startswith("Somebody else changed this record after you opened the page.")
    assert "She is at the General" in words(late)
    assert "Nothing came of it" in words(late)
    said = {"asked_out_of_character": "yes", "obtained_now": "on", "given_by": "A friend"}
    late = desk.post(sheet, hidden(asked) | said)
    assert errors(late)[0].startswith("Somebody else changed this record after you opened the page.")
    assert desk.post(sheet, hidden(late) | said).status_code == 302
