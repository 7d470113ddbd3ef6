"""The pages of an appeal, a charity's text, a recovery order and a warning notice, each with its bad inputs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import missing
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Sought")


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    return night.reported(now=now - timedelta(hours=2), last_seen=When.moment(now - timedelta(hours=5)))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


@pytest.fixture
def police(night: Night, signed_in: Any) -> Client:
    return signed_in(
        account=make_account(role=Role.POLICE_DESK, organisation=night.force, name="Pat Policely")
    )


def send(client: Client, href: str, typed: dict[str, Any]) -> Any:
    return client.post(href, hidden(client.get(href)) | typed, follow=True)


def address(client: Client, page: str, pattern: str) -> str:
    found = re.search(rf'href="({pattern})"', client.get(page).content.decode())
    assert found is not None, pattern
    return found.group(1)


def appeal(now: datetime, **typed: Any) -> dict[str, Any]:
    return {
        "channel": "Invented Radio",
        "text": "Have you seen Testa, 15? Ring 101.",
        "child_view": "does_not_want",
        "child_view_words": "She told Dee so in March.",
        **boxes("expires_at", now + timedelta(days=2)),
        **typed,
    }


def signature(signer: str, name: str) -> dict[str, Any]:
    return {"signer": signer, "name": name, "post": "Invented post", "when_now": "on"}


def published(client: Client, night: Night, reference: str, now: datetime) -> str:
    """Propose, sign for both and publish in one place; give the page of the search."""
    page = f"/missing/{reference}/search"
    send(client, f"/missing/{reference}/appeals/new", appeal(now))
    href = address(client, page, rf"/missing/{reference}/appeals/\d+/sign")
    send(client, href, signature("police", "PC 1 Invented"))
    send(client, href, signature("authority", "Lee Invented"))
    up = {"place": "The morning news", "published_by": "Press Officer Invented", "when_now": "on"}
    send(client, href.replace("/sign", "/published"), up)
    return page


def test_an_appeal_goes_from_proposed_to_published_and_is_taken_down_when_the_child_is_found(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    page = f"/missing/{reference}/search"
    assert "Nobody has proposed one." in words(desk.get(page))
    proposed = send(desk, f"/missing/{reference}/appeals/new", appeal(now))
    shown = words(proposed)
    assert "Not allowed yet" in shown
    assert "Does not want it She told Dee so in March." in shown
    assert "The police: has not signed" in shown
    assert "No guardian is recorded for this child, so none signs." in shown

    page = published(desk, night, reference, now)
    assert "May be published" in words(desk.get(page))
    assert "Take the appeal down now" not in words(desk.get(f"/missing/{reference}"))
    missing.record_located(
        reference=reference,
        located=When.moment(datetime.now(UTC)),
        words="",
        seen_version=None,
        by=night.desk,
        now=datetime.now(UTC),
    )
    episode = words(desk.get(f"/missing/{reference}"))
    assert "Take the appeal down now Invented Radio: The morning news The child is found." in episode
    assert "An appeal to the public to take down" in words(desk.get("/to-do/organisation"))

    down = address(desk, page, rf"/missing/{reference}/places/\d+/down")
    typed = {"confirmed_by": "Press Officer Invented", "words": "Looked again.", "when_now": "on"}
    gone = send(desk, down, typed)
    assert "Taken down" in words(gone)
    assert "Take the appeal down now" not in words(desk.get(f"/missing/{reference}"))
    assert desk.get(down).status_code == 404


def test_a_text_that_tells_of_care_is_asked_again_with_its_words_and_keeps_what_was_typed(
    reference: str, desk: Client, now: datetime
) -> None:
    text = "Testa left her foster home; she may be trafficked."
    answer = send(desk, f"/missing/{reference}/appeals/new", appeal(now, text=text))
    assert errors(answer) == [
        "The text must not say: “foster home”, “trafficked”. Nothing was recorded. It tells strangers that the child "
        "is in care, sought asylum or may have been trafficked. Change the text."
    ]
    assert drawn(answer, "text") == text
    assert drawn(answer, "channel") == "Invented Radio"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"channel": ""}, "Enter where it is to be published"),
        ({"text": ""}, "Enter the text of the appeal"),
        ({"child_view": ""}, "Choose what is known of the child’s view"),
        (
            {"child_view_words": ""},
            "Enter what the child said, or why their view is not known",
        ),
        (dict.fromkeys(boxes("expires_at", datetime.now(UTC)), ""), "Enter when the appeal expires"),
        (
            {"expires_at_hour": "", "expires_at_minute": ""},
            "Enter the time too: every appeal has a last hour",
        ),
        (
            boxes("expires_at", datetime(2020, 1, 1, tzinfo=UTC)),
            "The appeal must expire in the future. Nothing was recorded. Check the time.",
        ),
    ],
)
def test_an_appeal_without_one_of_its_parts_is_asked_again(
    reference: str, desk: Client, now: datetime, typed: dict[str, Any], said: str
) -> None:
    assert errors(send(desk, f"/missing/{reference}/appeals/new", appeal(now, **typed))) == [said]


def test_bad_signatures_and_places_are_asked_again(
    night: Night, reference: str, desk: Client, police: Client, now: datetime
) -> None:
    page = f"/missing/{reference}/search"
    send(desk, f"/missing/{reference}/appeals/new", appeal(now))
    href = address(desk, page, rf"/missing/{reference}/appeals/\d+/sign")
    assert errors(send(desk, href, {})) == [
        "Choose who agrees",
        "Enter the name of the person who signs",
        "Enter the post of the person who signs",
        "Enter when they signed",
    ]
    early = {**signature("police", "PC 1"), "when_now": "", **boxes("when", now - timedelta(days=1))}
    assert errors(send(desk, href, early)) == [
        "An appeal cannot be signed before it was proposed. Nothing was recorded. Check the time."
    ]
    assert 'value="authority"' not in police.get(href).content.decode()  # a force signs for itself alone
    send(police, href, signature("police", "PC 1 Invented"))
    twice = send(desk, href, signature("authority", "PC 1 Invented"))
    assert errors(twice) == [
        "This person has signed for somebody else. Nothing was recorded. Each signature is another person’s."
    ]
    up = {"place": "A wall", "published_by": "Nobody asked", "when_now": "on"}
    (said,) = errors(send(desk, href.replace("/sign", "/published"), up))
    assert said.startswith("At that time the appeal was not allowed")
    shown = words(send(desk, href.replace("/sign", "/published"), {**up, "is_unsigned": "on"}))
    assert "Take the appeal down now Invented Radio: A wall Not everybody who must has signed." in shown


def test_a_signature_is_withdrawn_with_a_reason_and_stops_the_appeal(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    page = published(desk, night, reference, now)
    href = address(desk, page, rf"/missing/{reference}/signatures/\d+/withdraw")
    assert errors(send(desk, href, {})) == ["Enter when it was withdrawn", "Enter why it is withdrawn"]
    shown = words(send(desk, href, {"when_now": "on", "words": "It puts her at risk."}))
    assert "Stopped" in shown
    assert "A signature was withdrawn" in shown


def test_the_charity_an_order_and_a_notice_are_recorded_and_answered(
    reference: str, desk: Client, now: datetime
) -> None:
    base, page = f"/missing/{reference}", f"/missing/{reference}/search"
    assert errors(send(desk, f"{base}/textsafe/new", {})) == ["Enter who asked", "Enter when they asked"]
    send(desk, f"{base}/textsafe/new", {"asked_by": "PC 1 Invented", "when_now": "on"})
    href = address(desk, page, rf"{base}/textsafe/\d+")
    assert errors(send(desk, href, {"is_sent": "no", "when_now": "on"})) == [
        "Type why the charity does not text the child."
    ]
    assert "They text the child" in words(send(desk, href, {"is_sent": "yes", "when_now": "on"}))
    assert desk.get(href).status_code == 404

    typed = {"ground": "care_order", "asked_by": "designated_officer", "applicant": "A", "when_now": "on"}
    (said,) = errors(send(desk, f"{base}/recovery-orders/new", typed))
    assert said.startswith("The authority applies for a child under a care order")
    send(desk, f"{base}/recovery-orders/new", {**typed, "asked_by": "authority"})
    href = address(desk, page, rf"{base}/recovery-orders/\d+")
    assert errors(send(desk, href, {"is_granted": "yes", "when_now": "on"})) == ["Tick what the order says."]
    granted = {"is_granted": "yes", "says": ["produce", "search"], "when_now": "on"}
    assert "Named premises may be searched" in words(send(desk, href, granted))
    assert desk.get(href).status_code == 404

    notice = {"person": "Invented Adult", "force": "Invented Police", "when_now": "on"}
    assert errors(send(desk, f"{base}/warning-notices/new", {**notice, "person": ""})) == [
        "Enter on whom it was served"
    ]
    assert "on Invented Adult" in words(send(desk, f"{base}/warning-notices/new", notice))


def test_a_host_reads_without_recording_and_a_home_does_not_read(
    night: Night, reference: str, desk: Client, signed_in: Any, now: datetime
) -> None:
    published(desk, night, reference, now)
    host = signed_in(account=make_account(organisation=night.host, name="Hal Hostly"))
    page = host.get(f"/missing/{reference}/search")
    assert "May be published" in words(page)
    assert "/appeals/new" not in page.content.decode()
    assert host.get(f"/missing/{reference}/appeals/new").status_code == 403
    home = signed_in(account=make_account(role=Role.CARER, organisation=night.home, name="Cam Carely"))
    assert home.get(f"/missing/{reference}/search").status_code == 403
    assert "/search" not in home.get(f"/missing/{reference}").content.decode()


def test_what_is_not_there_is_not_found(reference: str, desk: Client) -> None:
    base = f"/missing/{reference}"
    for href in ("appeals/9/sign", "appeals/9/published", "signatures/9/withdraw", "places/9/down"):
        assert desk.get(f"{base}/{href}").status_code == 404
