"""A carer's telephone loses its connection: what was pressed waits, is sent by itself, and counts once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.functional.desk import CAM, DANA, HOME, Desk
from tests.functional.program import Program

TELEPHONE = {"viewport": {"width": 360, "height": 740}}
NOT_YET = "Not sent yet. Nothing is lost"


def at_the_check(lantern: Program, page: Page, name: str) -> Desk:
    """Answer every question of a report but the last press."""
    cam = Desk(page, lantern).sign_in(CAM)
    cam.open("/home/report")
    cam.follow(name)
    cam.press("Just now")
    page.wait_for_url("**/worried")
    page.get_by_role("textbox").fill("She was crying on the telephone")
    cam.press("Continue")
    skip(cam, "where", "done", "view")
    page.wait_for_url("**/check")
    return cam


def skip(cam: Desk, *pages: str) -> None:
    """Leave the questions of these pages unanswered."""
    for each in pages:
        cam.page.wait_for_url(f"**/{each}")
        cam.press("Not known: skip")


def store(page: Page) -> int:
    """Count what this tab keeps of what was typed and pressed."""
    return int(
        page.evaluate("Object.keys(sessionStorage).filter(name => name.startsWith('lantern.')).length")
    )


def test_pressed_twice_without_a_connection_it_is_one_report_once_there_is_one(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Offline", placement=HOME)
    context = contexts(**TELEPHONE)
    page = context.new_page()
    cam = at_the_check(lantern, page, "Testa Offline")

    context.set_offline(True)
    page.get_by_role("button", name="Report missing").dblclick()
    expect(page.get_by_role("alert")).to_contain_text(NOT_YET)
    page.get_by_role("button", name="Report missing").click()
    assert store(page) == 1
    context.set_offline(False)

    page.wait_for_url("**/home/reported/*")
    cam.reads("Testa Offline is recorded missing")
    assert store(page) == 0
    cam.follow("Open the episode")
    expect(page.get_by_text("Reported missing", exact=True)).to_have_count(1)
    cam.does_not_read("Reported again")


def test_an_answer_that_was_lost_on_its_way_is_asked_for_again_and_counts_once(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Lostanswer", placement=HOME)
    page = contexts(**TELEPHONE).new_page()
    cam = at_the_check(lantern, page, "Testa Lostanswer")
    lost = []

    def lose_the_answer(route: object) -> None:
        lost.append(route.fetch(max_redirects=0))  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/check", lose_the_answer, times=1)
    page.get_by_role("button", name="Report missing").click()

    page.wait_for_url("**/home/reported/*")
    assert [answer.status for answer in lost] == [302]
    cam.follow("Open the episode")
    expect(page.get_by_text("Reported missing", exact=True)).to_have_count(1)
    cam.does_not_read("Reported again")


def test_what_waits_is_gone_at_sign_out_and_is_nobody_else_s(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Signedout", placement=HOME)
    context = contexts(**TELEPHONE)
    page = context.new_page()
    cam = at_the_check(lantern, page, "Testa Signedout")
    context.set_offline(True)
    page.get_by_role("button", name="Report missing").click()
    expect(page.get_by_role("alert")).to_contain_text(NOT_YET)
    page.evaluate(
        "const k = 'lantern.pressed', p = JSON.parse(sessionStorage[k]);"
        "sessionStorage[k] = JSON.stringify({...p, who: 'Somebody Elsedemo, elsewhere'})"
    )
    context.set_offline(False)
    cam.open("/home/report")
    assert store(page) == 0

    cam.follow("Testa Signedout")
    cam.press("Just now")
    page.wait_for_url("**/check")  # the other answers were kept by the server
    cam.open(page.url.removeprefix(lantern.address).replace("/check", "/worried"))
    page.get_by_role("textbox").fill("Typed and not pressed")
    page.reload()
    assert store(page) == 1
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert store(page) == 0


def test_what_is_typed_and_not_pressed_survives_a_page_that_is_thrown_away(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Reloaded", placement=HOME)
    page = contexts(**TELEPHONE).new_page()
    cam = Desk(page, lantern).sign_in(CAM)
    cam.open("/home/report")
    cam.follow("Testa Reloaded")
    cam.press("Just now")
    page.wait_for_url("**/worried")
    page.get_by_role("textbox").fill("Half a sentence")

    page.reload()

    expect(page.get_by_role("textbox")).to_have_value("Half a sentence")
    cam.press("Continue")
    skip(cam, "where", "done", "view")
    page.wait_for_url("**/check")
    cam.reads("Half a sentence")
    assert store(page) == 0


def test_where_and_what_was_done_survive_a_lost_connection_and_a_page_thrown_away(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Gatewards", placement=HOME)
    context = contexts(**TELEPHONE)
    page = context.new_page()
    cam = Desk(page, lantern).sign_in(CAM)
    cam.open("/home/report")
    cam.follow("Testa Gatewards")
    cam.press("Just now")
    skip(cam, "worried")
    page.wait_for_url("**/where")
    page.get_by_label("Where was the child last seen").fill("At the gate")
    page.get_by_label("What are they wearing").fill("Green coat")
    page.reload()
    expect(page.get_by_label("What are they wearing")).to_have_value("Green coat")
    cam.press("Continue")

    page.wait_for_url("**/done")
    page.get_by_label("What has been done").fill("Room searched")
    medicine = page.get_by_role("group", name="Any medical need?")
    medicine.get_by_label("Yes", exact=True).check()
    medicine.get_by_role("textbox").fill("Inhaler at two")
    context.set_offline(True)
    cam.press("Continue")
    expect(page.get_by_role("alert")).to_contain_text(NOT_YET)
    context.set_offline(False)
    skip(cam, "view")
    page.wait_for_url("**/check")
    cam.reads("At the gate", "Green coat", "Room searched", "Medicine: Yes, Inhaler at two")
    assert store(page) == 0
