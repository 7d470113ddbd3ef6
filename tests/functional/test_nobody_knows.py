"""A boy whom nobody knows is reported in a minute with a photograph, matched with one who is known, and not him."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.factories.pictures import photograph_file
from tests.functional import looking
from tests.functional.desk import CAM, DANA, HOME, Desk
from tests.functional.program import Program

PHOTOGRAPH = {"name": "port.png", "mimeType": "image/png", "buffer": photograph_file(colour="teal")}
HEIC = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + b"\0" * 40}


def test_a_boy_nobody_knows_is_reported_matched_and_the_match_taken_back(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    known = dana.register("Tesfay Knowndemo", placement=HOME)
    dana.open("/report?q=Tesfaldet")
    dana.follow("report a child nobody knows yet")
    page = dana.page
    expect(page.get_by_label("Name, as it was heard")).to_have_value("Tesfaldet")
    page.get_by_role("group", name="When was the child last seen?").get_by_label("Just now").check()
    page.get_by_label("Where, by whom, and who with").fill("The ferry port, with two men")
    page.get_by_label("About how old?").fill("15")
    page.get_by_label("What is worrying?").fill("They spoke for him")
    page.get_by_label("Photograph").set_input_files(HEIC)  # type: ignore[arg-type]
    dana.press("Report missing")
    expect(page.get_by_role("alert")).to_contain_text("Take a screenshot of the photograph")
    expect(page.get_by_label("What is worrying?")).to_have_value("They spoke for him")
    page.get_by_label("Photograph").set_input_files(PHOTOGRAPH)  # type: ignore[arg-type]
    dana.press("Report missing")
    episode = dana.reference()
    dana.reads("Name as heard: Tesfaldet, not yet identified", "Nobody knows yet who this child is")
    picture = page.get_by_role("img", name="Photograph of the child")
    assert picture.evaluate("image => image.naturalWidth") == 60
    dana.open("/")
    dana.reads("Name as heard: Tesfaldet, not yet identified")

    dana.episode(episode)
    dana.follow("Search for who it may be")
    page.get_by_label("Child's name, number or reference").fill("Tesfay Knowndemo")
    dana.press("Find the child")
    dana.press("Compare the two")
    dana.reads("Are these one child?", "Tesfaldet", "Tesfay Knowndemo")
    assert looking.scrolls_sideways(page) == []
    page.get_by_label("How is it known?").fill("His key worker knew him from the photograph")
    dana.press("They are one child")

    page.wait_for_url(f"**/children/{known}")
    dana.reads("Matched.", "Tesfay Knowndemo", "Tesfaldet", "Recorded missing now", "Recorded before anybody")
    dana.follow("Open what is known")
    assert dana.reference() == episode
    dana.reads(
        "Tesfay Knowndemo", "Now known who this child is", "His key worker knew him", "They spoke for him"
    )
    expect(page.get_by_role("img", name="Photograph of the child")).to_have_count(1)

    cam = Desk(contexts().new_page(), lantern).sign_in(CAM)
    cam.episode(episode)
    cam.reads("Tesfay Knowndemo")
    expect(cam.page.get_by_role("img", name="Photograph of the child")).to_have_count(0)

    dana.open(f"/children/{known}")
    dana.follow("Not the same child? Take the match back")
    dana.reads("Not the same child: take the match back")
    assert looking.scrolls_sideways(page) == []
    page.get_by_label("How is it known that they are two children?").fill("His brother says it is not him")
    dana.press("Take the match back")
    dana.reads("The match is taken back", "Nobody knows yet who this child is", "That was taken back on")
    dana.follow("Open what is known")
    assert dana.reference() == episode
    dana.reads(
        "Name as heard: Tesfaldet, not yet identified",
        "Struck: entered in error",
        "His brother says it is not him",
        "They spoke for him",
    )
    expect(page.get_by_role("img", name="Photograph of the child")).to_have_count(1)
    dana.open(f"/children/{known}")
    dana.reads("What was recorded of a child nobody knew was put here on")
    dana.does_not_read("Tesfaldet", "Recorded missing now")
    cam.episode(episode)
    cam.reads("We cannot find that")


def test_a_girl_is_given_a_name_by_hand_and_it_was_another_girl(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    page = dana.page
    dana.open("/report/unknown")
    page.get_by_label("Child's name, number or reference").fill("Almaz")
    dana.press("Find the child")
    dana.reads("Nobody found by")
    assert (looking.scrolls_sideways(page), looking.faults_for_assistive_technology(page)) == ([], [])
    dana.press("Report a child nobody knows")
    expect(page.get_by_label("Name, as it was heard")).to_have_value("Almaz")
    page.get_by_role("group", name="When was the child last seen?").get_by_label("Just now").check()
    dana.press("Report missing")
    episode = dana.reference()
    dana.follow("Open the child's record")
    dana.follow("say who it is")
    page.get_by_label("Name", exact=True).fill("Almaz Wronglynamed")
    page.get_by_label("How is it known?").fill("She said so herself")
    dana.press("Record who this child is")
    dana.reads("Almaz Wronglynamed", "it was recorded by hand who this child is")
    dana.record_returned(episode)

    dana.open(f"/missing/{episode}")
    dana.follow("Open the child's record")
    dana.follow("Not this child? Take the name back")
    dana.reads("Not this child: take the name back", "Is back")
    assert looking.scrolls_sideways(page) == []
    page.get_by_label("Almaz Wronglynamed").check()
    page.get_by_label("How is it known that it is not this child?").fill("Her mother has her at home")
    dana.press("Take the name back")

    dana.reads("It is taken back", "Nobody knows yet who this child is", "The name was: Almaz Wronglynamed")
    dana.follow("Open what is known")
    assert dana.reference() == episode
    dana.reads(
        "Name as heard: Almaz, not yet identified",
        "Struck: entered in error",
        "She said so herself",
        "Her mother has her at home",
    )
    dana.open("/")
    dana.reads("Name as heard: Almaz, not yet identified")


def test_two_children_nobody_knows_are_kept_unfinished_beside_each_other(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    page = dana.page
    for heard, age in (("Draftone", "14"), ("Drafttwo", "16")):
        dana.open("/report/unknown?name=")
        page.get_by_label("Name, as it was heard").fill(heard)
        page.get_by_label("About how old?").fill(age)
        page.get_by_label("What is worrying?").fill(f"All that is known of {heard}")
        expect(page.locator("[data-draft-said]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    dana.open("/")
    dana.reads("Draftone", "Drafttwo")
    dana.follow("Draftone")
    expect(page.get_by_label("What is worrying?")).to_have_value("All that is known of Draftone")
    expect(page.get_by_label("About how old?")).to_have_value("14")
    assert looking.scrolls_sideways(page) == []
    page.get_by_role("group", name="When was the child last seen?").get_by_label("Just now").check()
    dana.press("Report missing")
    dana.reads("Name as heard: Draftone, not yet identified")

    dana.open("/report/unknown?name=")
    dana.reads("Drafttwo")
    dana.does_not_read("Draftone")
    expect(page.get_by_label("Name, as it was heard")).to_have_value("")
    dana.follow("Drafttwo")
    expect(page.get_by_label("What is worrying?")).to_have_value("All that is known of Drafttwo")
    dana.press("throw it away")
    dana.does_not_read("Drafttwo")
