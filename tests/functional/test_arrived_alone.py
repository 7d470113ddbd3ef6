"""A boy is registered at a port, taken up by the authority, placed outside its area, and handed over with the risk."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional.arriving import give, register_arrival, write_notice
from tests.functional.desk import DANA, HOME, IMRE, NORTHMERE, WES, Desk, ago, fill_when
from tests.functional.program import Program


def test_a_boy_is_registered_at_a_port_and_goes_on_with_what_is_known_of_the_risk(
    lantern: Program, page: Page
) -> None:
    imre = Desk(page, lantern).sign_in(IMRE)
    child = register_arrival(imre, "Testo Ferryman", area=NORTHMERE)
    imre.reads("Nobody has answered", NORTHMERE)
    imre.open(f"/children/{child}")
    imre.reads("Your role does not open this page.")

    dana = imre.signed_in_as(DANA)
    dana.follow("Arrivals")
    dana.follow("Testo Ferryman")
    dana.reads("A man in a white van", "Treated as under 18")
    dana.press("We have this child’s arrival")
    dana.reads("Dana Dutydemo, Duty worker")
    dana.follow("Set what is done, by whom and by which day")
    first = dana.page.get_by_role("group", name="Photograph of the child")
    first.get_by_label("Who does it?").fill("Sol Workerdemo")
    fill_when(first, "By which day?", ago(days=-1), time=False)
    dana.press("Set these")
    dana.reads("Sol Workerdemo")

    placed_outside(dana, child)
    handed_over(dana, child)


def placed_outside(dana: Desk, child: str) -> None:
    """Place him in another authority's area: nobody has approved it; then somebody has, and the host is told."""
    dana.open(f"/children/{child}/placements/new")
    dana.page.get_by_label("Which home or service?").select_option(label=f"{HOME} (Westhaven Council)")
    fill_when(dana.page, "Since which day?", ago(hours=0), time=False)
    dana.page.get_by_role("group", name="Was the child looked after already").get_by_label("No").check()
    dana.press("Record this")
    dana.open(f"/children/{child}/out-of-area")
    dana.reads("No approval is recorded", "in an adjoining one", "The nominated officer".lower())
    dana.press("Record an approval")
    dana.page.get_by_label("The nominated officer").check()
    dana.page.get_by_label("Name and post").fill("Nom Invented, nominated officer")
    dana.page.get_by_label("Just now").check()
    dana.page.get_by_role("group", name="Is it an emergency placement?").get_by_label("No").check()
    dana.page.get_by_label("How was the risk of going missing weighed").fill("Nobody there knows the man")
    dana.press("Record the approval")
    dana.does_not_read("No approval is recorded")
    where = write_notice(dana, child)
    give(dana, where)
    dana.reads("Given to Hos Invented, placements desk", "Nobody has acknowledged it")


def handed_over(dana: Desk, child: str) -> None:
    """Hand him over to the authority in whose area he lives; it accepts in writing, and reads his record then."""
    dana.open(f"/children/{child}/transfer")
    dana.page.get_by_label("Which authority is asked").select_option(label="Westhaven Council")
    dana.page.get_by_label("What is known of the risk of going missing?").fill("A van waits for him")
    dana.page.get_by_label("What is known of trafficking?").fill("A debt for the journey")
    dana.press("Record this")
    dana.reads("Nobody has answered", "A van waits for him")
    dana.page.get_by_label("They take the child over").check()
    dana.page.get_by_label("Who answered?").fill("Rec Invented, head of service")
    dana.page.get_by_label("By secure mail").check()
    dana.page.get_by_label("Just now").check()
    dana.press("Record this")
    dana.reads("Westhaven Council looks after the child now")
    dana.does_not_read("Testo Ferryman")
    wes = dana.signed_in_as(WES)
    wes.open(f"/children/{child}/transfer")
    wes.reads("Accepted in writing", "A van waits for him")
