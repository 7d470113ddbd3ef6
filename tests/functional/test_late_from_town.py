"""A girl is late from town: the carer says so once, and nobody has to remember it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.functional.desk import CAM, DANA, Desk, ago, clock
from tests.functional.program import Program

# What the worker asks each minute, asked now as if it were some minutes later.
LATER = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from lantern.actions import lateness
from lantern.vocabulary.actors import SYSTEM
print(lateness.let_late_become_missing(by=SYSTEM, now=datetime.now(UTC) + timedelta(minutes={minutes})))
"""


def minutes_pass(lantern: Program, minutes: int) -> None:
    """Let the worker's question be asked as if so many minutes had passed."""
    subprocess.run(
        [sys.executable, "-c", LATER.format(minutes=minutes)],
        env=lantern.environment | {"DJANGO_SETTINGS_MODULE": "lantern.site.settings"},
        check=True,
        capture_output=True,
    )


def test_a_carer_records_late_and_at_the_agreed_time_the_board_shows_her_missing(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child = dana.register_late_allowed("Tessa Latefromtown", minutes=30)
    cam = Desk(contexts(viewport={"width": 360, "height": 740}).new_page(), lantern).sign_in(CAM)
    cam.open("/home")
    cam.page.get_by_role("link", name="Late? Tessa Latefromtown").click()
    expected = ago(minutes=20)
    cam.record_late(child, expected=expected)
    cam.reads("Tessa Latefromtown", "Late", "Expected", f"{clock(expected)}.")

    dana.open("/")
    dana.reads("Late, not yet missing", "Tessa Latefromtown", "unless somebody says that the child is back")
    expect(dana.page.get_by_role("row").filter(has_text="Tessa Latefromtown")).to_have_count(0)

    minutes_pass(lantern, 11)

    dana.open("/")
    row = dana.page.get_by_role("row").filter(has_text="Tessa Latefromtown")
    expect(row).to_contain_text("Police not rung")
    row.get_by_role("link", name="Tessa Latefromtown").click()
    dana.reads(
        "Reported by Lantern itself: the child was late, and nobody recorded them back",
        "Late first: expected",
        clock(expected),
        "Recorded late by Cam Carerdemo",
        "Ask whether the child is back. If not, tell them that the child is missing",
    )


def test_a_late_child_who_is_back_leaves_no_episode(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child = dana.register_late_allowed("Tessa Backsoon")
    cam = Desk(contexts(viewport={"width": 360, "height": 740}).new_page(), lantern).sign_in(CAM)
    cam.record_late(child, expected=ago(minutes=2))

    cam.page.get_by_role("button", name=re.compile("Is back.*Tessa Backsoon")).click()
    cam.reads("Recorded: the child is back, and the clock is stopped.")
    dana.open("/")
    dana.does_not_read("Tessa Backsoon")


def test_where_late_is_not_offered_the_page_says_why_and_offers_the_report(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child = dana.register("Tessa Tooyoung", years=11)
    dana.open(f"/children/{child}/late")
    dana.reads("The child is under 14, so being late is not waited out. Report the child missing now.")
    dana.press("Report missing now")
    dana.page.wait_for_url(f"**/report/{child}")
