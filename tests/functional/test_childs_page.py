"""A worker gives a child a page in her language: she asks to be rung, leaves it, and nothing of it stays."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect

from lantern.gateways import catalogues
from tests.functional.childs_page import childs_page_of
from tests.functional.desk import ADA, DANA, Desk, ago
from tests.functional.program import Program

SHOTS = os.environ.get("LANTERN_SHOTS")


def shot(page: Page, name: str) -> None:
    """Take a picture, where somebody asked for pictures."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def confirm(ada: Desk, language: str) -> None:
    ada.open("/set-up/childs-page")
    ada.follow(language)
    ada.page.get_by_label("It is right, and a child would understand it").check()
    ada.page.get_by_label("Who read it?").fill("Invented Speaker")
    ada.page.get_by_label("In what capacity?").fill("Native speaker, qualified interpreter")
    ada.press("Record it")
    ada.reads("It is recorded who read the text", "Invented Speaker, Native speaker, qualified interpreter")


def elsewhere(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")


def test_child_asks_in_her_language_to_be_rung_and_nothing_stays(
    lantern: Program, page: Page, browser: Browser
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    episode = dana.report(dana.register("Testa Pageley"), last_seen=ago(hours=4))
    dana.open(f"/missing/{episode}/childs-page")
    dana.reads("Off, because no speaker has confirmed the text as it stands", "Arabic")
    expect(page.get_by_label("Arabic", exact=True)).to_have_count(0)
    ada = dana.signed_in_as(ADA)
    confirm(ada, "Arabic")
    shot(page, "text-1280")
    dana = ada.signed_in_as(DANA)
    address = childs_page_of(dana, episode, language="Arabic")
    shot(page, "links-1280")

    words = catalogues.words_in("ar")
    assert words is not None
    telephone = browser.new_context(viewport={"width": 360, "height": 740})
    telephone.route("https://www.bbc.co.uk/**", elsewhere)
    child = telephone.new_page()
    child.goto("about:blank")
    child.goto(lantern.address + address)
    assert child.title() == words["title"]
    assert child.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert child.evaluate("document.documentElement.scrollWidth <= 360")
    shot(child, "child-360")
    child.get_by_label(words["number"]).fill("my sister")
    child.get_by_role("button", name=words["ring_back"]).click()
    expect(child.get_by_role("alert")).to_contain_text(words["number_wrong"])
    expect(child.get_by_label(words["number"])).to_have_value("my sister")
    shot(child, "child-error-360")
    child.get_by_label(words["number"]).fill("07700 900982")
    child.get_by_role("button", name=words["ring_back"]).click()
    expect(child.get_by_role("status")).to_contain_text(words["sent_ring"])
    assert telephone.cookies() == []
    assert child.evaluate("localStorage.length + sessionStorage.length") == 0
    child.get_by_role("button", name=words["leave"]).click()
    expect(child).to_have_title("Weather")
    child.go_back()
    assert child.title() != words["sent_ring"]
    telephone.close()

    dana.open(f"/missing/{episode}")
    dana.reads("The child said, on the page they were given", "“Please ring me”", "07700 900982", "Arabic")
    dana.reads("the child has left word")
    dana.open(f"/missing/{episode}/childs-page")
    dana.press("Withdraw")
    dana.reads("The link is withdrawn.")
    page.goto(lantern.address + address)
    expect(page.get_by_role("heading", level=1)).to_have_text(words["closed"])


def test_without_scripts_help_is_asked_for_and_the_page_is_left(
    lantern: Program, page: Page, browser: Browser
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    episode = dana.report(dana.register("Testo Noscript"), last_seen=ago(hours=4))
    address = childs_page_of(dana, episode)
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain.route("https://www.bbc.co.uk/**", elsewhere)
    child = plain.new_page()
    child.goto(lantern.address + address)
    shot(child, "child-1280")
    child.get_by_role("button", name="I need help now").click()
    expect(child.get_by_role("status")).to_contain_text("we are telling people who can help now")
    child.get_by_role("link", name="Say something else").click()
    child.get_by_role("button", name="I am safe").click()
    expect(child.get_by_role("status")).to_contain_text("We still want to see you")
    child.get_by_role("button", name="Leave this page quickly").click()
    expect(child).to_have_title("Weather")
    plain.close()
    dana.open(f"/missing/{episode}")
    dana.reads("“I need help now”", "It closes nothing: the child is still to be seen")
