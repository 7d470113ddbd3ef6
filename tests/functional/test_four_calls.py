"""The four printed calls, each taken by a browser from its script; at the end, every line of "On record at the end"."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from playwright.sync_api import BrowserContext, expect

from lantern.vocabulary.days import LONDON
from tests.factories.pictures import photograph_file
from tests.functional.desk import (
    CAM,
    DANA,
    FAY,
    HOME,
    THIRD_FORCE,
    WES,
    WESTHAVEN,
    Desk,
    ago,
    clock,
    fill_when,
    now,
)
from tests.functional.post_box import PostBox
from tests.functional.program import Program
from tests.functional.scripts import Script

PHOTOGRAPH = {"name": "port.png", "mimeType": "image/png", "buffer": photograph_file(colour="teal")}
MEDICAL = "Any medical need? When is the next medication due?"
TELEPHONE = "Has the child a telephone with them? Is it on?"
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
    is_back(dana, script.said(3))
    assert dana.reference() == reference

    dana.reads("Is back", script.said(3), clock(seen), "Late first: expected", clock(expected))
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
        "Where, by whom, and who with": script.where("Last seen"),
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
    reads_the_sheet_of_one(dana, names[2], script)
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
    for name, question, words in (
        (names[2], MEDICAL, script.said(1)),
        (names[0], TELEPHONE, script.said(2)),
    ):
        own = dana.page.get_by_role("group", name=name).get_by_role("group", name=question)
        own.get_by_label("Yes", exact=True).check()
        own.get_by_role("textbox").fill(words)
    dana.press(f"Report {len(names)} children missing")
    dana.page.wait_for_url("**/together")


def reads_the_sheet_of_one(dana: Desk, name: str, script: Script) -> None:
    """Open the call sheet in the child's row: her own answer stands under its question, another child's does not."""
    row = dana.page.get_by_role("row").filter(has_text=name)
    row.get_by_role("link", name="Read this out: the call sheet").click()
    dana.reads(name, script.fact("Shared"), script.where("Last seen"))
    answer = dana.page.locator("dl > div").filter(has_text=MEDICAL)
    expect(answer).to_contain_text(f"Yes. {script.said(1)}")
    dana.does_not_read(script.said(2))
    dana.page.go_back()
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


# 4. Found by a third force ---------------------------------------------------------------------------------------


def test_found_by_a_third_force(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    script = Script.of(4)
    child, wrong, noon = script.fact("Child"), script.fact("Wrong child"), next_noon()
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    reference = opens(dana, child)
    looks_for_the_switchboard(dana, lantern)
    records_found(dana, script, reference)
    lets_in_until(dana, script, noon)
    fay = Desk(contexts().new_page(), lantern).sign_in(FAY)
    other = opens(dana, wrong)
    reads_this_episode_and_no_other(fay, script, reference, other)
    asks_westhaven_to_lead(dana, Desk(contexts().new_page(), lantern).sign_in(WES), script, reference)
    presses_the_wrong_child(dana, other)
    dana.episode(reference)
    is_back(dana, script.said(3))

    assert rows(lantern, LEAD, reference) == [
        ("lead_asked", WESTHAVEN, None),
        ("lead_answered", WESTHAVEN, True),
    ]
    ((found, back, stage),) = rows(lantern, TURNS, reference)
    assert (found, stage) == (script.when("Found"), "returned")
    assert back > found
    ((back, stage),) = rows(
        lantern, "SELECT returned_at, stage FROM record_missingepisode WHERE reference = %s", other
    )
    assert (back, stage) == (None, "missing")
    everyone_told_again(lantern, other, "returned", "corrected")
    assert rows(lantern, LET_IN, THIRD_FORCE) == [(reference, noon)]
    noon_passes(lantern, reference)
    fay.episode(reference)
    fay.reads("Your time is over")
    fay.does_not_read(child)


TURNS = "SELECT located_at, returned_at, stage FROM record_missingepisode WHERE reference = %s"
LEAD = """
SELECT v.kind, o.name, d.accepted FROM record_leaddetail d JOIN record_event v ON v.id = d.event_id
JOIN accounts_organisation o ON o.id = d.authority_id JOIN record_missingepisode e ON e.id = v.episode_id
WHERE e.reference = %s ORDER BY v.id
"""
LET_IN = """
SELECT e.reference, a.until_at FROM record_episodeaccess a JOIN record_missingepisode e ON e.id = a.episode_id
JOIN accounts_organisation o ON o.id = a.organisation_id WHERE o.name = %s
"""
TIME_GOES_BY = """
UPDATE record_episodeaccess SET from_at = now() - interval '9 hours', until_at = now() - interval '1 hour'
FROM record_missingepisode e WHERE e.id = episode_id AND e.reference = %s RETURNING 1
"""


def next_noon() -> datetime:
    """Give the next noon in London that is an hour away or more."""
    local = (now() + timedelta(hours=1)).astimezone(LONDON)
    noon = local.replace(hour=12, minute=0)
    return noon if noon > local else (noon + timedelta(days=1))


def opens(dana: Desk, child: str) -> str:
    """Find a child who is recorded missing, and open the episode."""
    finds(dana, child)
    dana.reads("Already recorded missing")
    dana.press("Open it")
    return dana.reference()


def looks_for_the_switchboard(dana: Desk, lantern: Program) -> None:
    """Read the stored number of the force that rings, before anything is said of the child."""
    ((stored,),) = rows(lantern, "SELECT switchboard FROM accounts_organisation WHERE name = %s", THIRD_FORCE)
    finds_the_force(dana)
    dana.reads("Ring back by the stored switchboard number", stored)


def finds_the_force(dana: Desk) -> None:
    dana.follow("Let another force or authority in")
    dana.page.get_by_label("Which police force or authority?").fill("fenm")
    dana.press("Find them")
    dana.reads(THIRD_FORCE)


def records_found(dana: Desk, script: Script, reference: str) -> None:
    """Record all that the sergeant says, rung back."""
    force, telephone = script.caller()[1:]
    dana.episode(reference)
    dana.press("Found, not yet back")
    fill_when(dana.page, "When was the child found?", script.when("Found"))
    dana.page.get_by_label("Does not want to come back yet").check()
    dana.page.get_by_role("group", name="Is the child safe and well?").get_by_label("Yes", exact=True).check()
    fill_when(dana.page, "Look again by", now() + timedelta(hours=2))
    for label, words in {
        "Who sees to it now?": f"{script.caller()[0]}, {force}",
        "Who says so?": script.caller()[0],
        "How to reach them": telephone,
        "Where is the child?": script.where("Found").removeprefix("at "),
        "Anything else": script.said(1),
    }.items():
        dana.page.get_by_label(label).fill(words)
    dana.press("Record that the child is found")
    dana.reference()
    dana.reads("Found, not yet back", "Does not want to come back yet", script.said(1), "Look again by")
    dana.does_not_read("Is back since")


def lets_in_until(dana: Desk, script: Script, until: datetime) -> None:
    """Let the force into this one episode until a time."""
    finds_the_force(dana)
    dana.press("Let them in")
    dana.page.get_by_label("Until a time that I type").check()
    fill_when(dana.page, "Until when?", until)
    dana.page.get_by_label("Why do they need it?").fill(f"{script.caller()[0]} is with him")
    dana.press("Let them in")
    dana.reference()
    dana.reads(f"{THIRD_FORCE} is let in.")


def reads_this_episode_and_no_other(fay: Desk, script: Script, reference: str, other: str) -> None:
    """Be the third force."""
    fay.open("/")
    fay.reads(script.fact("Child"), "You were let into this one until")
    fay.does_not_read(script.fact("Wrong child"))
    fay.episode(reference)
    fay.reads(script.fact("Child"), "Found, not yet back")
    fay.episode(other)
    fay.reads("We cannot find that")


def asks_westhaven_to_lead(dana: Desk, wes: Desk, script: Script, reference: str) -> None:
    """Ask in writing, and be answered in writing."""
    dana.episode(reference)
    dana.follow("Ask an authority to lead")
    dana.page.get_by_label("Which authority is asked to lead?").select_option(label=WESTHAVEN)
    dana.page.get_by_label("What do you ask, and why?").fill("He lives in your area: will you lead tonight?")
    dana.press("Ask it to lead")
    dana.open("/hand-over")
    dana.reads(f"{WESTHAVEN} was asked to lead and has not answered for")
    wes.open("/")
    wes.follow(script.fact("Child"))
    wes.follow("Answer")
    wes.page.get_by_label("Yes: we lead from now on").check()
    wes.page.get_by_label("What do you answer?").fill("Ours until he is back.")
    wes.press("Send the answer")
    dana.episode(reference)
    dana.reads("Ours until he is back.", WES)


def presses_the_wrong_child(dana: Desk, other: str) -> None:
    """Record the wrong child back, and undo it."""
    dana.episode(other)
    is_back(dana, "")
    banner = dana.page.get_by_role("alert")
    banner.get_by_text("Not back? Undo").click()
    banner.get_by_role("button", name="Wrong child").click()
    dana.reads(
        "Everyone who was told is being told of the correction.", "Struck: entered in error", "Wrong child"
    )


def is_back(dana: Desk, words: str) -> None:
    """Record from the episode's page that the child is back just now."""
    dana.press("The child is back")
    just_now(dana, "When did the child come back?")
    dana.page.get_by_role("textbox", name="how is the child?").fill(words)
    dana.press("Record that the child is back")
    dana.reference()
    dana.reads("Is back", words)


