"""A service where nobody has an account is asked by mail, says no, is asked again, and returns the interview."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.functional.desk import DANA, HOME, Desk, ago
from tests.functional.hearing import hold_interview
from tests.functional.listening import LISTENERS, answer, ask_service, enter_named
from tests.functional.post_box import PostBox
from tests.functional.program import Program
from tests.functional.recipient import Recipient

CHILD = "Testa Askedbylink"


def test_a_service_without_accounts_answers_by_its_link_and_returns_the_interview(
    lantern: Program, page: Page, post_box: PostBox, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = dana.report(dana.register(CHILD, placement=HOME), last_seen=ago(hours=9))
    dana.record_returned(reference)
    first = ask_service(dana, post_box, reference)
    for word in (CHILD, HOME, "Northmere"):
        assert word not in first.raw

    iris = Recipient(contexts().new_page(), post_box)
    iris.open(first)
    expect(iris.page.locator("body")).not_to_contain_text(CHILD)
    enter_named(iris)
    expect(iris.page.locator("main")).to_contain_text(CHILD)
    answer(iris, yes=False, reason="Nobody works on Sunday")
    expect(iris.page.get_by_role("heading", name="Recorded: you cannot hold it")).to_be_visible()
    iris.open(first)
    expect(iris.page.get_by_role("heading", level=1)).to_have_text("This link no longer opens anything")

    dana.open("/interviews")
    row = page.get_by_role("row").filter(has_text=CHILD)
    expect(row).to_contain_text(f"{LISTENERS} cannot hold it: Nobody works on Sunday. Ask another.")
    second = ask_service(dana, post_box, reference)
    iris.open(second)
    enter_named(iris)
    answer(iris, yes=True)
    expect(iris.page.locator("main")).to_contain_text("Accepted by Iris Outside, Return interviewer")
    dana.open("/interviews")
    expect(page.get_by_role("row").filter(has_text=CHILD)).to_contain_text(
        f"{LISTENERS} holds it, says Iris Outside, Return interviewer"
    )

    iris.page.get_by_role("button", name="Held", exact=True).click()
    hold_interview(Desk(iris.page, lantern), reference, before="pelican-lagoon", opens=False)
    expect(iris.page.locator("main")).to_contain_text("Police: to be told at once.")
    expect(iris.page.locator("body")).not_to_contain_text("pelican-lagoon")
    dana.open(f"/missing/{reference}/after")
    dana.reads("pelican-lagoon", "Held", "Iris Outside, Return interviewer")
    dana.open("/interviews")
    expect(page.get_by_role("row").filter(has_text=CHILD)).to_contain_text(
        "Not recorded"
    )  # to be told what was done
