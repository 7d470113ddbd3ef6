"""A child comes into care: the first visit and the first review are owed, done on the page, and the next are owed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.desk import DANA, HOME, Desk, ago, fill_when
from tests.functional.program import Program


def choose(dana: Desk, question: str, answer: str) -> None:
    dana.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def comes_into_care(dana: Desk, child: str) -> None:
    dana.open(f"/children/{child}/placements/new")
    dana.page.get_by_label("Which home or service?").select_option(label=f"{HOME} (Westhaven Council)")
    fill_when(dana.page, "Since which day?", ago(days=2), time=False)
    choose(dana, "Was the child looked after already", "No")
    dana.press("Record this")
    dana.reads("The child came into care with this placement.")


def test_what_a_placement_begins_is_done_and_the_next_is_owed(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Visited", years=15)
    comes_into_care(dana, child)
    dana.open(f"/children/{child}")
    dana.reads("First visit to the child in the placement", "First review of the child's case")

    dana.follow("Visits, reviews, and what else was done in the case")
    dana.reads("None is recorded.")
    dana.follow("Record a visit")
    fill_when(dana.page, "On which day was the visit?", ago(days=1), time=False)
    dana.page.get_by_label("Who visited?").fill("Sol Invented, social worker")
    choose(dana, "Where?", "Where the child lives")
    choose(dana, "Was the child seen?", "Seen, not alone")
    dana.press("Record this")
    expect(dana.page.get_by_role("alert")).to_contain_text("Say why the child was not seen alone.")
    expect(dana.page.get_by_label("Who visited?")).to_have_value("Sol Invented, social worker")
    dana.page.get_by_label("If not seen, or not alone: why not?").fill("She asked her key worker to stay.")
    dana.press("Record this")
    dana.reads("Recorded. Nobody was told by this.", "Seen, not alone", "She asked her key worker to stay.")

    dana.follow("Record a review that was held")
    fill_when(dana.page, "On which day was it held?", ago(days=0), time=False)
    choose(dana, "Which review was it?", "The first since the child came into care")
    dana.page.get_by_label("Who chaired it?").fill("Ria Invented, reviewing officer")
    choose(dana, "Did it consider whether needs", "Not considered")
    choose(dana, "Did it consider whether the placement", "Yes")
    dana.page.get_by_label("What was decided, and who does it?").fill("She stays, and sees a mentor.")
    dana.press("Record this")
    dana.reads("Review held", "She stays, and sees a mentor.")

    dana.open(f"/children/{child}")
    dana.reads(
        "Next visit to the child in the placement",
        "Second review of the child's case",
        "Review considers needs from trafficking or from being unaccompanied",
    )
    dana.follow("Why is this owed?")
    dana.reads("Regulation 28(2)", "Regulation 33(2)")


def test_an_entry_in_error_is_withdrawn_and_the_visit_is_owed_again(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testo Wrongvisit", years=14)
    comes_into_care(dana, child)
    dana.open(f"/children/{child}/casework/child_visited")
    fill_when(dana.page, "On which day was the visit?", ago(days=1), time=False)
    dana.page.get_by_label("Who visited?").fill("Sol Invented, social worker")
    choose(dana, "Where?", "Where the child lives")
    choose(dana, "Was the child seen?", "Seen alone")
    dana.press("Record this")
    dana.follow("Withdraw this")
    dana.page.get_by_role("radio").first.check()
    dana.press("Strike this entry")
    dana.reads("Struck: entered in error")
    dana.open(f"/children/{child}")
    dana.reads("First visit to the child in the placement")
    dana.does_not_read("Next visit to the child in the placement")
