"""The four printed calls, each taken by a browser from its script; at the end, every line of "On record at the end"."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from playwright.sync_api import BrowserContext, expect

from lantern.vocabulary.days import LONDON
from tests.functional.desk import DANA, WES, Desk, ago, clock, fill_when
from tests.functional.post_box import PostBox
from tests.functional.program import Program
from tests.functional.scripts import Script

EDA = "Eda Dutydemo"  # at the duty desk of Eastmoor

# What the worker asks each minute, asked now.
ASKED_NOW = """
import django; django.setup()
from datetime import UTC, datetime
from lantern.actions import lateness
from lantern.vocabulary.actors import SYSTEM
lateness.let_late_become_missing(by=SYSTEM, now=datetime.now(UTC))
"""
THEIR_TIME_HAS_COME = """
UPDATE record_lateness SET trigger_at = now() WHERE state = 'late'
AND child_id = (SELECT child_id FROM record_childname WHERE name = %s) RETURNING 1
"""
TOLD = """
SELECT about, organisation_id, team_id, channel FROM record_telling t
JOIN record_missingepisode e ON e.id = t.episode_id WHERE e.reference = %s AND follows_up_id IS NULL
"""


@pytest.fixture(scope="module")
def lantern(make_program: Callable[..., Program], post_box: PostBox) -> Program:
    """A running Lantern in which nobody else has touched the children of the scripts."""
    program = make_program("calls", smtp_url=post_box.url)
    program.start()
    return program


def rows(lantern: Program, question: str, *given: Any) -> list[tuple[Any, ...]]:
    """Ask the database."""
    with psycopg.connect(lantern.database.owner_url, autocommit=True) as connection:
        return connection.execute(question, given).fetchall()


# 1. A girl late from town ----------------------------------------------------------------------------------------


def test_a_girl_late_from_town(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    script = Script.of(1)
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    expected, seen = script.when("Expected back"), script.when("Last seen")
    records_late(dana, script)
    waits_until_the_agreed_time(lantern, script.fact("Child"))
    reference = adds_what_cam_says(dana, script)
    rings_the_police(dana, script)
    dana.press("The child is back")
    dana.page.get_by_role("group", name="When did the child come back?").get_by_label("Just now").check()
    dana.page.get_by_role("textbox", name="how is the child?").fill(script.said(3))
    dana.press("Record that the child is back")
    assert dana.reference() == reference

    dana.reads("Is back", script.said(3), clock(seen), f"Late first: expected {clock(expected)}")
    episodes = rows(
        lantern,
        "SELECT reference, last_seen_at, returned_at IS NOT NULL FROM record_missingepisode WHERE child_id = "
        "(SELECT child_id FROM record_childname WHERE name = %s)",
        script.fact("Child"),
    )
    assert episodes == [(reference, seen, True)]
    two_calls(lantern, dana, reference, script)
    everyone_told_again(lantern, reference, "missing", "returned")
    due = ago(hours=-72).astimezone(LONDON)
    dana.reads(f"Offer a return interview by {due:%A} {due.day} {due:%B %Y}")


def finds(dana: Desk, child: str) -> None:
    """Look for the child where a worker begins."""
    dana.open("/")
    dana.follow("Report a child missing")
    dana.page.get_by_label("Child's name, number or reference").fill(child)
    dana.press("Find the child")


def records_late(dana: Desk, script: Script) -> None:
    """See whether her plan lets it be waited out, and tell Cam until when."""
    finds(dana, script.fact("Child"))
    dana.follow("Late, not missing")
    dana.reads("reported missing 30 minutes after the expected time")
    fill_when(dana.page, "When was the child expected?", script.when("Expected back"))
    fill_when(dana.page, "When was the child last seen?", script.when("Last seen"))
    dana.page.get_by_label("Where were they going, and who with?").fill(script.said(0))
    dana.press("Record late")
    by_then = script.when("Expected back") + timedelta(minutes=30)
    dana.reads("Recorded late. The clock runs", clock(by_then), script.said(0))


def waits_until_the_agreed_time(lantern: Program, child: str) -> None:
    """Let the agreed time be now, so that nobody waits for it."""
    assert rows(lantern, THEIR_TIME_HAS_COME, child) == [(1,)]
    subprocess.run(
        [sys.executable, "-c", ASKED_NOW],
        env=lantern.environment | {"DJANGO_SETTINGS_MODULE": "lantern.site.settings"},
        check=True,
        capture_output=True,
    )


def adds_what_cam_says(dana: Desk, script: Script) -> str:
    """See that Lantern has reported her missing, and add the caller to it."""
    finds(dana, script.fact("Child"))
    dana.reads("Already recorded missing")
    dana.follow("Add what this caller says")
    name, post, telephone = script.caller()
    fill_when(dana.page, "When was the child last seen?", script.when("Last seen"))
    for label, words in {
        "Where, and who with": script.where("Last seen"),
        "Who is ringing?": name,
        "Who are they to the child?": post,
        "Number to ring back": telephone,
        "Wearing": script.fact("Wearing"),
        "Why are you worried?": "Her phone is off.",
        "What has been done to find them?": script.said(1),
    }.items():
        dana.page.get_by_label(label).fill(words)
    dana.press("Add to the report")
    reference = dana.reference()
    dana.reads(name, telephone, script.fact("Wearing"), script.where("Last seen"), script.said(1))
    return reference


def rings_the_police(dana: Desk, script: Script) -> None:
    """Hold and give up, then get through, both from the call sheet."""
    minutes = script.named(r"\*\*(\d+) minutes\*\*")
    (log_number,) = script.bold(r"NW-\d+-\d+")
    handler = script.named(r"(Control Operator \w+)")
    dana.follow("Read this out: the call sheet")
    dana.reads(script.fact("Wearing"), script.said(1))
    dana.press("Record the call to the police")
    dana.page.get_by_label("No", exact=True).check()
    dana.page.get_by_label("Minutes you waited").fill(minutes)
    just_now(dana, "When did you ring?")
    dana.press("Record the call")
    dana.reads("The police are still not told: ring again.")
    dana.follow("Read this out: the call sheet")
    dana.press("Record the call to the police")
    get_through(dana, log_number, handler)


def get_through(dana: Desk, log_number: str, handler: str) -> None:
    """Record a call in which somebody answered."""
    dana.page.get_by_label("Yes", exact=True).check()
    dana.page.get_by_label("Police log number").fill(log_number)
    dana.page.get_by_label("Who did you speak to?").fill(handler)
    just_now(dana, "When did you ring?")
    dana.press("Record the call")
    dana.reads("The call is recorded. The police are told.", log_number, handler)


def just_now(dana: Desk, question: str) -> None:
    dana.page.get_by_role("group", name=question).get_by_label("Just now").check()


def two_calls(lantern: Program, dana: Desk, reference: str, script: Script) -> None:
    """Read both calls on the page, and find these two and no other in the record."""
    chronology = dana.page.get_by_role("table", name="Chronology")
    (log_number,) = script.bold(r"NW-\d+-\d+")
    minutes = script.named(r"\*\*(\d+) minutes\*\*")
    expect(chronology.get_by_role("row").filter(has_text=f"{minutes} minutes")).to_have_count(1)
    expect(chronology.get_by_role("row").filter(has_text=log_number)).to_have_count(1)
    calls = rows(
        lantern,
        "SELECT v.kind, p.log_number, p.waited_minutes FROM record_policecalldetail p JOIN record_event v "
        "ON v.id = p.event_id JOIN record_missingepisode e ON e.id = v.episode_id WHERE e.reference = %s ORDER BY v.id",
        reference,
    )
    assert calls == [("police_call_tried", "", int(minutes)), ("police_reported", log_number, None)]


def everyone_told_again(lantern: Program, reference: str, first: str, again: str) -> None:
    """Whoever was told the first thing is told, or to be told, the second, on the same channel."""
    told: dict[str, set[tuple[Any, ...]]] = {}
    for about, *to in rows(lantern, TOLD, reference):
        told.setdefault(about, set()).add(tuple(to))
    assert told[first]
    assert told[first] <= told[again]


# 3. Three from one home ------------------------------------------------------------------------------------------


def test_three_from_one_home(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    script = Script.of(3)
    names = script.fact("Children").split(", ")
    logs = script.bold(r"NW-\d+-\d+")
    home = script.named(r"on shift at (.+?),")
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reports_the_three(dana, script, names, home)
    dana.reads("3 children are recorded missing", "Ring the police now: 01632 960999")
    rings_once(dana, names, logs, script.named(r"operator, \*\*(\w+)\*\*"))

    kept = rows(lantern, THREE, names)
    assert [(name, log) for name, log, *_ in kept] == sorted(zip(names, logs, strict=True))
    seen, where, together = script.when("Last seen"), script.where("Last seen"), kept[0][4]
    assert together is not None
    assert {line[2:] for line in kept} == {(seen, where, together)}
    for mine, who in ((names[1], WES), (names[2], EDA)):
        sees_its_own_child(Desk(contexts().new_page(), lantern).sign_in(who), mine, names)
    dana.open("/home")
    dana.follow(home)
    group = dana.page.get_by_role("group", name="Left together").first
    for name in names:
        expect(group).to_contain_text(name)


THREE = """
SELECT n.name, p.log_number, r.last_seen_at, r.last_seen_where, e.group_id
FROM record_missingepisode e JOIN record_childname n ON n.child_id = e.child_id
JOIN record_event v ON v.episode_id = e.id AND v.kind = 'missing_reported'
JOIN record_reportdetail r ON r.event_id = v.id
JOIN record_event c ON c.episode_id = e.id AND c.kind = 'police_reported'
JOIN record_policecalldetail p ON p.event_id = c.id
WHERE n.name = ANY(%s) ORDER BY n.name
"""


def reports_the_three(dana: Desk, script: Script, names: list[str], home: str) -> None:
    """Choose the three, type once what they share, and of each what is theirs."""
    dana.open("/")
    dana.follow("Report a child missing")
    dana.follow("Several children from one home")
    dana.page.get_by_role("main").get_by_role("link", name=home).click()
    for name in names:
        dana.page.get_by_role("checkbox", name=name).check()
    dana.press("Continue")
    caller, post, telephone = script.caller()
    all_of_them = dana.page.locator(".lantern-form-columns")
    fill_when(dana.page, "When were they last seen?", script.when("Last seen"))
    for label, words in {
        "Where": script.where("Last seen"),
        "Who is ringing?": caller,
        "Who are they to the children?": post,
        "Number to ring back": telephone,
        "Anything else about all of them": script.fact("Shared"),
        "What has been done to find them?": script.said(0),
    }.items():
        all_of_them.get_by_label(label, exact=True).fill(words)
    for name, words in ((names[2], script.said(1)), (names[0], script.said(2))):
        own = dana.page.get_by_role("group", name=name)
        own.get_by_label("Why are you worried about this child?").fill(words)
    dana.press(f"Report {len(names)} children missing")
    dana.page.wait_for_url("**/together")


def rings_once(dana: Desk, names: list[str], logs: list[str], handler: str) -> None:
    """Record one call with a log number for each."""
    dana.page.get_by_label("Yes", exact=True).check()
    just_now(dana, "When did you ring?")
    for name, log in zip(names, logs, strict=True):
        dana.page.get_by_role("textbox", name=re.compile(f"Police log number for .*{name}")).fill(log)
    dana.page.get_by_label("Who did you speak to?").fill(handler)
    dana.press(f"Record the call for {len(names)} children")
    dana.reads("The call is recorded for 3 children. The police are told of each.")


def sees_its_own_child(desk: Desk, mine: str, names: list[str]) -> None:
    """Be the desk of one authority: one's own child, and two others without a name."""
    desk.open("/")
    desk.follow(mine)
    desk.reads(mine, "Police told", "2 others")
    desk.does_not_read(*(name for name in names if name != mine))
