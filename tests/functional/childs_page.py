"""How a worker gives a child a page, in the words they would use."""

from __future__ import annotations

from tests.functional.desk import Desk


def childs_page_of(desk: Desk, episode: str, *, language: str = "English") -> str:
    """Make a link to the child's page, and give its path: it is shown this once."""
    desk.open(f"/missing/{episode}/childs-page")
    desk.page.get_by_label(language, exact=True).check()
    desk.page.get_by_label("3 days").check()
    desk.press("Make the link")
    address = desk.page.locator(".lantern-childs-address").inner_text()
    return address.removeprefix(desk.lantern.address)
