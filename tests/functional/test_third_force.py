"""Four in the morning: a child placed by one authority in another's area is found by a third force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import psycopg
from playwright.sync_api import BrowserContext, Page, expect

from tests.functional.desk import DANA, FAY, HOME, WESTHAVEN, Desk, ago, fill_when, now
from tests.functional.letting_in import lets_the_third_force_in, ring_them
from tests.functional.program import Program

SOME_TIME_ON = """
UPDATE record_episodeaccess SET from_at = now() - interval '9 hours', until_at = now() - interval '1 hour'
FROM record_missingepisode e WHERE e.id = episode_id AND e.reference = %s
"""


def test_found_by_a_third_force_at_four_in_the_morning(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reference = dana.report(dana.register("Testa Foundfaraway", placement=HOME), last_seen=ago(hours=5))
    dana.reads(WESTHAVEN)
    fay = Desk(contexts().new_page(), lantern).sign_in(FAY)
    fay.does_not_read("Testa Foundfaraway")  # other journeys may have let this force into a child of theirs
    fay.episode(reference)
    fay.reads("We cannot find that")

    lets_the_third_force_in(dana, reference)
    ring_them(dana)

    fay.open("/")
    row = fay.page.get_by_role("row").filter(has_text="Testa Foundfaraway")
    expect(row).to_contain_text("You were let into this one until")
    expect(row).to_contain_text("by Dana Dutydemo, Northmere Council")
    fay.episode(reference)
    fay.reads("Testa Foundfaraway", "Why: Their patrol is with the child at Fenmouth station")
    fay.record_located(reference, words="On a bench at Fenmouth station. Cold, not hurt.")
    fay.reads("Found, not yet back")
    fay.does_not_read("The child is back")
    dana.episode(reference)
    dana.reads("Found, not yet back", "On a bench at Fenmouth station", "Fay Forcedemo", "Let in for a time")

    extends_and_ends(dana, reference)
    fay.episode(reference)
    fay.reads("Your time is over", "Northmere Council let your organisation into episode", "01632 960101")
    fay.does_not_read("Testa Foundfaraway")
    fay.open("/")
    fay.reads("Who is missing now")
    fay.does_not_read("Testa Foundfaraway")


def test_the_time_runs_out_by_itself(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = dana.report(dana.register("Testa Timeruns"), last_seen=ago(hours=3))
    lets_the_third_force_in(dana, reference)
    with psycopg.connect(lantern.database.owner_url, autocommit=True) as connection:
        assert connection.execute(SOME_TIME_ON, [reference]).rowcount == 1

    fay = dana.signed_in_as(FAY)
    fay.does_not_read("Testa Timeruns")
    fay.episode(reference)
    fay.reads("Your time is over")


def extends_and_ends(dana: Desk, reference: str) -> None:
    dana.follow("Let another in, change the time, or end it")
    dana.press("Change the time")
    dana.page.get_by_label("Until a time that I type").check()
    fill_when(dana.page, "Until when?", now() + timedelta(hours=30))
    dana.page.get_by_label("Why do they need it?").fill("They bring the child back")
    dana.press("Change the time")
    dana.reference()
    dana.reads("They bring the child back")
    dana.follow("Let another in, change the time, or end it")
    dana.press("End it now")
    dana.reads("They are no longer let in. Nothing more is told to them.", "No longer in")
    dana.episode(reference)
    dana.reads("No longer let in")
