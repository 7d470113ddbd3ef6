"""A wrong return is taken back in two presses, and everyone who was told is told again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.functional.desk import DANA, OLA, Desk, ago
from tests.functional.program import Program

COUNTED = """
window.sessionStorage.setItem("presses", "0");
document.addEventListener("click", event => {
    if (event.detail === 0) return; // what the browser presses by itself
    window.sessionStorage.setItem("presses", String(1 + Number(window.sessionStorage.getItem("presses"))));
}, true);
"""


@pytest.mark.parametrize("why", ["Wrong child", "Somebody else came in", "Pressed by mistake"])
def test_two_presses_take_a_wrong_return_back(why: str, lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = dana.report(dana.register(f"Testa Notback {why}"), last_seen=ago(hours=2))
    dana.record_returned(reference)
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("Recorded: the child is back.")
    page.evaluate(COUNTED)

    banner.get_by_text("Not back? Undo").click()
    banner.get_by_role("button", name=why).click()

    dana.reference()
    assert page.evaluate("window.sessionStorage.getItem('presses')") == "2"
    dana.reads(
        "Everyone who was told is being told of the correction.", "Missing", "Struck: entered in error", why
    )
    dana.does_not_read("Is back since")


def test_what_was_entered_on_the_wrong_child_is_sealed_and_its_readers_are_named(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = dana.report(dana.register("Testa Wrongchild"), last_seen=ago(hours=2))
    dana.open(f"/missing/{reference}/information")
    page.get_by_label("What were you told?").fill("zebra-lagoon belongs to another child")
    page.get_by_role("group", name="When were you told?").get_by_label("Just now").check()
    dana.press("Record it")
    dana.reference()
    entry = page.get_by_role("row").filter(has_text="zebra-lagoon")
    entry.get_by_role("link", name="This is wrong").click()
    dana.follow("seal it")
    page.get_by_label("How do you know, and whose is it?").fill("The caller rang again")
    dana.press("Withdraw and seal it")
    dana.reference()
    dana.reads("was sealed: it belonged to another child.")
    dana.does_not_read("zebra-lagoon")

    ola = dana.signed_in_as(OLA)
    ola.episode(reference)
    ola.does_not_read("zebra-lagoon")
    ola.follow("Sealed entries")
    ola.follow("Testa Wrongchild")
    ola.reads(
        "zebra-lagoon belongs to another child",
        "The caller rang again",
        "Dana Dutydemo",
        "What this list does not cover",
    )
