"""Nobody answers the message: the next on duty is asked for, rung, and told; the one who comes reads what is open."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from playwright.sync_api import Locator, Page, expect

from tests.functional.desk import DANA, WES, Desk, ago, fill_when, now
from tests.functional.program import Program

WAITED = """
UPDATE record_telling SET answer_by = now() - interval '1 second' FROM record_missingepisode e
WHERE e.id = episode_id AND e.reference = %s AND answer_by IS NOT NULL
"""
SECONDS_FOR_THE_WORKER = 40_000  # it asks every fifteen seconds


def test_nobody_answers_and_the_next_on_duty_is_rung(lantern: Program, page: Page) -> None:
    wes = Desk(page, lantern).sign_in(WES)
    put_on_duty(wes, "Robin Nightrota", "01632 960444", place=1)
    put_on_duty(wes, "Sasha Secondrota", "01632 960445", place=2)
    dana = wes.signed_in_as(DANA)
    child = dana.register("Testa Nobodyanswers", placement="Larkfield House")
    reference = dana.report(child, last_seen=ago(hours=2))
    dana.reads("if nobody answers.")

    time_passes(lantern, reference)
    expect(ring_now(dana, "Robin Nightrota", reference)).to_be_visible(timeout=SECONDS_FOR_THE_WORKER)
    rings_and_nobody_answers(dana, reference)
    expect(ring_now(dana, "Sasha Secondrota", reference)).to_be_visible(timeout=SECONDS_FOR_THE_WORKER)
    rings_and_is_answered(dana, reference)

    dana.open("/hand-over")
    row = page.get_by_role("region", name="Testa Nobodyanswers")
    expect(row).to_contain_text("Ring the police")
    expect(row).not_to_contain_text("Sasha Secondrota")


def put_on_duty(wes: Desk, name: str, number: str, *, place: int) -> None:
    """Write somebody on the rota of one's own organisation, from now for eight hours."""
    wes.open("/rota")
    wes.page.get_by_label("Who is on duty?").fill(name)
    wes.page.get_by_label("Number they are rung on").fill(number)
    wes.page.get_by_role("group", name="From").get_by_label("Just now").check()
    fill_when(wes.page, "Until", now() + timedelta(hours=8))
    wes.page.get_by_label("Place in which they are rung").fill(str(place))
    wes.press("Put on the rota")
    wes.reads(f"{name} is on the rota.")


def time_passes(lantern: Program, reference: str) -> None:
    """Let the minutes go by in which nobody answers."""
    with psycopg.connect(lantern.database.owner_url, autocommit=True) as connection:
        assert connection.execute(WAITED, [reference]).rowcount == 2


def ring_now(dana: Desk, name: str, reference: str) -> Locator:
    """Open the board, which draws itself anew, and give the call that stands loudly on it."""
    if not dana.page.url.endswith("/"):
        dana.open("/")
    row = dana.page.locator("tr").filter(has=dana.page.locator(f"a[href='/missing/{reference}']"))
    for folded in row.locator(
        "details:not([open]) > summary"
    ).all():  # the worst call stands there, the others in it
        folded.click()
    return dana.page.locator(f"a[href^='/missing/{reference}/ring/']").filter(has_text=f"Ring now: {name}")


def rings_and_nobody_answers(dana: Desk, reference: str) -> None:
    ring_now(dana, "Robin Nightrota", reference).click()
    dana.reads("Ask for Robin Nightrota", "Ring back by the stored switchboard number")
    dana.page.get_by_label("No", exact=True).check()
    just_now(dana)
    dana.press("Record the call")
    dana.reference()
    dana.reads("They are still not told", "nobody answered")


def rings_and_is_answered(dana: Desk, reference: str) -> None:
    ring_now(dana, "Sasha Secondrota", reference).click()
    dana.page.get_by_label("Yes", exact=True).check()
    dana.page.get_by_label("Their name").fill("Sasha Secondrota")
    dana.page.get_by_label("Their role").fill("Night worker")
    just_now(dana)
    dana.press("Record the call")
    dana.reference()
    dana.reads(
        "The call is recorded. They are told.",
        "spoke to Sasha Secondrota, Night worker",
        "Told by telephone",
    )


def just_now(dana: Desk) -> None:
    dana.page.get_by_role("group", name="When did you ring?").get_by_label("Just now").check()
