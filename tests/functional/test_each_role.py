"""Each person sees the way to what their role opens, and is told in words what it does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.functional import desk
from tests.functional.desk import Desk, ago
from tests.functional.program import Program

BOARD, REPORT, FIND = "Who is missing now", "Report a child missing", "Find a child"
HOMES, HAND_OVER, ROTA = "Homes", "Hand-over", "Rota"
IMPORTS, MATRIX, SET_UP, OUTBOX = "Imports", "Who may do what", "Set-up", "Outbox"
SEALED, TABLETS, NUMBERS, WORK = "Sealed entries", "Tablets", "Numbers", "Work"
ARRIVALS, DUPLICATES, BUNDLES = "Arrivals", "Possible duplicates", "Bundles"

NAVIGATION = {
    desk.DANA: [BOARD, REPORT, HOMES, FIND, ARRIVALS, WORK, HAND_OVER, ROTA, NUMBERS, MATRIX, OUTBOX],
    desk.WES: [BOARD, REPORT, HOMES, FIND, ARRIVALS, WORK, HAND_OVER, ROTA, NUMBERS, MATRIX, OUTBOX],
    desk.SOL: [BOARD, REPORT, HOMES, FIND, ARRIVALS, WORK, NUMBERS, MATRIX],
    desk.LEE: [
        *(BOARD, REPORT, HOMES, FIND, ARRIVALS, WORK, HAND_OVER, ROTA, NUMBERS, IMPORTS, DUPLICATES, BUNDLES),
        *(MATRIX, OUTBOX),
    ],
    desk.PAT: [BOARD, FIND, WORK, HAND_OVER, ROTA, MATRIX],
    desk.CAM: [BOARD, REPORT, HOMES, HAND_OVER, ROTA, MATRIX, TABLETS],
    desk.IRA: [BOARD, MATRIX],
    desk.GIL: [BOARD, "Your children", FIND, MATRIX],
    desk.IMRE: [BOARD, ARRIVALS, MATRIX],
    desk.OLA: [BOARD, FIND, IMPORTS, SEALED, BUNDLES, MATRIX, OUTBOX],
    desk.ADA: [MATRIX, TABLETS, SET_UP, OUTBOX],
    desk.NAT: [BOARD, MATRIX],
}
PLACES = {
    BOARD: "/",
    REPORT: "/report",
    HOMES: "/home",
    FIND: "/children",
    ARRIVALS: "/arrivals",
    HAND_OVER: "/hand-over",
    ROTA: "/rota",
    NUMBERS: "/numbers",
    IMPORTS: "/imports",
    DUPLICATES: "/duplicates",
    BUNDLES: "/bundles",
    SEALED: "/seals",
    MATRIX: "/access",
    TABLETS: "/tablets",
    SET_UP: "/set-up",
    OUTBOX: "/outbox",
}


@pytest.mark.parametrize("who", desk.EVERYBODY)
def test_navigation_leads_where_the_role_may_go_and_nowhere_else(
    who: str, lantern: Program, page: Page
) -> None:
    at = Desk(page, lantern).sign_in(who)
    links = page.get_by_role("navigation", name="Menu").get_by_role("link")
    assert links.all_inner_texts() == NAVIGATION[who]
    answers = {words: page.request.get(lantern.address + path).status for words, path in PLACES.items()}
    assert answers == {words: 200 if words in NAVIGATION[who] else 403 for words in PLACES}
    closed = next(path for words, path in PLACES.items() if words not in NAVIGATION[who])
    answer = page.goto(lantern.address + closed)
    assert answer is not None
    assert (answer.status, at.title()) == (403, "You cannot do that")
    at.reads("Your role does not open this page.")


def test_another_authoritys_child_cannot_be_found(lantern: Program, page: Page) -> None:
    at = Desk(page, lantern).sign_in(desk.DANA)
    child = at.register("Hidden Northmerechild")
    reference = at.report(child, last_seen=ago(hours=1))
    at.signed_in_as(desk.WES)
    at.open("/children?q=Northmerechild")
    at.does_not_read("Hidden Northmerechild")
    for path in (
        f"/children/{child}",
        f"/missing/{reference}",
        f"/report/{child}",
        f"/missing/{reference}/risk",
    ):
        answer = page.goto(lantern.address + path)
        assert answer is not None
        assert (path, answer.status, at.title()) == (path, 404, "We cannot find that")
        at.does_not_read("Hidden Northmerechild")
    at.open("/")
    expect(page.get_by_role("row").filter(has_text="Northmerechild")).to_have_count(0)


def test_child_living_in_our_area_is_seen_without_what_is_for_its_authority(
    lantern: Program, page: Page
) -> None:
    at = Desk(page, lantern).sign_in(desk.DANA)
    reference = at.report(at.register("Guest Hostedchild", placement=desk.HOME), last_seen=ago(hours=1))
    at.signed_in_as(desk.WES)
    at.episode(reference)
    at.reads("Guest Hostedchild", "Police not rung")
    answer = page.goto(f"{lantern.address}/missing/{reference}/returned")
    assert answer is not None
    assert (answer.status, at.title()) == (403, "You cannot do that")
