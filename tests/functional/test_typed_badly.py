"""What a tired or hurried hand types: nothing of it is lost, and the page says what is wrong with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lantern.vocabulary.days import LONDON
from tests.functional import looking
from tests.functional.desk import DANA, Desk, ago, fill_when
from tests.functional.program import Program

RIGHT_TO_LEFT = "شادی ساختگی"
FOUR_BYTES = "𠮷野 试验 😀"
MARKUP = "<script>alert('x')</script> & \"quoted\" {{ now }}"
LAST_SEEN = "When was the child last seen?"


def day_boxes(page: Page, *, day: str, month: str, year: str, hour: str = "", minute: str = "") -> None:
    """Type words into the boxes under the first question as they stand."""
    group = page.get_by_role("group", name=LAST_SEEN)
    for label, words in {"Day": day, "Month": month, "Year": year, "Hour": hour, "Minute": minute}.items():
        group.get_by_label(label).fill(words)


@pytest.fixture
def dana(lantern: Program, page: Page) -> Desk:
    """The duty worker, before a report of a child of this test's own."""
    return Desk(page, lantern).sign_in(DANA)


def test_absurd_days_and_times_are_said_and_kept(dana: Desk) -> None:
    dana.open(f"/report/{dana.register('Abby Absurd')}")
    tomorrow = ago(hours=-30).astimezone(LONDON)
    in_an_hour = ago(hours=-1).astimezone(LONDON)
    later = {"day": str(in_an_hour.day), "month": f"{in_an_hour:%B}", "year": str(in_an_hour.year)}
    for typed, said in (
        ({"day": "31", "month": "2", "year": "2026"}, "must be a real day"),
        ({"day": "1", "month": "13", "year": "2026"}, "must have a real month"),
        ({"day": "1", "month": "1", "year": "26"}, "must have a year of 4 figures"),
        ({"day": "one", "month": "1", "year": "2026"}, "must be a real day"),
        (
            {"day": "1", "month": "1", "year": "2026", "hour": "25", "minute": "00"},
            "must have an hour from 0 to 23",
        ),
        ({"day": "1", "month": "1", "year": "2026", "hour": "2"}, "must have minutes with its hour"),
        ({"day": str(tomorrow.day), "month": str(tomorrow.month), "year": str(tomorrow.year)}, "in the past"),
        ({**later, "hour": f"{in_an_hour:%H}", "minute": f"{in_an_hour:%M}"}, "must be in the past"),
    ):
        day_boxes(dana.page, **typed)
        dana.page.get_by_role("button", name="Report missing", exact=True).click()
        expect(dana.page.get_by_role("alert")).to_contain_text(said)
        assert dana.page.title().startswith("Error: ")
        group = dana.page.get_by_role("group", name=LAST_SEEN)
        for label, words in typed.items():
            expect(group.get_by_label(label.capitalize())).to_have_value(words)


def test_found_before_last_seen_is_refused_beside_its_box(dana: Desk) -> None:
    reference = dana.report(dana.register("Otto Outoforder"), last_seen=ago(hours=2))
    dana.open(f"/missing/{reference}/located")
    fill_when(dana.page, "When was the child found?", ago(hours=5))
    dana.page.get_by_role("textbox", name="how is the child?").fill("Seen by a friend.")
    dana.press("Record that the child is found")
    alert = dana.page.get_by_role("alert")
    expect(alert).to_contain_text("last seen")
    alert.get_by_role("link").first.click()
    assert dana.page.evaluate("document.activeElement.closest('fieldset').innerText").startswith(
        "When was the child found"
    )
    expect(dana.page.get_by_role("textbox", name="how is the child?")).to_have_value("Seen by a friend.")


@pytest.mark.parametrize("name", [RIGHT_TO_LEFT, FOUR_BYTES, MARKUP, "Zoë-Mae O’Née-" + "Long" * 30])
def test_any_name_is_shown_as_it_was_given(name: str, dana: Desk) -> None:
    page = dana.page
    reference = dana.report(dana.register(name), last_seen=ago(hours=1), said_by=name)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(name)
    assert page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).unicodeBidi") == "isolate"
    dana.reads(f"Said by {name}")
    page.set_viewport_size({"width": 360, "height": 740})
    assert looking.scrolls_sideways(page) == []
    dana.open("/")
    row = page.get_by_role("row").filter(has=page.locator(f"[href$='{reference}']"))
    expect(row).to_contain_text(name)
    assert looking.scrolls_sideways(page) == []


def test_far_too_much_text_is_said_to_be_too_much_and_kept(dana: Desk) -> None:
    child = dana.register("Lola Longwords")
    told = "A long story. " * 15_000  # 210 kB
    dana.open(f"/report/{child}")
    fill_when(dana.page, LAST_SEEN, ago(hours=1))
    words = dana.page.get_by_label("Anything else the caller said")
    words.fill(told)
    dana.page.get_by_role("button", name="Report missing", exact=True).click()
    expect(dana.page.get_by_role("alert")).to_contain_text("must be 20000 characters or fewer")
    expect(words).to_have_value(told)
    words.fill(told[:20_000])
    dana.page.get_by_role("button", name="Report missing", exact=True).click()
    dana.reference()
    dana.page.set_viewport_size({"width": 360, "height": 740})
    assert looking.scrolls_sideways(dana.page) == []
