"""One child, two records: another authority knows the child, or one's own has the child twice."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional.desk import DANA, LEE, NORTHMERE, WES, Desk
from tests.functional.program import Program


def test_a_desk_is_told_whom_to_ring_and_nothing_of_the_child(lantern: Program, page: Page) -> None:
    Desk(page, lantern).sign_in(DANA).register("Testa Knownelsewhere")
    wes = Desk(page, lantern).signed_in_as(WES)

    wes.open("/children?q=knownelsewhere")
    wes.reads("Nobody found by")
    wes.does_not_read("Known to another authority")

    wes.open("/children?q=knownelsewhere+testa")
    wes.reads("Known to another authority", NORTHMERE, "01632 960101", "has been recorded")
    wes.does_not_read("Testa Knownelsewhere", "years")


def decide_pair(lee: Desk, name: str, *, decision: str = "Yes, one child") -> str:
    """Decide on the first proposed pair of that name; give where the decision is taken back."""
    lee.open("/duplicates")
    lee.follow(name)
    lee.page.get_by_label(decision).check()
    lee.page.get_by_label("How is it known?").fill("Her worker says so")
    lee.press("Record the decision")
    lee.reads("It is recorded, with your name.")
    return lee.address_of("Take it back")


def test_the_lead_joins_two_records_and_takes_it_back(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    first, second = (
        dana.register(name, years=13) for name in ("Katharina Twinrecord", "Catherina Twinrecord")
    )
    lee = dana.signed_in_as(LEE)

    decide_pair(lee, "Twinrecord")
    lee.open(f"/children/{first}")
    lee.reads("This child has another record.", second, "Her worker says so")
    lee.follow("Catherina Twinrecord")
    lee.reads("This child has another record.", first)
    lee.open(f"/children/{first}/chronology")
    lee.reads(f"Recorded under the other record of this child, {second}")

    lee.open("/duplicates")
    lee.follow("Take it back")
    lee.page.get_by_label("Why is it taken back?").fill("It was her cousin")
    lee.press("Take it back")
    lee.reads("It is taken back.", "Taken back: It was her cousin")
    lee.open(f"/children/{second}")
    lee.does_not_read("another record")
