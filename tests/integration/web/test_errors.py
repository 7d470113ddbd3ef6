from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.vocabulary.roles import Role
from tests.factories.night import make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import title, words
from tests.integration.web.sent import boxes, hidden


def test_unknown_address_says_so_without_asking_the_database(client: Client) -> None:
    response = client.get("/no/such/page")

    assert (response.status_code, title(response)) == (404, "Page not found – Lantern")
    assert words(response).startswith("Page not found There is no page at this address. Nothing was recorded")


def test_form_of_another_site_is_refused_and_says_what_was_kept(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in", {"username": "jo@example.invalid", "password": "x"})

    assert (response.status_code, title(response)) == (403, "This page was open too long – Lantern")
    read = words(response)
    assert "Nothing was recorded. Copy what you typed from below, open the page again" in read
    assert "What you typed Username jo@example.invalid" in read
    assert "Try again" not in read


def test_request_that_is_too_large_to_be_a_form_of_ours_is_refused_in_words(db: None, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = Client().post("/sign-in", {"username": "x" * 200, "password": "x"})

    assert (response.status_code, title(response)) == (400, "We could not read that – Lantern")


def test_mistake_of_ours_is_owned_and_gives_the_numbers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_account(), backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr("lantern.web.access.access_words.roles", lambda: 1 / 0)
    response = client.get("/access")

    assert (response.status_code, title(response)) == (500, "Something went wrong here – Lantern")
    assert "Whom to ring" in words(response)
    assert "ZeroDivisionError" not in response.content.decode()


def test_what_was_typed_when_we_made_a_mistake_stays_on_the_page_and_counts_once(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = make_night(name="Testa Faulty")
    client = Client(raise_request_exception=False)
    client.force_login(
        make_account(organisation=night.authority), backend="django.contrib.auth.backends.ModelBackend"
    )
    address = f"/report/{night.child.reference}"
    seen = boxes("last_seen", datetime.now(UTC) - timedelta(hours=2))
    typed = hidden(client.get(address)) | seen | {"why_worried": "No <b>inhaler</b>"}
    with monkeypatch.context() as broken:
        broken.setattr("lantern.web.report.report_missing", lambda **given: 1 / 0)
        response = client.post(address, typed)

    read = words(response)
    assert (response.status_code, title(response)) == (500, "Something went wrong here – Lantern")
    assert "We do not know whether what you sent was recorded. What you typed is kept on this page" in read
    assert (
        "If a child is in danger now, ring 999 . To report a child missing, ring the police on 101 ." in read
    )
    assert "Why worried No <b>inhaler</b>" in read
    assert "paper" not in read
    again = hidden(response)
    assert again == typed | {name: again[name] for name in again.keys() - typed.keys()}
    sent = [client.post(address, again)["Location"] for _ in range(2)]
    assert sent[0] == sent[1]


def test_mistake_of_ours_with_a_file_says_that_it_is_not_kept(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_account(), backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr("lantern.web.unknown.moment", lambda: 1 / 0)
    response = client.post("/report/unknown", {"name": "Selam", "photograph": io.BytesIO(b"picture")})

    assert response.status_code == 500
    assert "A file that you chose is not kept: choose it again." in words(response)


def test_page_outside_ones_role_is_refused_in_words(db: None, signed_in: Any) -> None:
    response = signed_in(Role.GUARDIAN).get("/set-up")

    assert (response.status_code, title(response)) == (403, "You cannot do that – Lantern")
    assert words(response) == "You cannot do that Your role does not open this page. Who is missing now"


@pytest.mark.parametrize("path", ["/accessibility", "/privacy", "/sign-in"])
def test_page_for_everybody_opens_without_signing_in(db: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/outbox", "/imports", "/access", "/set-up"])
def test_page_of_the_record_asks_to_sign_in_first(db: None, client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, f"/sign-in?next={path}")


def test_accessibility_statement_claims_nothing_that_was_not_tested(db: None, client: Client) -> None:
    page = words(client.get("/accessibility"))

    assert "So we do not say that Lantern meets the guidelines." in page
    assert "What has not been tested" in page
