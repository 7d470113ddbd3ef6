"""A home sees a sign, the authority refers, the decision comes, and the guardian is heard and answered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.desk import CAM, DANA, HOME, Desk, ago
from tests.functional.program import Program
from tests.functional.victim import (
    challenges,
    decides,
    just_now,
    names_a_guardian,
    records_signs,
    refers,
    sends_the_welfare_form,
    takes_a_view,
)


def test_from_the_first_sign_to_the_decision_and_the_guardian(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testo Debtandnumber", placement=HOME, years=15)
    a_home_records_a_sign(dana.signed_in_as(CAM), child)

    dana.signed_in_as(DANA).open(f"/children/{child}")
    dana.follow("Concern about trafficking")
    dana.reads("Adults wait outside the place where the child lives: observed", "No view is recorded yet.")
    takes_a_view(dana, child, "Potential victim", "A debt, and adults who wait outside.")
    dana.open("/concerns/not-referred")
    dana.reads("Testo Debtandnumber", "Nobody has said why")

    dana.open(f"/children/{child}/nrm/new")
    dana.reads("The child welfare form comes first.", "is not asked for consent")
    sends_the_welfare_form(dana, child)
    refers(dana, child)
    dana.open("/concerns/not-referred")
    dana.reads("Testo Debtandnumber")  # the home's sign is newer than the referral

    dana.open(f"/children/{child}/concern")
    referral = dana.address_of("Open what referral 1 says")
    decides(dana, referral, "Conclusive grounds", ago(days=3))
    dana.reads("A conclusive grounds decision follows a positive reasonable grounds decision.")
    decides(dana, referral, "Reasonable grounds", ago(days=35))
    dana.reads("Our view: potential victim", "Reasonable grounds: positive", "Recovery period")
    decides(dana, referral, "Conclusive grounds", ago(days=3))
    dana.reads("Conclusive grounds: positive", "the later of the conclusive grounds decision and the 30 days")
    takes_the_sheet_along(dana, referral)
    hears_and_answers_the_guardian(dana, child)


def a_home_records_a_sign(cam: Desk, child: str) -> None:
    cam.open(f"/children/{child}")
    cam.does_not_read("Concern about trafficking")
    cam.follow("see whom to ask for a referral")
    cam.reads("You cannot refer this child. Ask one of these to do it:", "Northmere Council")
    records_signs(cam, child, "Adults wait outside the place", evidence="A grey car, three nights.")
    cam.reads("Recorded, in your name.")
    cam.does_not_read("A grey car")


def takes_the_sheet_along(dana: Desk, referral: str) -> None:
    dana.open(referral)
    with dana.page.expect_download() as taken:
        dana.follow("Sheet as PDF")
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"
    dana.follow("Sheet as JSON")
    expect(dana.page.locator("body")).to_contain_text('"is_recorded": true')


def hears_and_answers_the_guardian(dana: Desk, child: str) -> None:
    dana.open(f"/children/{child}/guardian/contact")
    dana.page.get_by_label("What was said?").fill("Nothing yet")
    just_now(dana, "When was it?")
    dana.press("Record the contact")
    dana.reads("No guardian of this child is recorded.")
    names_a_guardian(dana, child)
    challenges(dana, child)
    answer = dana.address_of("Answer the challenge")
    dana.reads("Challenge: Safer accommodation", "Not answered yet")
    dana.open(answer)
    dana.page.get_by_label("Yes", exact=True).check()
    just_now(dana, "When was it answered?")
    dana.page.get_by_label("What is done, or why not?").fill("Moved today.")
    dana.press("Record the answer")
    dana.reads("Answer: agreed", "Moved today.")
    dana.does_not_read("Not answered yet")
