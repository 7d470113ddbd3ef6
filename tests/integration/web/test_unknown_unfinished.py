"""A report of a child nobody knows, saved unfinished: found again, on board and hand-over, gone when sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.queries.drafts import kept
from lantern.vocabulary.roles import Role
from lantern.web.doors import moment
from lantern.web.drafts import about_unknown, unknown_href
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.factories.pictures import photograph_file
from tests.integration.web.reading import words
from tests.integration.web.sent import boxes, drawn, hidden
from tests.integration.web.test_unknown_pages import upload

DRAFT = "/report/unknown/draft"
SCRIPT = {"Accept": "application/json"}
KEY = "k" * 32


def opened(desk: Client, key: str = KEY) -> Any:
    """Open the form on which an unfinished report is gone on with."""
    return desk.get(unknown_href(about_unknown(key)))


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Draftly")


@pytest.fixture
def account(night: Night) -> Any:
    return make_account(organisation=night.authority, name="Dee Deskly")


@pytest.fixture
def desk(account: Any, signed_in: Any) -> Client:
    return signed_in(account=account)


def test_script_keeps_what_was_typed_and_the_form_opens_with_it(desk: Client, account: Any) -> None:
    typed = {
        "key": KEY,
        "name": "Amir or Emir",
        "age": "16",
        "asked_telephone": "yes",
        "photograph": "[object File]",
    }
    saved = desk.post(DRAFT, typed | {"asked_telephone_words": "It rang"}, headers=SCRIPT)

    assert (saved.status_code, bool(re.fullmatch(r"Saved \d\d:\d\d", saved.json()["said"]))) == (200, True)
    draft = kept(form="unknown", about=about_unknown(KEY), by=account.as_actor(), now=moment())
    assert draft is not None
    assert "photograph" not in draft.content
    page = opened(desk)
    assert "Unfinished report from" in words(page)
    assert hidden(page)["key"] == KEY
    names = ("name", "age", "asked_telephone_words")
    assert [drawn(page, name) for name in names] == ["Amir or Emir", "16", "It rang"]


def test_name_that_was_searched_for_stands_where_the_unfinished_report_has_none(desk: Client) -> None:
    desk.post(DRAFT, {"key": KEY, "name": "", "age": "16"}, headers=SCRIPT)
    address = unknown_href(about_unknown(KEY)) + "&name=Tesfaldet"
    page = desk.get(address)
    assert (drawn(page, "name"), drawn(page, "age")) == ("Tesfaldet", "16")

    desk.post(DRAFT, {"key": KEY, "name": "Amir"}, headers=SCRIPT)
    assert drawn(desk.get(address), "name") == "Amir"
    anew = desk.get("/report/unknown?name=Tesfaldet")
    assert (drawn(anew, "name"), drawn(anew, "age")) == ("Tesfaldet", "")


def test_button_goes_to_the_board_and_both_it_and_the_hand_over_lead_back(desk: Client) -> None:
    saved = desk.post(
        DRAFT, {"key": KEY, "name": "Amir", "photograph": upload(photograph_file()), "later": "yes"}
    )
    board, over = desk.get(saved["Location"]), desk.get("/hand-over")

    assert (saved.status_code, saved["Location"]) == (302, "/")
    read = words(board)
    assert "The report is not sent: the child is not recorded missing and nobody is told." in read
    assert "The photograph is not kept: choose it again." in read
    assert (
        "You have an unfinished report: A child nobody knows yet, heard as \u2068Amir\u2069 , saved" in read
    )
    for page in (board, over):
        href = unknown_href(about_unknown(KEY))
        link = f'<a class="govuk-link" href="{href}"><bdi>A child nobody knows yet, heard as'
        assert link in page.content.decode()


def test_without_a_name_it_is_a_child_nobody_knows(desk: Client) -> None:
    desk.post(DRAFT, {"key": KEY, "languages": "Tigrinya"}, headers=SCRIPT)
    assert "You have an unfinished report: A child nobody knows yet , saved" in words(desk.get("/"))

    desk.post(DRAFT, {"key": KEY, "age": "16", "languages": "Tigrinya"}, headers=SCRIPT)
    board = words(desk.get("/"))
    assert "You have an unfinished report: A child nobody knows yet, about 16 years old , saved" in board
    assert "Tigrinya" not in board


def test_several_are_kept_and_none_overwrites_another(desk: Client) -> None:
    keys = [hidden(desk.get("/report/unknown?name="))["key"] for _ in range(3)]
    for key, name in zip(keys, ("Amir", "Bilen", ""), strict=True):
        desk.post(DRAFT, {"key": key, "name": name, "age": "14"}, headers=SCRIPT)
    desk.post(DRAFT, {"key": keys[0], "name": "Amir", "age": "15"}, headers=SCRIPT)

    for page in ("/", "/hand-over", "/report/unknown"):
        read = words(desk.get(page))
        assert ["\u2068Amir\u2069" in read, "\u2068Bilen\u2069" in read, "about 14 years old" in read] == [
            True
        ] * 3
    assert drawn(desk.get("/report/unknown?name="), "name") == ""
    typed = [(drawn(opened(desk, key), "name"), drawn(opened(desk, key), "age")) for key in keys]
    assert typed == [("Amir", "15"), ("Bilen", "14"), ("", "14")]

    desk.post(f"/report/unknown/throw-away?draft={about_unknown(keys[1])}")
    read = words(desk.get("/"))
    assert ("\u2068Amir\u2069" in read, "\u2068Bilen\u2069" in read) == (True, False)


def test_an_older_page_of_it_and_the_one_it_is_gone_on_with_are_one_report(desk: Client) -> None:
    desk.post(DRAFT, {"key": KEY, "name": "Amir"}, headers=SCRIPT)
    desk.post(DRAFT, {"key": "o" * 32, "name": "Bilen"}, headers=SCRIPT)
    seen = boxes("last_seen", moment() - timedelta(hours=2))
    pressed = {**hidden(opened(desk)), "name": "Amir", **seen}
    sent = desk.post("/report/unknown", pressed)

    assert desk.post("/report/unknown", {"key": KEY, "name": "Amir", **seen})["Location"] == sent["Location"]
    desk.post(DRAFT, {"key": KEY, "name": "Amir, typed on"}, headers=SCRIPT)
    read = words(desk.get("/report/unknown"))
    assert ("Amir" in read, "\u2068Bilen\u2069" in read) == (False, True)
    late = opened(desk)
    assert "That unfinished report is kept no more" in words(late)
    assert (drawn(late, "name"), hidden(late)["key"] == KEY) == ("", False)


def test_it_is_gone_when_it_is_sent_and_its_telephone_stands_on_the_sheet(desk: Client) -> None:
    desk.post(DRAFT, {"key": KEY, "name": "Amir", "asked_telephone_words": "It rang"}, headers=SCRIPT)
    page = opened(desk)
    typed = {"name": "Amir", "asked_telephone": "yes", "asked_telephone_words": "It rang"}

    sent = desk.post(
        "/report/unknown", {**hidden(page), **typed, **boxes("last_seen", moment() - timedelta(hours=2))}
    )

    assert sent["Location"].startswith("/missing/")
    assert "Has the child a telephone with them? Is it on? Yes . It rang" in words(
        desk.get(f"{sent['Location']}/sheet")
    )
    assert "nfinished report" not in words(desk.get("/"))
    assert drawn(desk.get("/report/unknown?name="), "name") == ""


def test_thrown_away_it_begins_anew(desk: Client) -> None:
    desk.post(DRAFT, {"key": KEY, "name": "Amir"}, headers=SCRIPT)
    page = opened(desk).content.decode()
    found = re.search(r'action="(/report/unknown/throw-away[^"]*)"', page)
    assert found is not None

    gone = desk.post(found[1])

    assert gone["Location"] == "/report/unknown"
    page = desk.get(gone["Location"])
    assert "The unfinished report is thrown away." in words(page)
    assert drawn(page, "name") == ""


def test_nobody_else_sees_it_and_who_may_not_report_so_may_not_keep_it(
    desk: Client, night: Night, signed_in: Any
) -> None:
    desk.post(DRAFT, {"key": KEY, "name": "Amir"}, headers=SCRIPT)
    neighbour = signed_in(account=make_account(organisation=night.authority))

    assert "nfinished report" not in words(neighbour.get("/")) + words(neighbour.get("/report/unknown"))
    assert "Amir" not in opened(neighbour).content.decode()
    home = signed_in(account=make_account(role=Role.CARER, organisation=night.home))
    assert home.post(DRAFT, {"name": "Amir"}).status_code == 403
