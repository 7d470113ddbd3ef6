"""Four children, each from the first concern to being heard, as those who do the work would do it at the pages."""

from __future__ import annotations

import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.functional.arriving import give, register_arrival, write_notice
from tests.functional.desk import CAM, DANA, FAY, HOME, IMRE, NORTHMERE, WES, Desk, ago, fill_when
from tests.functional.discussing import hold_discussion, put_challenge, record_level
from tests.functional.forty import TIMES, WHY_GRAVE
from tests.functional.hearing import UMA, hold_interview, not_yet
from tests.functional.letting_in import lets_the_third_force_in
from tests.functional.program import Program
from tests.functional.victim import (
    challenges,
    decides,
    names_a_guardian,
    records_signs,
    refers,
    sends_the_welfare_form,
    takes_a_view,
)


def test_a_boy_who_disappears_eleven_hours_after_screening_at_a_port(lantern: Program, page: Page) -> None:
    imre = Desk(page, lantern).sign_in(IMRE)
    child = register_arrival(imre, "Testo Elevenhours", area=NORTHMERE, hours=13)
    dana = imre.signed_in_as(DANA)
    dana.follow("Arrivals")
    dana.follow("Testo Elevenhours")
    dana.reads("A man in a white van", "Treated as under 18")
    dana.press("We have this child’s arrival")
    records_signs(dana, child, "Was given a telephone number to ring", evidence="Written on his wrist.")

    reference = dana.report(child, last_seen=ago(hours=2))
    dana.reads("Testo Elevenhours", "Home Office")
    dana.open(f"/missing/{reference}/risk/held")
    dana.reads("At least High.")
    minutes = hold_discussion(dana, child)
    dana.open(minutes)
    dana.reads("Nia Nurse")
    dana.open("/to-do/meeting")
    expect(page.get_by_role("row").filter(has_text="Testo Elevenhours").first).to_be_visible()
    dana.open(f"/children/{child}/chronology")
    dana.reads("Arrived alone", "A sign of exploitation", "Strategy discussion")


def test_a_girl_with_forty_short_absences_is_no_less_at_risk_the_next_time(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Fortytimes", placement=HOME, years=15)
    goes_missing_forty_times(lantern, child)

    reference = dana.report(child, last_seen=ago(hours=1))
    dana.open(f"/missing/{reference}/risk/held")
    dana.reads("Not assessed yet.", "At least High.", "The police held this when the child was last seen")
    dana.reads("How often a child was missing before never lowers this.")
    dana.open("/")
    row = page.get_by_role("row").filter(has_text="Testa Fortytimes")
    expect(row).to_contain_text("Not assessed")

    record_level(dana, reference)
    dana.open(f"/missing/{reference}/risk/held")
    dana.reads("The police hold less than your authority asks for", "At least High.")
    dana.press("Challenge it")
    put_challenge(dana)
    dana.record_returned(reference)

    dana.open(f"/children/{child}/chronology")
    dana.reads("Testa Fortytimes", WHY_GRAVE)
    uma = dana.signed_in_as(UMA)
    one_talk_answers_several(uma, reference)


def goes_missing_forty_times(lantern: Program, child: str) -> None:
    words = [sys.executable, "-m", "tests.functional.forty", child]
    subprocess.run(words, env=lantern.environment, check=True, capture_output=True, text=True)


def one_talk_answers_several(uma: Desk, reference: str) -> None:
    """Hear the child once, of this time and of every time before it whose interview nobody held."""
    uma.open(f"/missing/{reference}/after/held")
    others = uma.page.get_by_role("group", name="Which other times missing does it answer too?")
    expect(others.get_by_role("checkbox")).to_have_count(TIMES)
    others.get_by_role("checkbox").first.check()
    hold_interview(uma, reference, before="They said it was my choice", opens=False)
    uma.page.wait_for_url("**/after")
    uma.reads("It answers 1 other time missing too")


def test_a_child_placed_in_the_area_of_another_authority_is_found_by_a_third_force(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Thirdarea", placement=HOME, years=14)
    give(dana, write_notice(dana, child))
    dana.reads("Given to Hos Invented, placements desk")
    reference = dana.report(child, last_seen=ago(hours=5))
    wes = dana.signed_in_as(WES)
    expect(page.get_by_role("row").filter(has_text="Testa Thirdarea")).to_be_visible()
    lets_the_third_force_in(wes.signed_in_as(DANA), reference)

    fay = dana.signed_in_as(FAY)
    fay.record_located(reference, words="On a bench at Fenmouth station. Cold, not hurt.")
    fay.reads("Found, not yet back")
    dana = fay.signed_in_as(DANA)
    dana.record_returned(reference)
    uma = dana.signed_in_as(UMA)
    hold_interview(uma, reference, before="Nobody spoke my language there")
    page.wait_for_url("**/after")
    uma.reads("Nobody spoke my language there")


def test_a_victim_with_a_guardian_who_says_not_yet_twice_talks_the_third_time(
    lantern: Program, page: Page
) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testo Thirdtime", placement=HOME, years=16)
    records_signs(dana.signed_in_as(CAM), child, "Owes money to somebody", evidence="Said at breakfast.")
    is_found_to_be_a_victim(dana.signed_in_as(DANA), child)
    names_a_guardian(dana, child)
    challenges(dana, child)
    answer = dana.address_of("Answer the challenge")
    reference = dana.report(child, last_seen=ago(hours=40))
    dana.record_returned(reference)

    uma = dana.signed_in_as(UMA)
    for _ in range(2):
        not_yet(uma, reference, said=ago(minutes=0))
    expect(page.get_by_role("heading", name="Did not want to talk yet")).to_have_count(2)
    uma.open("/interviews")
    expect(page.get_by_role("row").filter(has_text="Testo Thirdtime")).to_contain_text("Left")
    hold_interview(uma, reference, before="He was afraid of the debt")
    page.wait_for_url("**/after")
    uma.reads(
        "Police: to be told at once.", "Social worker: to be told at once.", "He was afraid of the debt"
    )

    the_guardian_is_answered(uma.signed_in_as(DANA), answer)
    dana.open(f"/children/{child}/chronology")
    dana.reads("Conclusive grounds", "Return interview")


def is_found_to_be_a_victim(dana: Desk, child: str) -> None:
    takes_a_view(dana, child, "Potential victim", "The debt, and a number to ring.")
    sends_the_welfare_form(dana, child)
    refers(dana, child)
    referral = dana.address_of("Open what referral 1 says")
    decides(dana, referral, "Reasonable grounds", ago(days=35))
    decides(dana, referral, "Conclusive grounds", ago(days=3))
    dana.reads("Conclusive grounds: positive")


def the_guardian_is_answered(dana: Desk, answer: str) -> None:
    dana.open(answer)
    dana.page.get_by_label("Yes", exact=True).check()
    fill_when(dana.page, "When was it answered?", ago(minutes=0))
    dana.page.get_by_label("What is done, or why not?").fill("Moved today, to a place they do not know.")
    dana.press("Record the answer")
    expect(dana.page).to_have_url(re.compile(r"/children/"))
    dana.reads("Answer: agreed", "Moved today")
