"""How a desk lets a force into one episode that stands in no relation to the child, and rings it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.functional.desk import THIRD_FORCE, Desk


def lets_the_third_force_in(dana: Desk, reference: str) -> None:
    """Let the force into one episode, for four hours."""
    dana.episode(reference)
    dana.follow("Let another force or authority in")
    dana.page.get_by_label("Which police force or authority?").fill("fenm")
    dana.press("Find them")
    dana.press("Let them in")
    dana.reads(f"Let {THIRD_FORCE} in")
    dana.page.get_by_label("4 hours", exact=True).check()
    dana.page.get_by_label("Why do they need it?").fill("Their patrol is with the child at Fenmouth station")
    dana.press("Let them in")
    dana.reference()
    dana.reads(f"{THIRD_FORCE} is let in.", "Another organisation let in, for a time")


def ring_them(dana: Desk) -> None:
    """Tell the force by telephone, on its stored number, and record who was spoken to."""
    rung = (
        dana.page.get_by_role("listitem")
        .filter(has_text=THIRD_FORCE)
        .filter(has_text="Record the call")
        .first
    )
    expect(rung).to_contain_text("01632\N{NO-BREAK SPACE}960799")
    rung.get_by_role("link", name="Record the call").click()
    dana.page.get_by_label("Yes", exact=True).check()
    dana.page.get_by_label("Their name").fill("Sgt Invented")
    dana.page.get_by_label("Their role").fill("Control room")
    dana.page.get_by_label("Just now").first.check()
    dana.press("Record the call")
    dana.reference()
    dana.reads("The call is recorded. They are told.")
