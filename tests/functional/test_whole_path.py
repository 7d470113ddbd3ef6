"""One night from the first call to everyone told of the correction, as each person at it reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lantern.vocabulary.days import LONDON
from tests.functional.desk import CAM, DANA, HOME, NORTHMERE, PAT, WESTHAVEN, Desk, ago, clock, fill_when
from tests.functional.post_box import Letter, PostBox
from tests.functional.program import Program
from tests.functional.recipient import Recipient

NORTHMERE_TEAM, NORTHMERE_MANAGER = "north-team@northmere.example", "north-manager@northmere.example"
WESTHAVEN_DUTY = "duty@westhaven.example"
TO_BOTH = {NORTHMERE_TEAM, WESTHAVEN_DUTY}


def test_whole_path_from_the_call_to_everyone_told_of_the_correction(
    lantern: Program, post_box: PostBox, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reference = take_the_call(dana, child="Fizz", part_of_name="nonesu")
    letters = arrive(post_box, reference, "A child is missing: please acknowledge", to=TO_BOTH)
    for letter in letters:
        assert_names_no_child(letter)

    ring_the_police(dana, reference, log_number="LOG-0042")
    host = Recipient(contexts(viewport={"width": 390, "height": 800}).new_page(), post_box)
    host_reads_a_reference(host, addressed_to(WESTHAVEN_DUTY, letters), reference)
    own = Recipient(contexts().new_page(), post_box)
    responsible_team_reads_the_name(own, addressed_to(NORTHMERE_TEAM, letters), reference)
    dana.open("/")
    row = dana.page.get_by_role("row").filter(has_text="Fizz")
    expect(row).to_contain_text("3 of 4 have answered")
    expect(row).to_contain_text("Not assessed yet")
    dana.episode(reference)
    dana.reads(
        "Hana Hostdesk, night manager",
        "code to the same mailbox: weaker",
        "Tom Teamdesk, senior practitioner",
    )

    police_set_the_risk(Desk(contexts().new_page(), lantern).sign_in(PAT), reference)
    dana.open("/")
    expect(row).to_contain_text("High")
    expect(row).to_contain_text("Next review")

    dana.record_located(reference, words="At a bus stop. Cold, not hurt. Waiting with PC 4411.")
    dana.reads(
        "Recorded: found, not yet back. Everyone who was told is being told again.", "Found, not yet back"
    )
    arrive(post_box, reference, "A child has been found and is not yet back", to=TO_BOTH)
    back_in_time_for_the_interview(dana, reference)
    arrive(post_box, reference, "A child is back", to=TO_BOTH)

    take_back_the_return(dana, reference)
    told = arrive(post_box, reference, "Correction: what we told you has changed", to=TO_BOTH)
    assert len({letter.message_id for letter in post_box.about(reference)}) == len(post_box.about(reference))
    host.open(addressed_to(WESTHAVEN_DUTY, told))
    expect(host.page.locator("main")).to_contain_text("corrected")


@pytest.mark.parametrize("child", ["نمونه آزمایشی"])
def test_desk_needs_no_script(child: str, lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    dana = Desk(contexts(java_script_enabled=False).new_page(), lantern).sign_in(DANA)
    reference = take_the_call(dana, child=child, part_of_name="آزمای")
    ring_the_police(dana, reference, log_number="LOG-0043")
    police_set_the_risk(Desk(contexts(java_script_enabled=False).new_page(), lantern).sign_in(PAT), reference)
    dana.record_located(reference)
    dana.reads("Recorded: found, not yet back.")
    back_in_time_for_the_interview(dana, reference)
    take_back_the_return(dana, reference)
    dana.page.get_by_role("button", name="Sign out").click()
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_home_reports_and_says_that_the_child_is_back(lantern: Program, page: Page) -> None:
    cam = Desk(page, lantern).sign_in(DANA)
    child = cam.register("Hob Homechild", placement=HOME)
    cam.signed_in_as(CAM)
    cam.open("/report?q=Homechild")
    cam.press("Report missing")
    reference = cam.report(child, last_seen=ago(minutes=45), said_by="Cam at the home")
    cam.reads("Police not rung", "What your organisation recorded")
    cam.record_returned(reference)
    cam.reads("Is back")
    undo(cam, "Somebody else came in")
    cam.reads("Struck: entered in error")


# The parts of the night ----------------------------------------------------------------------------------------


def take_the_call(dana: Desk, *, child: str, part_of_name: str) -> str:
    """Find the child by part of a name and open the episode with only who and last seen."""
    dana.follow("Report a child missing")
    dana.page.get_by_label("Child's name, number or reference").fill(part_of_name)
    dana.press("Find the child")
    found = dana.page.get_by_role("listitem").filter(has_text=child)
    found.get_by_role("button", name="Report missing").click()
    dana.reads("Only when the child was last seen is needed.", "Typed by: Dana Dutydemo")
    seen = ago(hours=2, minutes=20)
    fill_when(dana.page, "When was the child last seen?", seen)
    dana.page.get_by_role("button", name="Report missing", exact=True).click()
    reference = dana.reference()
    dana.reads("Reported missing.", "The police are not")
    since = re.compile(r"2 hours 2[01] minutes")  # a minute may have turned since it was typed
    expect(dana.page.locator("main")).to_contain_text(since)
    dana.reads("Police not rung", "Not assessed yet", "Ring the police now: 01632 960999")
    dana.open("/")
    row = dana.page.get_by_role("row").filter(has_text=child)
    for words in (
        "Police not rung",
        "01632 960999",
        "Not assessed yet",
        clock(seen),
        "Ness and Wold Police: not rung",
    ):
        expect(row).to_contain_text(words)
    return reference


def ring_the_police(dana: Desk, reference: str, *, log_number: str) -> None:
    """Get no answer first, which tells nobody; then a person, a log number, a name."""
    dana.record_no_answer(reference, minutes=11)
    dana.reads(
        "The try is recorded. The police are still not told: ring again.", "Police not rung", "11 minutes"
    )
    dana.episode(reference)
    dana.press("Record the call to the police")
    dana.page.get_by_label("Yes", exact=True).check()
    dana.press("Record the call")
    expect(dana.page).to_have_title("Error: Record a call to the police – Lantern")
    dana.reads("Enter the log number: without one the police are not told")
    dana.record_police_call(reference, log_number=log_number, handler="PC 4411")
    dana.reads("The call is recorded. The police are told.", "Told by telephone", log_number, "PC 4411")
    dana.does_not_read("Police not rung")


def arrive(post_box: PostBox, reference: str, subject: str, *, to: set[str]) -> list[Letter]:
    """Wait for one letter about this turn in each of these mailboxes, and no other."""
    letters = post_box.wait(
        len(to), lambda letter: letter.subject == f"{subject} ({reference})" and reference in letter.body
    )
    assert sorted(letter.recipient for letter in letters) == sorted(to)
    return letters


def addressed_to(mailbox: str, letters: list[Letter]) -> Letter:
    """Give the letter in one mailbox."""
    return next(letter for letter in letters if letter.recipient == mailbox)


def assert_names_no_child(letter: Letter) -> None:
    """See that a stranger who reads this letter learns nothing of the child or where the child lives."""
    for word in ("Fitz", "Nonesuch", "Fizz", HOME, "2011", "December"):
        assert word not in letter.raw


def host_reads_a_reference(host: Recipient, letter: Letter, reference: str) -> None:
    """Be the host authority's desk: the same mailbox for the code, no name, an answer by name and role."""
    for _ in range(2):
        host.open(letter)
        main = host.page.locator("main")
        expect(main).to_contain_text(f"Nobody at {WESTHAVEN} has acknowledged it yet.")
        expect(main).to_contain_text("The code is sent to the same mailbox as this link.")
    code = host.ask_for_code(mailbox=WESTHAVEN_DUTY)
    host.enter("000000" if code != "000000" else "111111")
    expect(host.page).to_have_title("Error: Enter the code – Lantern")
    host.enter(f"{code[:3]} {code[3:]}")
    expect(main).to_contain_text(reference)
    for word in ("Fizz", "Nonesuch", HOME):
        expect(host.page.locator("body")).not_to_contain_text(word)
    host.acknowledge(name="Hana Hostdesk", post="night manager")
    expect(main).to_contain_text(f"Hana Hostdesk, night manager, for {WESTHAVEN}, acknowledged this notice")


