"""The demonstration without a mail server: a newcomer is the recipient too, by way of the outbox page."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.functional.desk import DANA, HOME, WESTHAVEN, Desk, ago
from tests.functional.program import Program


def test_newcomer_finds_link_and_code_in_the_outbox_and_answers(
    lantern_with_outbox: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern_with_outbox).sign_in(DANA)
    reference = dana.report(dana.register("Newt Newcomer", placement=HOME), last_seen=ago(hours=1))
    letters = dana.page.locator(".govuk-summary-card")
    wanted = letters.filter(has_text=reference).filter(has_text="duty@westhaven.example")
    until = time.monotonic() + 20
    while not wanted.count() and time.monotonic() < until:
        dana.open("/outbox")
    address = wanted.get_by_role("link").get_attribute("href") or ""
    expect(wanted).not_to_contain_text("Newcomer")

    other = Desk(contexts().new_page(), lantern_with_outbox)
    other.open(address)
    other.reads(f"A notice for {WESTHAVEN}")
    other.press("Send the code")
    dana.open("/outbox")
    said = letters.filter(has_text="Your code is").first.inner_text()
    code = next(word for word in said.split() if word.isdigit() and len(word) == 6)
    other.page.get_by_label("Code").fill(code)
    other.press("Open the notice")
    other.page.get_by_label("Your name").fill("Ned Newhand")
    other.page.get_by_label("Your role").fill("night manager")
    other.press("We have this notice")
    other.reads("Thank you", "Ned Newhand, night manager")
    dana.episode(reference)
    dana.reads("Ned Newhand, night manager")
