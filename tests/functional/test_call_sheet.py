"""One call at two in the morning: typed while it is saved, broken off, gone on with, read out, printed, added to."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.functional import looking
from tests.functional.desk import DANA, HOME, LEE, Desk, ago, fill_when
from tests.functional.program import Program

NOT_SAVED = "Not saved: keep this page open"
TEN_SECONDS = 10_000


def answer(page: Page, question: str, chosen: str = "", words: str = "") -> None:
    """Answer one of the questions that the police will ask."""
    asked = page.get_by_role("group", name=question)
    if chosen:
        asked.get_by_label(chosen, exact=True).check()
    if words:
        asked.get_by_role("textbox").fill(words)


def reads_out(page: Page, question: str, said: str) -> None:
    """Expect the sheet to answer a question so."""
    line = page.locator("dl > div").filter(has=page.get_by_text(question, exact=True))
    expect(line.locator("dd")).to_have_text(re.compile(said, re.DOTALL))  # an answer is over several lines


def test_call_is_saved_while_it_is_typed_and_read_out_in_the_order_of_the_police(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts(viewport={"width": 1440, "height": 900}).new_page(), lantern).sign_in(DANA)
    child = dana.register("Testa Callsheet", placement=HOME)
    break_the_call_off(dana, child)
    go_on_from_the_board(dana)
    dana.press("Report missing")
    reference = dana.reference()
    dana.open("/")
    dana.does_not_read("You have an unfinished report")

    dana.episode(reference)
    dana.follow("Read this out")
    read_out(dana, reference)
    print_it(dana.page)
    dana.press("Add or change answers")
    learn_more(dana)


def break_the_call_off(dana: Desk, child: str) -> None:
    """Type what the caller says, and leave in the middle of it."""
    page = dana.page
    dana.open(f"/report/{child}")
    fill_when(page, "When was the child last seen?", ago(hours=3))
    page.get_by_label("Who is ringing?").fill("Jo Keyworkly")
    page.get_by_label("Why are you worried?").fill("New telephone she would not explain")
    answer(page, "How worried is the caller", "Very worried", "She always rings")
    answer(page, "Any medical need?", "Yes", "Inhaler; left it behind")
    answer(page, "Is the child likely to harm themselves, or at risk of suicide?", "Not known")
    expect(page.locator("[data-draft-said]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert looking.faults_for_assistive_technology(page) == []
    dana.press("Save and finish later")
    dana.reads("The report is not sent", "You have an unfinished report: Testa Callsheet")


def go_on_from_the_board(dana: Desk) -> None:
    """Find the report again with all that was typed."""
    dana.follow("Testa Callsheet")
    dana.reads("Unfinished report from")
    expect(dana.page.get_by_label("Why are you worried?")).to_have_value(
        "New telephone she would not explain"
    )
    need = dana.page.get_by_role("group", name="Any medical need?")
    expect(need.get_by_label("Yes", exact=True)).to_be_checked()
    expect(need.get_by_role("textbox")).to_have_value("Inhaler; left it behind")
    answer(dana.page, "Is the child a danger to other people?", "No")


def read_out(dana: Desk, reference: str) -> None:
    """Read the sheet from the top: who calls, the child, last seen, each question, the reference."""
    page = dana.page
    dana.reads("1. Who is calling", DANA, "Jo Keyworkly", reference)
    reads_out(page, "Why are you worried about this child?", "New telephone she would not explain")
    reads_out(
        page, "How worried is the caller, and why do they see it so?", r"Very worried\. *She always rings"
    )
    reads_out(page, "Any medical need? When is the next medication due?", r"Yes\. *Inhaler; left it behind")
    reads_out(page, "Is the child a danger to other people?", "^No")
    for silent in (
        "Is the child likely to harm themselves, or at risk of suicide?",
        "Has the room been searched?",
        "Is there a vehicle?",
    ):
        reads_out(page, silent, "^Not known")


def print_it(page: Page) -> None:
    """On paper there are boxes to write in, and nothing to press."""
    page.emulate_media(media="print")
    expect(page.get_by_text("Police log number", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Record the call")).to_be_hidden()
    sheets = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 2
    page.emulate_media(media="screen")


def learn_more(dana: Desk) -> None:
    """Somebody rings back: the newer answer is read out, and the older stays beside it."""
    answer(dana.page, "Is the child a danger to other people?", "Yes", "Has a knife, her friend says")
    dana.page.get_by_label("Who told you?").fill("Uma Friendly")
    dana.page.get_by_role("group", name="When were you told?").get_by_label("Just now").check()
    dana.press("Record the answers")
    dana.reads("The answers are on the call sheet.")
    reads_out(dana.page, "Is the child a danger to other people?", r"Yes\. *Has a knife.*Before.*No")


def test_unfinished_report_is_nobody_elses_and_can_be_thrown_away(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child = dana.register("Tove Halftyped")
    dana.open(f"/report/{child}")
    dana.page.get_by_label("Wearing").fill("Red coat")
    dana.press("Save and finish later")

    lee = Desk(contexts().new_page(), lantern).sign_in(LEE)
    lee.does_not_read("You have an unfinished report")
    lee.open(f"/report/{child}")
    expect(lee.page.get_by_label("Wearing")).to_have_value("")

    dana.open(f"/report/{child}")
    dana.press("throw it away")
    dana.reads("The unfinished report is thrown away.")
    expect(dana.page.get_by_label("Wearing")).to_have_value("")


def test_every_ten_seconds_is_saved_and_a_failure_is_said(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    page = contexts().new_page()
    dana = Desk(page, lantern).sign_in(DANA)
    child = dana.register("Tam Tenseconds")
    page.clock.install()
    dana.open(f"/report/{child}")
    said = page.locator("[data-draft-said]")
    page.get_by_label("Wearing").fill("Grey hood")
    expect(said).to_have_text("")
    page.clock.run_for(TEN_SECONDS)
    expect(said).to_have_text(re.compile("^Saved"))

    def is_away(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route("**/draft", is_away)
    page.get_by_label("Wearing").fill("Grey hood, torn")
    page.clock.run_for(TEN_SECONDS)
    expect(said).to_have_text(NOT_SAVED)
    page.unroute("**/draft", is_away)
    page.clock.run_for(TEN_SECONDS)
    expect(said).to_have_text(re.compile("^Saved"))


def test_without_javascript_the_button_saves(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts(java_script_enabled=False).new_page(), lantern).sign_in(DANA)
    child = dana.register("Tip Noscript")
    dana.open(f"/report/{child}")
    dana.page.get_by_label("Wearing").fill("Green scarf")
    dana.press("Save and finish later")
    dana.open(f"/report/{child}")
    expect(dana.page.get_by_label("Wearing")).to_have_value("Green scarf")