def responsible_team_reads_the_name(own: Recipient, letter: Letter, reference: str) -> None:
    """Be the responsible authority's team: the second mailbox for the code, and the name."""
    own.open(letter)
    main = own.page.locator("main")
    expect(main).to_contain_text("The code is sent to your organisation’s second mailbox")
    own.enter(own.ask_for_code(mailbox=NORTHMERE_MANAGER))
    expect(main).to_contain_text(reference)
    expect(main).to_contain_text("Fizz")
    own.acknowledge(name="Tom Teamdesk", post="senior practitioner")
    expect(main).to_contain_text(f"Tom Teamdesk, senior practitioner, for {NORTHMERE}")


def police_set_the_risk(pat: Desk, reference: str) -> None:
    """Be the police desk: say the level, who set it, and when it is looked at again."""
    pat.episode(reference)
    pat.press("Record what police said")
    pat.page.get_by_label("High", exact=True).check()
    pat.page.get_by_label("Which officer set it?").fill("Sergeant Invented, missing unit")
    pat.page.get_by_role("group", name="When did they set it?").get_by_label("Just now").check()
    review = ago(hours=-6)
    fill_when(pat.page, "When will they look at it again?", review)
    pat.press("Record the level")
    pat.reference()
    pat.reads(
        "The police risk level is recorded.",
        "High",
        "Sergeant Invented, missing unit",
        clock(review),
    )


