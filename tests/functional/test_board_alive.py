"""The board that a duty room keeps open all night."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.functional.desk import DANA, LEE, Desk, ago
from tests.functional.program import Program


def test_board_refreshes_itself_and_says_when_its_data_is_old(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    lee = Desk(contexts().new_page(), lantern)
    lee.page.clock.install()
    lee.sign_in(LEE)
    lee.open("/")
    expect(lee.page.get_by_text("Data from")).to_be_visible()
    expect(lee.page.get_by_text("Refreshes every 15 seconds.")).to_be_visible()
    expect(lee.page.get_by_text("This is old.")).to_be_hidden()
    expect(lee.page.get_by_text("This page could not refresh.")).to_be_hidden()
    lee.page.evaluate("window.neverLoadedAgain = true")

    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    dana.report(dana.register("Nova Newrow"), last_seen=ago(minutes=50))
    expect(lee.page.get_by_role("row").filter(has_text="Nova Newrow")).to_have_count(0)
    lee.page.clock.fast_forward(16_000)
    row = lee.page.get_by_role("row").filter(has_text="Nova Newrow")
    expect(row).to_contain_text("Police not rung")
    assert lee.page.evaluate("window.neverLoadedAgain") is True

    lantern.pause("web")
    try:
        lee.page.clock.fast_forward(75_000)
        expect(lee.page.get_by_text("This is old.")).to_be_visible()
        expect(lee.page.get_by_role("status")).to_contain_text("Ring the duty team before you rely on it.")
        expect(row).to_contain_text("Police not rung")
        lee.page.wait_for_timeout(
            1100
        )  # the server tells its moments by the second: let the next one be another
    finally:
        lantern.resume("web")
    with lee.page.expect_response(lantern.address + "/"):
        lee.page.clock.fast_forward(16_000)
    expect(lee.page.get_by_text("This is old.")).to_be_hidden(timeout=15_000)
    expect(lee.page.get_by_text("This page could not refresh.")).to_be_hidden()


def test_who_has_not_answered_is_counted_opens_stays_open_and_stands_open_on_paper(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reference = dana.report(dana.register("Nova Silentall"), last_seen=ago(minutes=50))
    lee = Desk(contexts().new_page(), lantern)
    lee.page.clock.install()
    lee.sign_in(LEE)
    lee.open("/")
    row = lee.page.get_by_role("row").filter(has_text="Nova Silentall")
    expect(row).to_contain_text("Parents: not decided yet")
    who = row.get_by_text("nobody has answered; to be rung at")
    expect(who).to_be_hidden()
    lee.page.emulate_media(media="print")
    expect(who).to_be_visible()
    lee.page.emulate_media(media="screen")

    row.get_by_text("1 not rung, 1 has not answered").click()
    expect(who).to_be_visible()
    dana.record_police_call(reference, log_number="LOG-78", handler="PC 1")
    lee.page.clock.fast_forward(16_000)
    expect(row).to_contain_text("1 of 2 have answered")
    expect(who).to_be_visible()
    row.get_by_text("1 has not answered").click()
    expect(who).to_be_hidden()
