"""What an interviewer does at a Lantern page after a child is back."""

from __future__ import annotations

from datetime import datetime

from tests.functional.desk import Desk, ago, fill_when

UMA = "Uma Interviewdemo"  # the authority's own return interviewer


def not_yet(uma: Desk, reference: str, *, said: datetime) -> None:
    """Record that the child did not want to talk yet, when it was offered then."""
    uma.open(f"/missing/{reference}/after/not-yet")
    fill_when(uma.page, "When did the child say so?", said)
    uma.page.get_by_label("What did the child say?").fill("Not now")
    if uma.page.get_by_role("group", name="When was it offered to the child?").count():
        fill_when(uma.page, "When was it offered to the child?", said)
        uma.page.get_by_label("Who offered it?").fill(UMA)
    uma.press("Record it")
    uma.page.wait_for_url("**/after")


def hold_interview(
    desk: Desk, reference: str, *, before: str, limits: bool = True, opens: bool = True
) -> None:
    """Type an interview held just now that tells of an adult who is a danger, and send it."""
    page = desk.page
    if opens:
        desk.open(f"/missing/{reference}/after/held")
    if limits:
        fill_when(page, "When were the limits of confidence said?", ago(minutes=0))
    fill_when(page, "When did the talk begin?", ago(minutes=0))
    if page.get_by_role("group", name="When was it offered to the child?").count():
        fill_when(page, "When was it offered to the child?", ago(minutes=0))
        page.get_by_label("Who offered it?").fill(UMA)
    page.get_by_label("Who held the interview?").fill(UMA)
    page.get_by_label("What is their post?").fill("Return interviewer")
    for question, answer in (
        ("Independent of the place where the child lives?", "Yes"),
        ("Independent of the authority that looks after the child?", "No"),
        ("Did the child say anything against a carer or the home?", "No"),
        ("Did the child begin to tell you of harm?", "No"),
        ("Was somebody offered to speak up for the child?", "Offered, and wanted"),
    ):
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_label("In which language was it held?").fill("English")
    page.get_by_label("Where was it held?").fill("The library")
    page.get_by_label("Before: what made them go?").fill(before)
    page.get_by_label("An argument, or a rule that felt unfair").check()
    page.get_by_label("An adult who is a danger to children").check()
    desk.press("Record the interview")


def share(desk: Desk, reference: str, audience: str, what: str) -> None:
    """Record what was shared just now from the interview, with the child's knowledge."""
    page = desk.page
    desk.open(f"/missing/{reference}/after/shared")
    page.get_by_label(audience, exact=True).check()
    page.get_by_label("Who was told?").fill("Somebody Invented")
    fill_when(page, "When?", ago(minutes=0))
    page.get_by_label("Exactly what was shared?").fill(what)
    page.get_by_role("group", name="Did the child wish it kept back?").get_by_label("No").check()
    page.get_by_role("group", name="Was the child told that it is shared?").get_by_label("Yes").check()
    desk.press("Record what was shared")
    page.wait_for_url("**/after")
