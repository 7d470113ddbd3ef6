"""A worker decides on an aunt, rings her, and never says where; an uncle must not be told, and shows no number."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.desk import DANA, HOME, SOL, Desk, ago
from tests.functional.program import Program

NUMBER = "01632\N{NO-BREAK SPACE}960455"


def test_a_worker_decides_checks_rings_and_never_says_where(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = dana.report(dana.register("Testa Hasanaunt", placement=HOME), last_seen=ago(hours=3))
    dana.reads("Parents: not decided yet", "Nobody stored for: senior on call")
    dana.follow("Decide who may be told, and ring them")
    add(dana, "Invented Aunt", "aunt", "01632 960455")
    add(dana, "Invented Uncle", "uncle", "01632 960466")
    dana.does_not_read("960455", "960466")

    decide(dana, "Invented Aunt", "May be told", "The child asked for her.")
    decide(dana, "Invented Uncle", "Must not be told", "A court forbids it.")
    dana.reads("Parents: decided", "Must not be told. Do not ring Invented Uncle", NUMBER)
    dana.does_not_read("960466")

    rings(dana)
    dana.follow("Testa Hasanaunt")
    dana.reads("A relative or friend rung", "Rang a relative or friend: spoken to.", "Parents: decided")
    chronology = page.locator("main")
    expect(chronology).not_to_contain_text("Invented Aunt")
    sol = dana.signed_in_as(SOL)
    sol.open(f"/missing/{reference}/people")
    sol.reads("Spoken to", f"by {DANA}")


def add(dana: Desk, name: str, who: str, number: str) -> None:
    dana.press("Add a relative or friend")
    dana.page.get_by_label("Name", exact=True).fill(name)
    dana.page.get_by_label("What are they to the child?").fill(who)
    dana.page.get_by_label("Telephone number").fill(number)
    dana.press("Add")
    dana.reads("Nobody rings them until it is decided")


def decide(dana: Desk, name: str, choice: str, why: str) -> None:
    dana.page.get_by_role("region", name=name).get_by_role("link", name="Decide").click()
    dana.page.get_by_label(choice, exact=True).check()
    dana.page.get_by_label("Why?").fill(why)
    dana.press("Record the decision")
    dana.reads("The decision is recorded, in your name.")


def rings(dana: Desk) -> None:
    dana.follow("Ring them, and record the call")
    dana.reads("Never say where the child is, was placed or was last seen", NUMBER)
    dana.page.get_by_label("I spoke to them").check()
    dana.page.get_by_role("group", name="When did you ring?").get_by_label("Just now").check()
    dana.press("Record the call")
    dana.reads("Enter how you checked who answered")
    dana.page.get_by_label("How did you check who answered?").fill("Rang the number stored before")
    dana.press("Record the call")
    dana.reads("The call is recorded.")
