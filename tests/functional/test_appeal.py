"""An appeal to the public, from the first word to the last place from which it is taken down."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.appealing import propose_appeal, publish_appeal, sign_appeal, take_down
from tests.functional.desk import DANA, PAT, Desk, ago
from tests.functional.program import Program


def test_an_appeal_is_agreed_published_and_taken_down_the_hour_the_child_is_found(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testo Soughtfor")
    missing = dana.report(child, last_seen=ago(hours=6))
    dana.follow("Appeals to the public, TextSafe, orders and notices")
    dana.reads("Nobody has proposed one.")
    begins_a_text_and_throws_it_away(dana, missing)

    propose_appeal(dana, missing, text="He left his foster home.")
    dana.reads("The text must not say: “foster home”")
    expect(dana.page.get_by_label("The text, as it is to be read")).to_have_value("He left his foster home.")
    dana.page.get_by_label("The text, as it is to be read").fill("Have you seen this boy? Ring 101.")
    dana.press("Propose it")
    dana.reads("Not allowed yet", "Does not want it", "The police: has not signed")
    sign_appeal(dana, whose="The authority that looks after the child", name="Lee Leaddemo")

    pat = dana.signed_in_as(PAT)
    pat.open(f"/missing/{missing}/search")
    sign_appeal(pat, whose="The police", name="Inspector Invented")
    pat.reads("May be published")
    publish_appeal(pat, "The morning news")

    dana = pat.signed_in_as(DANA)
    dana.record_located(missing)
    dana.open(f"/missing/{missing}")
    dana.reads("Take the appeal down now", "The child is found.", "The morning news")
    dana.open("/to-do/organisation")
    dana.reads("An appeal to the public to take down")
    dana.follow("Invented Radio: The morning news")
    take_down(dana)
    dana.open(f"/missing/{missing}")
    dana.does_not_read("Take the appeal down now")

    dana.open(f"/children/{child}/year")
    dana.reads("1 time away", "School is not in the record")
    dana.follow("1 times: Not back yet")
    dana.reads("1 of 1: how long: Not back yet")


def begins_a_text_and_throws_it_away(dana: Desk, missing: str) -> None:
    """Type into a form, leave it without sending, find it again on the board, and throw it away."""
    who = dana.page.get_by_label("Who asked?")
    dana.open(f"/missing/{missing}/textsafe/new")
    who.fill("PC 1 Invented")
    dana.page.get_by_label("Their post").focus()
    expect(dana.page.get_by_role("status")).to_contain_text("Saved")
    dana.open("/")
    dana.follow("TextSafe: Testo Soughtfor")
    dana.reads("You began this", "It is not recorded.")
    expect(who).to_have_value("PC 1 Invented")
    dana.press("throw it away")
    expect(who).to_have_value("")