def back_in_time_for_the_interview(dana: Desk, reference: str) -> None:
    """Record that the child is back, and see the 72 hours begin."""
    dana.record_returned(reference, words="Brought back by PC 4411. Ate, went to bed.")
    dana.reads("Recorded: the child is back. Everyone who was told is being told again.", "Is back")
    due = ago(hours=-72).astimezone(LONDON)
    dana.reads(f"Offer a return interview by {due:%A} {due.day} {due:%B %Y}")
    dana.reads("Tell them that the child is back")
    dana.open("/")
    expect(
        dana.page.get_by_role("row").filter(has=dana.page.locator(f"[href$='{reference}']"))
    ).to_have_count(0)


def take_back_the_return(dana: Desk, reference: str) -> None:
    """Undo a wrong "back" from the episode's page in two presses, and read both times in the chronology."""
    dana.episode(reference)
    undo(dana, "Pressed by mistake")
    dana.reads(
        "The entry is struck, and stays in the chronology with your reason.",
        "Everyone who was told is being told",
    )
    dana.reads("Found, not yet back")
    chronology = dana.page.get_by_role("table", name="Chronology")
    struck = chronology.get_by_role("row").filter(has_text="Struck: entered in error")
    expect(struck).to_have_count(1)
    for words in ("Brought back by PC 4411", "Corrected", DANA, "Duty worker", "Pressed by mistake"):
        expect(struck).to_contain_text(words)
    expect(struck.get_by_role("rowheader")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(struck.get_by_role("cell").first).to_contain_text(re.compile(r"\d\d:\d\d"))
    dana.open("/")
    expect(dana.page.locator("main")).to_contain_text("Found, not yet back")


def undo(desk: Desk, why: str) -> None:
    """Take a wrong "back" back."""
    desk.page.locator("main").get_by_text("Not back? Undo").last.click()
    desk.page.get_by_role("button", name=why).last.click()
    desk.reference()
