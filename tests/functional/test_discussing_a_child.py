"""A child is discussed; what was decided has an owner and a day; police answer a challenge; the meeting records."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.desk import DANA, FORCE, HOME, LEE, NORTHMERE, PAT, Desk, ago
from tests.functional.discussing import (
    fill_discussion,
    give_minutes,
    hold_discussion,
    put_challenge,
    record_level,
    set_action,
)
from tests.functional.program import Program


def test_what_a_discussion_decided_is_done_by_its_owner(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Talkedabout", placement=HOME, years=15)
    missing = dana.report(child, last_seen=ago(hours=3))
    discussion = hold_discussion(dana, child)
    dana.reads("Nia Nurse", "initial child protection conference by", "text seen (2nd)")
    give_minutes(dana)
    dana.follow("Record that they have them")
    dana.page.get_by_label("Day").fill(str(ago().day))
    dana.page.get_by_label("Month").fill(str(ago().month))
    dana.page.get_by_label("Year").fill(str(ago().year))
    dana.page.get_by_label("Who said so, and how?").fill("She rang back")
    dana.press("Record it")
    dana.reads("She rang back")
    set_action(dana, words="Ring the friend", organisation=FORCE)
    with dana.page.expect_download() as taken:
        dana.page.evaluate(
            "at => { const a = document.createElement('a'); a.href = at; a.download = ''; a.click(); }",
            f"{discussion}/minutes.pdf",
        )
    assert "Talkedabout" not in taken.value.suggested_filename

    pat = dana.signed_in_as(PAT)
    pat.open("/to-do/organisation")
    pat.reads("Ring the friend", "Testa Talkedabout")
    pat.follow("Ring the friend")
    pat.page.get_by_label("It is done").check()
    pat.page.get_by_label("What came of it, or why?").fill("The friend saw her at eight.")
    pat.press("Record it")
    pat.reads("The friend saw her at eight.")
    pat.open("/to-do/organisation")
    expect(pat.page.get_by_role("link", name="Ring the friend")).to_have_count(0)
    dana.signed_in_as(DANA).open(discussion)
    dana.reads("The friend saw her at eight.", PAT)
    assert missing


def test_a_discussion_sent_half_typed_keeps_what_was_typed(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Testa Halftyped", placement=HOME)
    dana.open(f"/children/{child}/discussions/new")
    fill_discussion(dana)
    for part in ("name", "post", "organisation"):
        dana.page.get_by_label(f"Person 2: {part}").fill("")
    dana.press("Record the discussion")
    expect(dana.page.get_by_role("alert")).to_contain_text("Nobody is entered for the police")
    expect(dana.page.get_by_label("What was decided?")).to_have_value("The police ring the friend tonight.")
    dana.page.get_by_label("Who could not take part").fill("Police: no officer free tonight")
    dana.press("Record the discussion")
    dana.reads("Not there", "The police.", "Police: no officer free tonight")


def test_the_police_answer_a_challenge_and_the_lead_lowers_the_floor(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    missing = dana.report(dana.register("Testa Challenged", years=15), last_seen=ago(hours=3))
    record_level(dana, missing)
    dana.open(f"/missing/{missing}")
    dana.follow("What it rests on")
    dana.reads("Her telephone is off", "The police hold less than your authority asks for: at least Medium")
    dana.press("Challenge it")
    put_challenge(dana)
    dana.reads("Challenge not answered")
    pat = dana.signed_in_as(PAT)
    pat.open("/to-do/organisation")
    pat.follow("She owes money to a man.")
    pat.follow("Record what the police answered")
    pat.page.get_by_label("They keep their level").check()
    pat.page.get_by_label("Which officer answered?").fill("Inspector Invented")
    pat.page.get_by_label("Just now").check()
    pat.page.get_by_label("What did they say?").fill("They know of the man.")
    pat.press("Record the answer")
    pat.reads("Recorded: the police keep their level.")
    lee = pat.signed_in_as(LEE)
    lee.open(f"/missing/{missing}/risk/held")
    lee.follow("Lower the local floor")
    lee.page.get_by_label("Low", exact=True).check()
    lee.page.get_by_label("Why?").fill("Her school sees her every day")
    lee.press("Lower it")
    lee.open(f"/missing/{missing}/risk/held")
    lee.reads("Her school sees her every day")
    lee.does_not_read("The police hold less")


def test_the_morning_meeting_leaves_a_decision_with_an_owner_and_a_day(lantern: Program, page: Page) -> None:
    lee = Desk(page, lantern).sign_in(LEE)
    child = lee.register("Testa Decidedupon", placement=HOME)
    lee.report(child, last_seen=ago(hours=3))
    lee.open("/to-do")
    lee.follow("Morning meeting")
    row = lee.page.get_by_role("row").filter(has_text="Testa Decidedupon")
    row.get_by_role("link", name="Record a decision").click()
    set_action(lee, words="Visit the aunt", organisation=NORTHMERE, owner="Social worker")
    lee.reads("Decided today", "Visit the aunt")
    lee.open("/to-do/authority")
    lee.reads("Visit the aunt", "Police told that the child is missing")