def noon_passes(lantern: Program, reference: str) -> None:
    """Let the time go by for which they were let in."""
    assert rows(lantern, TIME_GOES_BY, reference) == [(1,)]


# 2. A boy gone after screening at a port -------------------------------------------------------------------------


def test_a_boy_gone_after_screening(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    script = Script.of(2)
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    heard = " or ".join(re.findall(r'"(\w+)"', script.fact("Child")))
    reference = reports_a_boy_nobody_knows(dana, script, heard)
    assert [row[1:] for row in rows(lantern, WHO, reference)] == [("estimated", True, [heard])]
    dana.follow("Read this out: the call sheet")
    dana.reads(
        heard, f"About {script.fact('About')} years old; date of birth not known", script.fact("Language")
    )
    answer = dana.page.locator("dl > div").filter(has_text=TELEPHONE)
    expect(answer).to_contain_text(f"Yes. {script.said(1).partition('. ')[0]}")
    dana.press("Record the call to the police")
    (log_number,) = script.bold(r"NW-\d+-\d+")
    get_through(dana, log_number, script.named(r"(Control Operator \w+)"))
    name, born = says_who_he_is(dana, script)

    dana.episode(reference)
    bo, post, telephone = script.caller()
    dana.reads(name, heard, script.said(0), script.said(1), bo, telephone, log_number)
    ((date_of_birth, certainty, is_unidentified, names),) = rows(lantern, WHO, reference)
    assert (date_of_birth, certainty, is_unidentified) == (born, "documented", False)
    assert {name, heard} <= set(names)
    assert rows(lantern, SAID, reference) == [(bo, telephone, script.said(0) + "\n" + script.said(1))]
    brought = script.when("Brought").astimezone(LONDON)
    dana.reads(f"Brought to {HOME} on {brought:%A} {brought.day} {brought:%B %Y}, {brought:%H:%M}.", post)
    assert {(HOME, "missing"), (WESTHAVEN, "missing")} <= set(rows(lantern, TOLD_OF_HIM, reference))
    picture_opens_for_some(dana, Desk(contexts().new_page(), lantern).sign_in(CAM))
    assert "traffick" not in dana.page.locator("main").inner_text().lower()


WHO = """
SELECT c.date_of_birth, c.date_of_birth_certainty, c.is_unidentified, array_agg(n.name ORDER BY n.id)
FROM record_missingepisode e
JOIN record_child c ON c.id = e.child_id LEFT JOIN record_childname n ON n.child_id = c.id
WHERE e.reference = %s GROUP BY c.id
"""
TOLD_OF_HIM = """
SELECT o.name, t.about FROM record_telling t JOIN record_missingepisode e ON e.id = t.episode_id
JOIN accounts_organisation o ON o.id = t.organisation_id WHERE e.reference = %s
"""
SAID = """
SELECT s.said_by, s.contact, replace(r.why_worried, chr(13), '') FROM record_missingepisode e
JOIN record_event v ON v.episode_id = e.id AND v.kind = 'missing_reported'
JOIN record_eventsource s ON s.event_id = v.id JOIN record_reportdetail r ON r.event_id = v.id
WHERE e.reference = %s
"""


def reports_a_boy_nobody_knows(dana: Desk, script: Script, heard: str) -> str:
    """Type what Bo knows: no date of birth, no number."""
    finds(dana, heard.split()[0])
    dana.follow("report a child nobody knows yet")
    bo, post, telephone = script.caller()
    fill_when(dana.page, "When was the child last seen?", script.when("Last seen"))
    fill_when(dana.page, "When was the child brought there?", script.when("Brought"))
    homes = dana.page.get_by_label("Which home or placement was the child in, or brought to?")
    homes.select_option(label=f"{HOME} ({WESTHAVEN})")
    for label, words in {
        "Where, by whom, and who with": script.where("Last seen"),
        "Name, as it was heard": heard,
        "About how old?": script.fact("About"),
        "Language": script.fact("Language"),
        "Wearing": script.fact("Wearing"),
        "What is worrying?": script.said(0) + "\n" + script.said(1),
        "Who says so?": bo,
        "Number to ring back": telephone,
        "Who are they to the child?": post,
    }.items():
        dana.page.get_by_label(label).fill(words)
    dana.page.get_by_label("Male", exact=True).check()
    telephone_of_his = dana.page.get_by_role("group", name=TELEPHONE)
    telephone_of_his.get_by_label("Yes", exact=True).check()
    telephone_of_his.get_by_role("textbox").fill(script.said(1).partition(". ")[0])
    dana.page.get_by_label("Photograph").set_input_files(PHOTOGRAPH)  # type: ignore[arg-type]
    dana.press("Report missing")
    reference = dana.reference()
    dana.reads("not yet identified", heard)
    return reference


def says_who_he_is(dana: Desk, script: Script) -> tuple[str, date]:
    """His papers have come."""
    name = script.named(r"He's (\w+ \w+), born")
    born = datetime.strptime(script.named(r"born (\d+ \w+ \d{4})"), "%d %B %Y").date()  # noqa: DTZ007
    dana.follow("Open the child's record")
    dana.reads(f"not known: about {script.fact('About')} years old")
    dana.follow("say who it is")
    dana.page.get_by_label("Name", exact=True).fill(name)
    for box, value in {"Day": born.day, "Month": born.month, "Year": born.year}.items():
        dana.page.get_by_role("group", name="Date of birth").first.get_by_label(box).fill(str(value))
    dana.page.get_by_label("From a document").check()
    dana.page.get_by_label("How is it known?").fill(script.said(2))
    dana.press("Record who this child is")
    dana.reads(name)
    return name, born


def picture_opens_for_some(dana: Desk, cam: Desk) -> None:
    """The desk of his authority sees the photograph; somebody else asks for it in vain."""
    picture = dana.page.get_by_role("img", name="Photograph of the child")
    assert picture.evaluate("image => image.naturalWidth") == 60
    address = picture.get_attribute("src") or ""
    assert dana.page.request.get(dana.lantern.address + address).status == 200
    assert cam.page.request.get(cam.lantern.address + address).status in {403, 404}
