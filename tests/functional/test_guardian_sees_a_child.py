"""A guardian is named by their account, reads this child's record, challenges, is answered, and then sees nothing."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional.desk import DANA, GIL, HOME, Desk
from tests.functional.program import Program
from tests.functional.victim import challenges, just_now, names_a_guardian


def test_a_guardian_sees_one_child_until_they_leave(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    other = dana.register("Testa Notguarded", placement=HOME)
    child = dana.register("Testo Guarded", placement=HOME)
    names_a_guardian(dana, child)
    dana.reads("Sees this child by their own account, until they leave. Let in by Dana Dutydemo")

    gil = dana.signed_in_as(GIL)
    gil.follow("Your children")
    gil.reads("Testo Guarded")
    gil.does_not_read("Testa Notguarded")
    gil.follow("Testo Guarded")
    gil.reads("Your role does not see these. If you need them, ring the duty team.")
    gil.follow("Concern about trafficking")
    gil.does_not_read("Record that the guardian has left")
    gil.follow("Record what the guardian challenges")
    gil.reads("Leave out what the child told you in confidence.")
    challenges(gil, child)
    gil.reads("The house is known to them.", "Not answered yet")
    gil.open(f"/children/{other}")
    gil.reads("There is nothing by that reference that you may see.")

    gil.signed_in_as(DANA).open("/guardians")
    row = dana.page.get_by_role("row").filter(
        has_text="Testo Guarded"
    )  # others' guardians stand on this list too
    row.get_by_role("link", name="Safer accommodation").click()
    dana.reads("The house is known to them.")
    dana.page.get_by_label("No", exact=True).check()
    just_now(dana, "When was it answered?")
    dana.page.get_by_label("What is done, or why not?").fill("A stay elsewhere was offered first.")
    dana.press("Record the answer")
    dana.reads("Answer: not agreed")
    dana.follow("Record that the guardian has left")
    just_now(dana, "When did it end?")
    dana.page.get_by_label("Why?").fill("Another was named.")
    dana.press("Record that the guardian has left")
    dana.reads("Recorded. If the child still needs a guardian, ask for another.")

    dana.signed_in_as(GIL).open(f"/children/{child}")
    gil.reads("There is nothing by that reference that you may see.")
    gil.open("/guardians")
    gil.does_not_read("Testo Guarded")
