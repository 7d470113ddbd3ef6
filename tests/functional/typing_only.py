"""A hand that has a keyboard and no mouse."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.functional import looking

LONGEST_WAY = 80  # presses of Tab from one thing to another on one page

NAME = """() => {
    const at = document.activeElement;
    const named = at.getAttribute("aria-label") || (at.labels && at.labels.length && at.labels[0].innerText)
        || at.innerText || "";
    return named.replace(/\\s+/g, " ").trim();
}"""


class Keyboard:
    """Goes from thing to thing by Tab alone, and remembers where the focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def send(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(words)

    def at(self) -> str:
        """Name what has the focus, as its label or its own words."""
        return str(self.page.evaluate(NAME))

    def go_to(self, name: str) -> None:
        """Press Tab until the thing of this name has the focus; look at each place on the way."""
        passed: list[str] = []
        while self.at() != name:
            assert len(passed) < LONGEST_WAY, f"Tab does not lead to “{name}”; it led to {passed}."
            self.page.keyboard.press("Tab")
            passed.append(self.at())
            if not looking.has_visible_focus(self.page):
                self.unseen.append(f"{self.page.url}: {passed[-1]}")
