"""Somebody at an organisation that was sent a notice: no account, a link, a code, a name."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.functional.post_box import Letter, PostBox


@dataclass
class Recipient:
    """One person with a link, in a browser that Lantern has never met."""

    page: Page
    post_box: PostBox

    def open(self, letter: Letter) -> None:
        """Open the link, which by itself does nothing."""
        self.page.goto(letter.link)

    def ask_for_code(self, *, mailbox: str = "") -> str:
        """Press for a code and take it from the mailbox that it comes to: this one, where one is named."""
        before = len(self.post_box.letters)
        self.page.get_by_role("button", name="Send the code").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Enter the code")
        letters = self.post_box.wait(
            1, lambda letter: letter in self.post_box.letters[before:] and letter.subject == "Your code"
        )
        assert mailbox in {"", letters[0].recipient}
        return letters[0].code

    def enter(self, code: str) -> None:
        """Type the code."""
        self.page.get_by_label("Code").fill(code)
        self.page.get_by_role("button", name="Open the notice").click()

    def acknowledge(self, *, name: str, post: str) -> None:
        """Answer for the organisation."""
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Your role").fill(post)
        self.page.get_by_role("button", name="We have this notice").click()
        expect(self.page.get_by_role("heading", name="Thank you")).to_be_visible()
