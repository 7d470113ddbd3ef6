"""What a service without accounts does with the link that asks it for an interview, and how the desk asks."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.functional.desk import Desk
from tests.functional.post_box import Letter, PostBox
from tests.functional.recipient import Recipient

LISTENERS = "Quiet Corner Return Interviews"  # of the demonstration; nobody there has an account
MANAGER = "manager@quietcorner.example"


def ask_service(dana: Desk, post_box: PostBox, reference: str) -> Letter:
    """Ask the service, and give the letter that it is sent."""
    before = len(post_box.about(reference))
    dana.open(f"/missing/{reference}/after/service")
    dana.page.get_by_label(LISTENERS).check()
    dana.page.get_by_label("7 days after the result is in").check()
    dana.press("Ask them")
    dana.reads("They are sent a link to this one referral", "Not answered yet")
    sent = post_box.wait(
        1,
        lambda letter: (
            letter in post_box.about(reference)[before:] and "interview is asked" in letter.subject
        ),
    )
    return sent[0]


def enter_named(reader: Recipient, *, name: str = "Iris Outside", post: str = "Return interviewer") -> None:
    """Ask for the code, which comes to the second mailbox, and give it with one's name."""
    code = reader.ask_for_code(mailbox=MANAGER)
    reader.page.get_by_label("Your name").fill(name)
    reader.page.get_by_label("Your role").fill(post)
    reader.enter(code)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("A return interview is asked of you")


def answer(reader: Recipient, *, yes: bool, reason: str = "") -> None:
    """Say whether the service can hold it."""
    reader.page.get_by_label("Yes, we hold it" if yes else "No, we cannot").check()
    reader.page.get_by_role("textbox").first.fill(reason)
    reader.page.get_by_role("button", name="Answer").click()
