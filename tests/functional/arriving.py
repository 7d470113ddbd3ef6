"""What a port and an authority record of a child who arrived alone, or is placed outside the area."""

from __future__ import annotations

from tests.functional.desk import Desk, ago, fill_when


def register_arrival(desk: Desk, name: str, *, area: str = "", hours: int = 2) -> str:
    """Search first, then register a child who arrived alone; give the reference."""
    desk.open("/arrivals")
    desk.page.get_by_label("Child's name, number or reference").fill(name)
    desk.press("Find the child")
    desk.press("Not found: register a child who arrived alone")
    if area:
        desk.page.get_by_label("In which authority’s area?").select_option(label=area)
    desk.page.get_by_label("Where did the child arrive?").fill("Nesmouth ferry port")
    fill_when(desk.page, "When?", ago(hours=hours))
    desk.page.get_by_label("How old does the child say they are?").fill("16")
    desk.page.get_by_role("group", name="Was there an interpreter?").get_by_label("Yes").check()
    desk.page.get_by_label("Language", exact=True).fill("Tigrinya")
    independent = desk.page.get_by_role("group", name="Is the interpreter independent")
    independent.get_by_label("Not known").check()
    desk.page.get_by_label("Who met them, or was to meet them?").fill("A man in a white van")
    desk.press("Register the child, and tell the authority")
    desk.page.wait_for_url("**/arrivals")
    said = desk.page.locator("main").get_by_text("Registered, reference").first.inner_text()
    return said.split("reference ")[1].split(".")[0]


def write_notice(dana: Desk, child: str) -> str:
    """Write a notice to the host authority of where the child lives; give where it was given is recorded."""
    dana.open(f"/children/{child}/out-of-area/notice")
    fill_when(dana.page, "On which day does the placement begin, or did it?", ago(days=-1), time=False)
    dana.page.get_by_role("group", name="Is it an emergency placement?").get_by_label("No").check()
    dana.page.get_by_label("What does the assessment say of the child’s needs?").fill("A school place")
    dana.page.get_by_label("Why is this placement the most suitable?").fill("They speak his language")
    dana.page.get_by_label("A copy goes with this notice").check()
    dana.press("Write the notice")
    dana.page.wait_for_url("**/out-of-area")
    return dana.address_of("It was given to somebody")


def give(dana: Desk, where: str) -> None:
    """Record that the notice was given by hand."""
    dana.open(where)
    dana.page.get_by_label("To whom at the host authority?").fill("Hos Invented, placements desk")
    dana.page.get_by_label("By hand").check()
    dana.page.get_by_label("Just now").check()
    dana.press("Record this")
    dana.page.wait_for_url("**/out-of-area")
