"""A duty goes overdue, nobody answers for it: the first on duty is to be rung, then the next, and the page says so."""

from __future__ import annotations

import psycopg
from playwright.sync_api import Page, expect

from tests.functional.desk import DANA, LEE, Desk, ago
from tests.functional.program import Program
from tests.functional.test_nobody_answered import SECONDS_FOR_THE_WORKER

# Two hours after it was due the next is told: the first is told now, the next some seconds later.
OVERDUE = """
UPDATE record_owedduty o SET due_at = now() - interval '2 hours' + interval '12 seconds', wakes_at = now()
FROM record_missingepisode e
WHERE e.id = o.episode_id AND e.reference = %s AND o.code = 'return-interview-72h'
"""
IN_A_CASE = """
UPDATE record_owedduty o SET due_at = now() - interval '2 hours' + interval '12 seconds', wakes_at = now()
FROM record_child c WHERE c.id = o.child_id AND c.reference = %s AND o.code = 'missing-discussed'
"""
ASK = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
VALUES ('default', 'wake_what_is_due', '{"timestamp": 0}')
"""
FIRST, NEXT = "Nell Nightdemo", "Raj Rotademo"  # on the demonstration's rota


def test_a_duty_that_nobody_does_is_told_to_the_next(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    reference = overdue(dana, lantern)
    to_ring = page.locator(f"a[href^='/missing/{reference}/ring/']")

    dana.open("/to-do/organisation")
    expect(to_ring.first).to_have_text("News that something owed to the child is near its time, or past it")
    # nobody answers
    asks_until(dana, lantern, f"/missing/{reference}", f"Overdue: {NEXT}")
    dana.reads(f"Overdue: {FIRST}", "the senior manager is told")

    lee = dana.signed_in_as(LEE)
    lee.open("/to-do/morning")
    lee.reads("Testa Overdue", "Independent return interview")


def test_a_duty_of_a_case_that_nobody_does_is_told_to_the_next(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child = overdue_in_case(dana, lantern)
    dana.open("/to-do/organisation")
    expect(page.locator(f"a[href^='/children/{child}/owed/ring/']").first).to_be_visible()
    # nobody answers
    asks_until(dana, lantern, f"/children/{child}", f"Overdue: {NEXT}")
    dana.reads(f"Overdue: {FIRST}", "the senior manager is told")

    page.get_by_role("link", name=f"Overdue: {FIRST}").click()
    dana.reads(f"Ask for {FIRST}", "Missing child discussed with the police")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Their name").fill(FIRST)
    page.get_by_label("Their role").fill("Duty worker")
    page.get_by_label("Just now").check()
    dana.press("Record the call")
    dana.reads("The call is recorded. They are told.", f"{FIRST}, Duty worker")


def overdue_in_case(dana: Desk, lantern: Program) -> str:
    """Let a missing child be owed a discussion since nearly two hours, and the first be told; give the child."""
    child = dana.register("Testa Undiscussed-Withaverylongsurname", placement="Larkfield House")
    dana.report(child, last_seen=ago(hours=2))
    assert written(lantern, IN_A_CASE, child) == 1
    asks_until(dana, lantern, f"/children/{child}", f"Overdue: {FIRST}")
    return child


def overdue(dana: Desk, lantern: Program) -> str:
    """Let a child be back whose interview should have been offered nearly two hours ago; give the episode."""
    child = dana.register("Testa Overdue", placement="Larkfield House")
    reference = dana.report(child, last_seen=ago(hours=2))
    dana.record_returned(reference)
    assert written(lantern, OVERDUE, reference) == 1
    asks_until(dana, lantern, f"/missing/{reference}", f"Overdue: {FIRST}")
    return reference


def asks_until(dana: Desk, lantern: Program, page: str, words: str) -> None:
    """Let the worker ask what is due now, and not within the minute, and look until this page says so."""
    told = dana.page.get_by_text(words)
    for _ in range(SECONDS_FOR_THE_WORKER // 2_000):
        written(lantern, ASK)
        dana.page.wait_for_timeout(2_000)
        dana.open(page)
        if told.count():
            break
    expect(told.first).to_be_visible()


def written(lantern: Program, statement: str, *values: str) -> int:
    """Write this as the owner, and give how many rows it was."""
    with psycopg.connect(lantern.database.owner_url, autocommit=True) as connection:
        return connection.execute(statement.encode(), values or None).rowcount
