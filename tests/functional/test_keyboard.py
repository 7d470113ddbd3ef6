"""The desk without a mouse: a tired hand on Tab, Enter, Space and the arrows, which always sees where it is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional import looking
from tests.functional.desk import DANA, Desk, ago, clock
from tests.functional.program import Program
from tests.functional.typing_only import Keyboard


def test_child_is_reported_and_police_recorded_by_keyboard_alone(lantern: Program, page: Page) -> None:
    hand = Desk(page, lantern)
    hand.open("/sign-in")
    keys = Keyboard(page)
    keys.press("Tab")
    assert keys.at() == "Skip to main content"
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    keys.go_to("E-mail address")
    keys.type("dana@northmere.example")
    keys.go_to("Password")
    keys.type("invented-people-only")
    keys.send()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is missing now")

    keys.go_to("Report a child missing")
    keys.send()
    keys.go_to("Child's name, number or reference")
    keys.type("placeholder")
    keys.send()
    keys.go_to("Report missing : Cleo Placeholder")
    keys.send()
    seen = ago(hours=1)
    keys.go_to("Day")
    for box in (seen.day, seen.month, seen.year, *clock(seen).split(":")):
        keys.type(str(box))
        keys.press("Tab")
    keys.go_to("Report missing")
    keys.send()
    reference = hand.reference()
    hand.reads("Cleo Placeholder", "Police not rung")

    keys.go_to("Record the call to the police")
    keys.send("Space")
    keys.go_to("Yes")
    keys.press("Space")
    keys.go_to("Police log number")
    keys.type("LOG-KEYS")
    keys.go_to("Who did you speak to?")
    keys.type("PC 4411")
    keys.go_to("Just now")
    keys.press("Space")
    keys.send()
    assert hand.reference() == reference
    hand.reads("Police told", "LOG-KEYS", DANA)
    assert keys.unseen == [], "The focus could not be seen here."
    assert looking.scrolls_sideways(page) == []
