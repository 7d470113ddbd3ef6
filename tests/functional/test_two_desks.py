"""Two people and one child: a colleague who was first, a page that came too late, a button pressed twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.functional.desk import DANA, LEE, SOL, Desk, ago, clock, fill_when, now
from tests.functional.program import Program


def test_second_report_sees_who_was_first_and_joins(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child = dana.register("Odd Secondcall")
    reference = dana.report(child, last_seen=ago(hours=2), said_by="Uma Firstcaller")
    at = clock(now())

    sol = Desk(contexts().new_page(), lantern).sign_in(LEE)
    sol.open("/report?q=Secondcall")
    expect(sol.page.locator("main")).to_contain_text("lready recorded")
    sol.reads(DANA, at[:3])
    assert sol.report(child, last_seen=ago(hours=3), said_by="Vic Secondcaller") == reference
    sol.reads(f"Already recorded by {DANA} at {at[:3]}", "what you typed was added to it")
    sol.reads("Reported missing", "Uma Firstcaller", "Reported again by somebody else", "Vic Secondcaller")


def test_form_that_came_too_late_shows_both_versions_and_loses_nothing(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reference = dana.report(dana.register("Tib Twohands"), last_seen=ago(hours=4))
    sol = Desk(contexts().new_page(), lantern).sign_in(SOL)
    sol.open(f"/missing/{reference}/located")
    sol.page.get_by_role("group", name="When was the child found?").get_by_label("Just now").check()
    sol.page.get_by_role("textbox", name="how is the child?").fill("At the bus station, cold, with a friend.")

    dana.record_police_call(reference, log_number="LOG-TWO-1", handler="PC 4411")
    sol.press("Record that the child is found")

    expect(sol.page).to_have_title("Error: Record that the child is found, not yet back – Lantern")
    sol.reads("Police told by telephone", "LOG-TWO-1", DANA)
    expect(sol.page.get_by_role("textbox", name="how is the child?")).to_have_value(
        "At the bus station, cold, with a friend."
    )
    sol.press("Record that the child is found")
    assert sol.reference() == reference
    sol.reads("Found, not yet back", "At the bus station, cold, with a friend.", "LOG-TWO-1")


def test_button_pressed_twice_opens_one_episode(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    for scripts in (True, False):
        dana = Desk(contexts(java_script_enabled=scripts).new_page(), lantern).sign_in(DANA)
        child = dana.register(f"Dot Doublepress {'with' if scripts else 'without'}")
        dana.open(f"/report/{child}")
        fill_when(dana.page, "When was the child last seen?", ago(hours=1))
        dana.page.locator("main form").last.get_by_role("button").first.dblclick()
        dana.reference()
        dana.reads("Reported missing")
        dana.does_not_read("Reported again by somebody else", "Already recorded")
        dana.open(f"/children/{child}")
        assert dana.page.get_by_role("link").filter(has_text="Open").count() <= 1
