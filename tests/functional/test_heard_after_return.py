"""A child is back, says not yet, and talks the next day: what was said goes to whom it must, and nowhere else."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.desk import CAM, DANA, HOME, PAT, Desk, ago, fill_when
from tests.functional.hearing import UMA, hold_interview, not_yet, share
from tests.functional.program import Program


def child_is_back(dana: Desk, name: str) -> str:
    reference = dana.report(dana.register(name, placement=HOME), last_seen=ago(hours=9))
    dana.record_police_call(reference, log_number="LOG-12", handler="PC 1")
    dana.record_returned(reference)
    return reference


def test_a_child_who_did_not_want_to_yet_is_heard_and_it_goes_to_whom_it_must(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = child_is_back(dana, "Testa Heardlater")

    uma = dana.signed_in_as(UMA)
    uma.follow("Return interviews to be held")
    row = page.get_by_role("row").filter(has_text="Testa Heardlater")
    expect(row).to_contain_text("Not offered yet")
    expect(row).to_contain_text("Left")
    not_yet(uma, reference, said=ago(minutes=0))
    uma.reads("It closes nothing: offer it again.", "Did not want to talk yet")
    uma.press("What a carer knows")
    uma.reads("Record what a carer or parent knows")

    uma.open(f"/missing/{reference}/after/held")
    uma.press("Record the interview")
    expect(page.get_by_role("alert")).to_contain_text("Say whether the child told you of harm")
    hold_interview(uma, reference, before="pelican-lagoon: a man in a blue car", limits=False)
    expect(page.get_by_role("alert")).to_contain_text(
        "An interview counts as held only where the child was first told"
    )
    expect(page.get_by_label("Before: what made them go?")).to_have_value(
        "pelican-lagoon: a man in a blue car"
    )
    fill_when(page, "When were the limits of confidence said?", ago(minutes=0))
    uma.press("Record the interview")
    page.wait_for_url("**/after")
    uma.reads("Police: to be told at once.", "Social worker: to be told at once.", "pelican-lagoon")

    share(uma, reference, "Police", "A man in a blue car waits at the school")
    share(uma, reference, "Social worker", "The same, and that she is afraid of him")
    share(uma, reference, "Where the child lives", "Please walk her to school")
    uma.does_not_read("to be told at once")
    uma.open("/interviews")
    row = page.get_by_role("row").filter(has_text="Testa Heardlater")
    expect(row).to_have_count(1)  # heard, and now to be told what was done
    expect(row).to_contain_text("Not recorded")

    pat = uma.signed_in_as(PAT)
    pat.open(f"/missing/{reference}/after")
    pat.reads("A man in a blue car waits at the school")
    pat.does_not_read("pelican-lagoon", "afraid of him", "walk her to school")
    cam = pat.signed_in_as(CAM)
    cam.open(f"/missing/{reference}/after")
    cam.reads("What was shared with you", "Please walk her to school")
    cam.does_not_read("pelican-lagoon", "blue car")


def test_gone_again_first_closes_one_return_and_begins_the_next(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    first = child_is_back(dana, "Testa Goneagain")
    dana.open(f"/missing/{first}/after")
    dana.press("Not possible")
    page.get_by_label("Missing again before it could be held").check()
    dana.press("Record it")
    expect(page.get_by_role("alert")).to_contain_text("not recorded missing again since this return")
    page.get_by_label("The child is too unwell").check()
    page.get_by_label("What was tried, when, and by whom?").fill("Ill in bed; the doctor was asked")
    dana.press("Record it")
    dana.reads("Not possible", "Ill in bed; the doctor was asked")
    dana.open("/interviews")
    dana.does_not_read("Testa Goneagain")
