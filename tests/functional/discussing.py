"""What people do around a strategy discussion, in the words they would use."""

from __future__ import annotations

from datetime import timedelta

from tests.functional.desk import Desk, ago, fill_when, now

PEOPLE = (("Wanda Worker", "Social worker"), ("Sam Sergeant", "Sergeant"), ("Nia Nurse", "Nurse"))


def hold_discussion(at: Desk, child: str) -> str:
    """Record a discussion of a child between care, police and health; give where its minutes are."""
    at.open(f"/children/{child}/discussions")
    at.press("Record a strategy discussion")
    fill_discussion(at)
    at.press("Record the discussion")
    at.reads("Recorded. Set now what somebody is to do")
    return at.page.url.removeprefix(at.lantern.address)


def fill_discussion(at: Desk) -> None:
    """Type a discussion as a note-taker would."""
    page = at.page
    fill_when(page, "When was it held?", ago(minutes=20))
    page.get_by_label("By video").check()
    for row, (name, post) in enumerate(PEOPLE, 1):
        page.get_by_label(f"Person {row}: name").fill(name)
        page.get_by_label(f"Person {row}: post").fill(post)
        page.get_by_label(f"Person {row}: organisation").fill("Invented place")
    page.get_by_label("What is known?").fill("Her friend says a man waited at the corner.")
    page.get_by_label("What was decided?").fill("The police ring the friend tonight.")
    page.get_by_label("Yes, begun at this discussion").check()
    page.get_by_label("Why, or why not?").fill("She owes money to a man the home has seen.")
    fill_when(page, "When is it looked at again?", now() + timedelta(days=2), time=False)


def give_minutes(at: Desk) -> None:
    """Record that the nurse was given the minutes by hand."""
    at.follow("Record to whom they were given")
    at.page.get_by_label("To whom were the minutes given?").fill("Nia Nurse")
    at.page.get_by_label("Where do they work?").fill("Invented Health Trust")
    at.page.get_by_label("By hand").check()
    at.page.get_by_label("Just now").check()
    at.press("Record it")
    at.reads("Nobody has said so")


def set_action(at: Desk, *, words: str, organisation: str = "", owner: str = "Duty sergeant") -> None:
    """Set something to be done tomorrow, from the minutes or from the meeting."""
    if at.page.get_by_role("link", name="Set something to be done").count():
        at.follow("Set something to be done")
    at.page.get_by_label("What is to be done?").fill(words)
    if organisation:
        at.page.get_by_label("Which organisation does it?").select_option(label=organisation)
    at.page.get_by_label("Who there?").fill(owner)
    fill_when(at.page, "By which day?", now() + timedelta(days=1), time=False)
    at.press("Set it")
    at.reads("Set. It stands on the owner's work list")


def record_level(at: Desk, missing: str, *, level: str = "Low") -> None:
    """Record a police level with what it relied on."""
    at.open(f"/missing/{missing}/risk")
    at.page.get_by_label(level, exact=True).check()
    at.page.get_by_label("Which officer set it?").fill("Sergeant Invented")
    at.page.get_by_label("Just now").first.check()
    at.page.get_by_label("What other information does it rely on?").fill("Her telephone is off")
    at.page.get_by_label("From whom is that information?").fill("Her key worker")
    at.press("Record the level")
    at.reads("The police risk level is recorded.")


def put_challenge(at: Desk) -> None:
    """Say why the authority does not agree, and to whom that was put."""
    at.page.get_by_label("Why do you not agree?").fill("She owes money to a man.")
    at.page.get_by_label("To whom at the police was it put?").fill("Inspector Invented")
    at.page.get_by_label("High").check()
    at.press("Record the challenge")
    at.reads("It waits until somebody records what the police answer.")
