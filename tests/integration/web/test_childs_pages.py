"""The page a worker gives a child: what stands on it in each language, what it keeps, and the pages that keep it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import childs_page as acting
from lantern.commands import _catalogues
from lantern.gateways import catalogues
from lantern.record.context import seen_as
from lantern.record.models import ChildSaidDetail, EventSource
from lantern.vocabulary.childs_page import ENGLISH, LANGUAGES, WORDS
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.web.childs_page import token_for
from tests.factories.childs_page import make_childs_text
from tests.factories.night import Night, make_night
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, title, words

OTHERS = [code for code in LANGUAGES if code != ENGLISH.code]


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    _catalogues.make()
    catalogues.words_in.cache_clear()


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Pageley")


@pytest.fixture
def episode(night: Night) -> str:
    now = datetime.now(UTC) - timedelta(minutes=1)
    return night.reported(now=now, last_seen=When.moment(now - timedelta(hours=2)))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(Role.DUTY_WORKER, organisation=night.authority)


@pytest.fixture
def child() -> Client:
    """A browser that nobody is signed in on."""
    return Client()


def made_link(episode: str, night: Night, *, language: str = "en-gb") -> str:
    token = token_for(f"{episode} {language}")
    now = datetime.now(UTC)
    acting.make_link(reference=episode, language=language, lasts="day", token=token, by=night.desk, now=now)
    return f"/c/{token}"


def confirmed(code: str) -> None:
    make_childs_text(language=code, version=catalogues.version_of(code))


def said() -> list[tuple[str, str]]:
    with seen_as(SIMULATOR):
        rows = ChildSaidDetail.objects.order_by("pk")
        numbers = {one.event_id: one.contact for one in EventSource.objects.all()}
        return [(row.says, numbers.get(row.event_id, "")) for row in rows]


def test_worker_makes_a_link_and_sees_its_address_this_once(
    desk: Client, child: Client, night: Night, episode: str
) -> None:
    assert f'href="/missing/{episode}/childs-page"' in desk.get(f"/missing/{episode}").content.decode()
    page = desk.get(f"/missing/{episode}/childs-page")
    key = re.findall(r'name="key" value="(.*?)"', page.content.decode())[0]
    sent = {"key": key, "language": "en-gb", "lasts": "three_days"}
    twice = [desk.post(f"/missing/{episode}/childs-page", sent) for _ in range(2)]
    addresses = {re.findall(r"/c/[0-9a-z]{26}", one.content.decode())[0] for one in twice}
    assert addresses == {f"/c/{token_for(key)}"}
    assert "/c/" not in desk.get(f"/missing/{episode}/childs-page").content.decode()
    assert child.get(addresses.pop()).status_code == 200


def test_link_is_not_made_without_its_answers_or_in_a_language_that_is_off(
    desk: Client, episode: str
) -> None:
    empty = desk.post(f"/missing/{episode}/childs-page", {"key": "k"})
    assert len(errors(empty)) == 2
    off = desk.post(f"/missing/{episode}/childs-page", {"key": "k2", "language": "ti", "lasts": "week"})
    assert errors(off) != []
    assert "/c/" not in off.content.decode()
    assert off.content.decode().count(" checked") == 1  # how long, which was sound, stays chosen


def test_link_is_withdrawn_from_the_page(desk: Client, child: Client, night: Night, episode: str) -> None:
    address = made_link(episode, night)
    page = desk.get(f"/missing/{episode}/childs-page").content.decode()
    withdraw = re.findall(r'action="(/missing/[^"]+/withdraw)"', page)[0]
    assert desk.post(withdraw, {"key": "w"}).status_code == 302
    gone = child.get(address)
    assert gone.status_code == 410
    assert words(gone).strip().endswith(WORDS["danger"])
    assert child.post(address, {"says": "help_now"}).status_code == 410


def test_page_leaves_no_trace_of_ours(child: Client, night: Night, episode: str) -> None:
    address = made_link(episode, night)
    for answer in (child.get(address), child.post(address, {"says": "ring_back", "number": "", "key": "k"})):
        assert answer.status_code == 200
        assert title(answer) == "Page"
        assert answer.cookies == {}
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        shown = words(answer)
        for word in ("Lantern", "Testa", "Pageley", episode, night.authority.name, "home", "return"):
            assert word.casefold() not in shown.casefold()
        assert "data-leave" in answer.content.decode()


@pytest.mark.parametrize("code", OTHERS)
def test_page_is_in_its_language_and_runs_its_way(
    code: str, child: Client, night: Night, episode: str
) -> None:
    confirmed(code)
    page = child.get(made_link(episode, night, language=code))
    text = catalogues.words_in(code)
    assert text is not None
    markup = page.content.decode()
    way = "rtl" if LANGUAGES[code].is_right_to_left else "ltr"
    assert f'<html lang="{code}" dir="{way}"' in markup
    assert title(page) == text["title"]
    assert text["leave"] in markup
    asked = ("lead", "danger", "help_now", "ring_back", "number", "safe", "trace")
    assert [name for name in asked if text[name] not in words(page)] == []
    assert [english for english in WORDS.values() if english in words(page)] == []


def test_page_whose_text_changed_is_shown_in_english(child: Client, night: Night, episode: str) -> None:
    confirmed("sq")
    address = made_link(episode, night, language="sq")
    make_childs_text(language="sq", version=catalogues.version_of("sq"), is_confirmed=False)
    assert 'lang="en-gb"' in child.get(address).content.decode()


@pytest.mark.parametrize(
    ("sent", "kept", "words_name"),
    [
        ({"says": "ring_back", "number": "07700 900982"}, ("ring_back", "07700 900982"), "sent_ring"),
        ({"says": "ring_back"}, ("ring_back", ""), "sent_ring"),
        ({"says": "help_now", "key": "x" * 200}, ("help_now", ""), "sent_help"),
        ({"says": "safe", "key": "a\x00b"}, ("safe", ""), "sent_safe"),
    ],
)
def test_what_is_pressed_is_taken_and_said_back(
    sent: dict[str, str], kept: tuple[str, str], words_name: str, child: Client, night: Night, episode: str
) -> None:
    answer = child.post(made_link(episode, night), sent)
    assert answer.status_code == 200
    assert WORDS[words_name] in words(answer)
    assert said() == [kept]


def test_number_that_is_none_is_asked_for_again_and_stays_typed(
    child: Client, night: Night, episode: str
) -> None:
    answer = child.post(made_link(episode, night), {"says": "ring_back", "number": "my sister"})
    assert answer.status_code == 200
    assert WORDS["number_wrong"] in words(answer)
    assert 'value="my sister"' in answer.content.decode()
    assert said() == []


def test_press_of_no_button_of_ours_records_nothing(child: Client, night: Night, episode: str) -> None:
    address = made_link(episode, night)
    assert child.post(address, {"says": "delete"}).status_code == 400
    assert child.get("/c/nosuchlinkatall").status_code == 404
    assert said() == []


def test_forged_form_from_elsewhere_needs_the_address_itself(night: Night, episode: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(made_link(episode, night), {"says": "help_now"}).status_code == 200


def test_administrator_records_who_read_a_text(signed_in: Any, night: Night) -> None:
    admin = signed_in(Role.ADMINISTRATOR, organisation=night.authority)
    page = admin.get("/set-up/childs-page")
    assert [each.own_name in words(page) for each in LANGUAGES.values() if each != ENGLISH] == [True] * 7
    form = admin.get("/set-up/childs-page/prs")
    sent = {
        "key": "k",
        "version": re.findall(r'name="version" value="(\w+)"', form.content.decode())[0],
        "is_confirmed": "yes",
        "speaker": "Invented Speaker",
        "capacity": "Interpreter",
    }
    missing = admin.post("/set-up/childs-page/prs", {**sent, "speaker": ""})
    assert len(errors(missing)) == 1
    assert 'value="Interpreter"' in missing.content.decode()
    old = admin.post("/set-up/childs-page/prs", {**sent, "version": "0"})
    assert "not the text" in words(old)
    assert admin.post("/set-up/childs-page/prs", sent).status_code == 302
    assert "Invented Speaker, Interpreter" in words(admin.get("/set-up/childs-page"))
    assert admin.get("/set-up/childs-page/en-gb").status_code == 404
    assert admin.get("/set-up/childs-page/xx").status_code == 404


def test_nobody_else_opens_these_pages(signed_in: Any, night: Night, episode: str) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=night.force)
    assert police.get(f"/missing/{episode}/childs-page").status_code == 403
    assert police.get("/set-up/childs-page").status_code == 403
