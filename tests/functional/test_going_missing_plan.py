"""A plan is written, held by the home, in force on the night, and follows the child to another home."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional.desk import CAM, DANA, HOME, Desk, ago, fill_when
from tests.functional.program import Program


def write_plan(desk: Desk, child: str, *, places: str) -> None:
    """Write a version with one first action, to be reviewed in four weeks."""
    desk.open(f"/children/{child}/plan/write")
    first = desk.page.get_by_role("group", name="First action 1")
    first.get_by_label("What is done").fill("Ring her telephone")
    first.get_by_label("Who does it").fill("The carer on shift")
    desk.page.get_by_label("Places", exact=True).fill(places)
    desk.page.get_by_label("Who keeps this plan true?").fill("Sol Invented")
    fill_when(desk.page, "When is it reviewed next?", ago(days=-28), time=False)
    desk.press("Write this version")
    desk.page.wait_for_url("**/plan")


def test_a_plan_is_written_held_in_force_on_the_night_and_follows_the_child(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Planned", placement=HOME, years=14)
    dana.reads("No plan was written")
    write_plan(dana, child, places="The bus station")
    dana.reads("Version 1, written", "Nobody has said so yet, so it counts as not held.")

    cam = dana.signed_in_as(CAM)
    cam.open(f"/children/{child}")
    cam.reads(f"{HOME} does not hold it yet")
    cam.open(f"/children/{child}/plan")
    cam.reads("The bus station", "Ring her telephone")
    says_what_it_holds(cam)

    dana = cam.signed_in_as(DANA)
    dana.open(f"/children/{child}")
    dana.reads(f"{HOME} holds it, and a carer was briefed.")
    missing = dana.report(child, last_seen=ago(hours=1))
    write_plan(dana, child, places="The arcade")
    dana.follow("What changed")
    dana.reads("What changed from version 1 to version 2", "The bus station", "The arcade")
    dana.open(f"/missing/{missing}")
    dana.reads("Version 1, written", "Written since: version 2.", "Ring her telephone")
    dana.open(f"/missing/{missing}/sheet")
    dana.reads("Version 1, written", "Ring her telephone")

    moves(dana, child)
    dana.open(f"/children/{child}")
    dana.reads("Quayside House does not hold it yet")
    cam = dana.signed_in_as(CAM)
    cam.open(f"/children/{child}/plan")
    cam.reads("There is nothing by that reference that you may see.")


def says_what_it_holds(cam: Desk) -> None:
    cam.press("Say what the placement holds")
    cam.press("Record this")
    cam.reads("until somebody says so, it counts as not held")
    cam.page.get_by_label("It holds this version of the plan").check()
    cam.page.get_by_label("It holds the guidance").check()
    cam.page.get_by_label("Which carer was briefed?").fill("Cam Carerdemo")
    cam.press("Record this")
    cam.reads("Recorded, with who said so and when.", f"Said by {CAM}")


def moves(dana: Desk, child: str) -> None:
    dana.open(f"/children/{child}/placements")
    dana.press("Record a move")
    home = dana.page.get_by_label("Which home or service?")
    wanted = home.locator("option").filter(has_text="Quayside House").first
    home.select_option(value=wanted.get_attribute("value"))
    fill_when(dana.page, "Since which day?", ago(hours=0), time=False)
    dana.press("Record this")
    dana.reads("Say why it ended.")
    dana.page.get_by_label("Why did the placement before it end?").fill("Nearer to her school.")
    dana.press("Record this")
    dana.reads("Nobody was told by this.", "Quayside House")
