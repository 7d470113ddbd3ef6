"""Before a child is put on the record: another authority knows one of that name, and whom to ring there."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional.desk import DANA, NORTHMERE, WES, Desk
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
