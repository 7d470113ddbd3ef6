from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.vocabulary.roles import Role
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.reading import errors, title, words

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-invented-phrase"
SAME_WORDS = [
    "The e-mail address or the password is not right. Nobody was signed in. Check both and try again, or ask your "
    "administrator."
]


def give(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in", {"username": email, "password": password, **more})


def who(client: Client) -> Any:
    return client.session.get("_auth_user_id")


def test_right_password_leads_to_where_the_work_begins(client: Client) -> None:
    led_to = {}
    for role in (Role.DUTY_WORKER, Role.ADMINISTRATOR, Role.POLICE_DESK):
        account = make_account(role=role, password=PASSWORD)
        response = give(Client(), account.email.upper())
        led_to[role] = (response.status_code, response.headers["Location"])

    assert led_to == {
        Role.DUTY_WORKER: (302, reverse("board")),
        Role.ADMINISTRATOR: (302, reverse("set-up")),
        Role.POLICE_DESK: (302, reverse("board")),
    }


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/report?q=test", "/report?q=test"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_page_that_was_asked_for_is_opened_only_where_it_is_ours(
    client: Client, wanted: str, led_to: str
) -> None:
    account = make_account(password=PASSWORD)

    assert give(client, account.email, next=wanted).headers["Location"] == led_to


def test_wrong_password_unknown_address_and_closed_account_are_told_apart_nowhere(client: Client) -> None:
    account = make_account(password=PASSWORD)
    closed = make_account(password=PASSWORD, is_active=False)
    answers = [
        give(client, account.email, "wrong"),
        give(client, "nobody@example.invalid"),
        give(client, closed.email),
    ]

    assert [errors(answer) for answer in answers] == [SAME_WORDS] * 3
    assert who(client) is None


def test_empty_form_says_what_to_enter(client: Client) -> None:
    response = give(client, "", "")

    assert (title(response), errors(response)) == (
        "Error: Sign in – Lantern",
        ["Enter your e-mail address", "Enter your password"],
    )


def test_tenth_wrong_password_locks_out_and_says_how_long_to_wait(client: Client, settings: Any) -> None:
    account = make_account(password=PASSWORD)
    answers = [give(client, account.email, "wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    right_too_late = give(client, account.email)

    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert right_too_late.status_code == 429
    assert words(right_too_late).startswith(
        "Too many tries A wrong e-mail address or password was given 10 times from here. Nobody was signed in, and "
        "the record is safe. Wait 15 minutes, then try again ."
    )


def test_signing_out_needs_a_post_and_ends_the_session(client: Client) -> None:
    account = make_account(password=PASSWORD)
    give(client, account.email)

    by_link, still = client.get("/sign-out").status_code, who(client)
    by_button = client.post("/sign-out")

    assert (by_link, still) == (405, str(account.pk))
    assert (by_button.status_code, by_button.headers["Location"], who(client)) == (302, "/sign-in", None)


def test_demonstration_lists_each_of_its_people_once_and_lets_one_be_them(client: Client) -> None:
    council = make_organisation(name="Testmere Council")
    dana = make_account(
        name="Dana Testdemo", email="dana@testmere.example", organisation=council, is_demo=True
    )
    make_account(name="Somebody real")
    page = words(client.get("/sign-in"))
    response = client.post("/demo/sign-in", {"who": dana.email})

    assert "Sign in as Dana Testdemo, duty worker, Testmere Council" in page
    assert "Somebody real" not in page
    assert (response.status_code, who(client)) == (302, str(dana.pk))


def test_demonstration_signs_nobody_in_as_an_account_of_their_own(client: Client) -> None:
    own = make_account(password=PASSWORD)

    assert client.post("/demo/sign-in", {"who": own.email}).status_code == 404
    assert client.post("/demo/sign-in", {}).status_code == 404
    assert who(client) is None


def test_live_installation_knows_no_demonstration_person(client: Client, settings: Any) -> None:
    dana = make_account(name="Dana Testdemo", is_demo=True, password=PASSWORD)
    settings.IS_DEMO = False
    page = words(client.get("/sign-in"))

    assert "Choose who to be" not in page
    assert "Dana" not in page
    assert client.post("/demo/sign-in", {"who": dana.email}).status_code == 404
    assert errors(give(client, dana.email)) == SAME_WORDS
    assert who(client) is None


def test_no_copy_of_the_page_is_kept(client: Client) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )
