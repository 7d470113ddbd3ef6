"""The pages of strategy discussions, of what somebody is to do, of a police level, and of work."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import police
from lantern.actions.police import Risk
from lantern.queries import discussions as seen
from lantern.queries.risk_held import risk_held
from lantern.record.models import AuditEntry, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, day_boxes, drawn, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Discussed")


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    return night.reported(now=now - timedelta(hours=2), last_seen=When.moment(now - timedelta(hours=5)))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def discussed(now: datetime, **typed: str) -> dict[str, str]:
    said = {
        **boxes("held", now - timedelta(hours=1)),
        "held_by": "video",
        "known": "Her friend says a man waited.",
        "decided": "The police ring the friend.",
        "section_47": "begun",
        "section_47_because": "She owes money to a man.",
        **day_boxes("next_review_on", now + timedelta(days=3)),
    }
    for row, (whom, name) in enumerate(
        (("social_care", "Wanda Worker"), ("police", "Sam Sergeant"), ("health", "Nia Nurse")), 1
    ):
        said |= {
            f"took_part_for_{row}": whom,
            f"name_{row}": name,
            f"post_{row}": "Post",
            f"organisation_{row}": "Place",
        }
    return {**said, **typed}


def test_a_discussion_is_recorded_read_printed_given_and_acted_on(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    child = night.child.reference
    listed = f"/children/{child}/discussions"
    assert "Strategy discussions and actions" in words(desk.get(f"/children/{child}"))
    page = desk.get(f"{listed}/new")
    sent = desk.post(f"{listed}/new", {**hidden(page), **discussed(now, episodes=reference)})
    assert sent.status_code == 302
    minutes = desk.get(sent["Location"])
    read = words(minutes)
    for said in (
        "Wanda Worker",
        "Her friend says a man waited.",
        "Yes, begun at this discussion",
        "text seen",
    ):
        assert said in read

    paper = desk.get(f"{sent['Location']}/minutes.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Testa" not in paper["Content-Disposition"]
    assert AuditEntry.objects.filter(about=child, action="discussions.print_minutes").count() == 1

    given = f"{sent['Location']}/given"
    typed = {"to": "Nia Nurse", "organisation": "Trust", "route": "by_hand", **boxes("given", now)}
    assert desk.post(given, {**hidden(desk.get(given)), **typed}).status_code == 302
    receipt = f"{given}/{given_number(night, sent['Location'], now)}"
    typed = {**day_boxes("received_on", now), "words": "She rang"}
    assert desk.post(receipt, {**hidden(desk.get(receipt)), **typed}).status_code == 302
    assert "She rang" in words(desk.get(sent["Location"]))
    assert not Telling.objects.filter(organisation__name="Trust").exists()

    action = f"/children/{child}/actions/new?discussion={sent['Location'].rsplit('/', 1)[-1]}"
    typed = {
        "words": "Ring the friend",
        "organisation": night.force.reference,
        "owner": "Duty sergeant",
        **day_boxes("due_on", now + timedelta(days=1)),
    }
    assert desk.post(action, {**hidden(desk.get(action)), **typed})["Location"] == sent["Location"]
    assert "Duty sergeant" in words(desk.get(listed))


def test_a_discussion_half_typed_is_kept_for_its_note_taker_until_it_is_recorded(
    night: Night, reference: str, desk: Client, signed_in: Any, now: datetime
) -> None:
    address = f"/children/{night.child.reference}/discussions/new"
    typed = {**hidden(desk.get(address)), **discussed(now, episodes=reference)}
    assert desk.post(f"{address}/draft", typed)["Location"] == "/"
    again = desk.get(address)
    assert "Unfinished discussion from" in words(again)
    assert (drawn(again, "name_2"), drawn(again, "known")) == (
        "Sam Sergeant",
        "Her friend says a man waited.",
    )
    assert re.search(rf'value="{reference}" id="[^"]*" checked', again.content.decode())
    other = signed_in(account=make_account(organisation=night.authority, name="Other Deskly"))
    assert "Unfinished" not in words(other.get(address))
    assert desk.post(address, {**hidden(again), **discussed(now)}).status_code == 302
    assert "Unfinished" not in words(desk.get(address))
    desk.post(f"{address}/draft", {**hidden(desk.get(address)), **discussed(now)})
    desk.post(f"{address}/throw-away")
    assert "Unfinished" not in words(desk.get(address))


def given_number(night: Night, address: str, now: datetime) -> int:
    number = int(address.rsplit("/", 1)[-1])
    page = seen.minutes(child=night.child.reference, number=number, by=night.desk, now=now)
    return page.given[0].number


def test_a_discussion_in_error_keeps_what_was_typed_and_says_what_to_do(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    address = f"/children/{night.child.reference}/discussions/new"
    typed = discussed(now, name_3="", post_3="", organisation_3="", name_5="Half Typed", took_part_for_5="")
    page = desk.post(address, {**hidden(desk.get(address)), **typed})
    assert errors(page) == [
        "Choose for whom Half Typed took part",
        "Enter the post of Half Typed",
        "Enter where Half Typed works",
    ]
    typed |= {"took_part_for_5": "school", "post_5": "Head", "organisation_5": "School"}
    page = desk.post(address, {**hidden(desk.get(address)), **typed})
    assert errors(page) == [
        "Nobody is entered for health. Nothing was recorded. Enter who took part for them, or why they could not "
        "and how they are heard."
    ]
    assert drawn(page, "known") == "Her friend says a man waited."
    assert desk.get(f"/children/{night.child.reference}/discussions").status_code == 200


def test_the_owner_answers_and_passes_on_and_another_force_does_not_open_it(
    night: Night, reference: str, desk: Client, signed_in: Any, now: datetime
) -> None:
    child = night.child.reference
    action = f"/children/{child}/actions/new"
    typed = {
        "words": "Ring the friend",
        "organisation": night.force.reference,
        "owner": "Duty sergeant",
        **day_boxes("due_on", now + timedelta(days=1)),
    }
    desk.post(action, {**hidden(desk.get(action)), **typed})
    pat = signed_in(account=make_account(organisation=night.force, role=Role.POLICE_DESK, name="Pat Police"))
    team = pat.get("/to-do/organisation")
    assert "Ring the friend" in words(team)
    (line,) = seen.discussions(child=child, by=night.police, now=now + timedelta(minutes=1)).actions
    answer = f"/children/{child}/actions/{line.number}"
    page = pat.post(answer, {**hidden(pat.get(answer)), "outcome": "passed_on", "words": "Their area"})
    assert errors(page) == [
        "Choose which organisation it is passed on to",
        "Enter the post or the person it is passed on to",
    ]
    to = {"organisation": night.host.reference, "owner": "Duty worker"}
    sent = pat.post(answer, {**hidden(pat.get(answer)), "outcome": "passed_on", "words": "Their area", **to})
    assert sent.status_code == 302
    assert "Passed on to another owner" in words(pat.get(sent["Location"]))
    stranger = signed_in(
        account=make_account(organisation=make_night().force, role=Role.POLICE_DESK, name="Fay")
    )
    assert stranger.get(answer).status_code == 404


# The police level ------------------------------------------------------------------------------------------------


def level(night: Night, reference: str, now: datetime, level: RiskLevel = RiskLevel.LOW) -> None:
    risk = Risk(level=level, officer="PC 1", assessed=When.moment(now - timedelta(minutes=30)))
    police.record_risk(
        reference=reference, risk=risk, seen_version=None, by=night.police, now=now - timedelta(minutes=29)
    )


def test_a_level_cites_entries_and_says_what_else_it_relied_on(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    page = desk.get(f"/missing/{reference}/risk")
    number = page.content.decode().split('name="cites" value="')[1].split('"')[0]
    typed = {
        "level": "medium",
        "officer": "PC 1",
        "assessed_now": "on",
        "cites": number,
        "relied_on": "Her telephone is off",
        "said_by": "Her aunt",
        **boxes("obtained", now - timedelta(minutes=20)),
    }
    assert desk.post(f"/missing/{reference}/risk", {**hidden(page), **typed}).status_code == 302
    read = words(desk.get(f"/missing/{reference}/risk/held"))
    for said in ("Her telephone is off", "Her aunt", "Reported missing", "At least Medium"):
        assert said in read


def test_a_level_without_what_it_relied_on_is_taken_and_asks_for_it(
    night: Night, reference: str, desk: Client
) -> None:
    page = desk.get(f"/missing/{reference}/risk")
    typed = {"level": "medium", "officer": "PC 1", "assessed_now": "on"}
    sent = desk.post(f"/missing/{reference}/risk", {**hidden(page), **typed}, follow=True)
    assert "What it relies on is not: ask the officer" in words(sent)
    assert "What it relied on was not recorded" in words(desk.get(f"/missing/{reference}/risk/held"))


def test_a_challenge_is_put_waits_and_is_answered(
    night: Night, reference: str, desk: Client, signed_in: Any, now: datetime
) -> None:
    level(night, reference, now)
    address = f"/missing/{reference}/risk/challenge"
    page = desk.get(address)
    assert "To ask for at least Medium speaks" in words(page)
    typed = {"reasons": "She owes money", "put_to": "Inspector 1", "level_asked": "high"}
    sent = desk.post(address, {**hidden(page), **typed}, follow=True)
    assert "Challenge not answered" in words(sent)
    held = risk_held(reference=reference, by=night.desk, now=now)
    assert held.waits is not None
    pat = signed_in(account=make_account(organisation=night.force, role=Role.POLICE_DESK, name="Pat Police"))
    assert "She owes money" in words(pat.get("/to-do/organisation"))
    answer = f"{address}/{held.waits.number}"
    typed = {"outcome": "kept", "officer": "Inspector 1", "words": "Nothing new", "answered_now": "on"}
    sent = pat.post(answer, {**hidden(pat.get(answer)), **typed}, follow=True)
    assert "Recorded: the police keep their level." in words(sent)
    assert "Challenge not answered" not in words(desk.get(f"/missing/{reference}"))


def test_the_missing_lead_lowers_the_floor_with_a_reason_and_a_duty_worker_does_not(
    night: Night, reference: str, desk: Client, signed_in: Any, now: datetime
) -> None:
    level(night, reference, now)
    address = f"/missing/{reference}/risk/floor"
    assert desk.get(address).status_code == 403
    assert "The police hold less than your authority asks for" in words(
        desk.get(f"/missing/{reference}/risk/held")
    )
    account = make_account(organisation=night.authority, role=Role.MISSING_LEAD, name="Lee Lead")
    lee = signed_in(account=account)
    page = lee.post(address, {**hidden(lee.get(address)), "level": "low"})
    assert errors(page) == ["Enter why the floor is lowered"]
    typed = {"level": "low", "reasons": "Seen at school every day"}
    lee.post(address, {**hidden(lee.get(address)), **typed})
    read = words(lee.get(f"/missing/{reference}/risk/held"))
    assert "Lee Lead lowered it for this time" in read
    assert "The police hold less" not in read


# Work ----------------------------------------------------------------------------------------------------------------


def test_the_meeting_records_a_decision_against_a_child(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    page = desk.get("/to-do/meeting")
    assert "Testa Discussed" in words(page)
    address = f"/children/{night.child.reference}/actions/new?at=meeting"
    assert address in page.content.decode()
    typed = {
        "words": "Visit the aunt",
        "organisation": night.authority.reference,
        "owner": "Social worker",
        **day_boxes("due_on", now),
    }
    sent = desk.post(address, {**hidden(desk.get(address)), **typed}, follow=True)
    assert "Visit the aunt . Social worker," in words(sent)


@pytest.mark.parametrize("address", ["/to-do", "/to-do/organisation"])
@pytest.mark.parametrize("role", [Role.CARER, Role.POLICE_DESK, Role.SOCIAL_WORKER, Role.NATIONAL_OVERSIGHT])
def test_whoever_sees_the_board_has_a_work_list(
    night: Night, reference: str, signed_in: Any, role: Role, address: str
) -> None:
    at = {Role.CARER: night.home, Role.POLICE_DESK: night.force}.get(role, night.authority)
    account = make_account(organisation=at, role=role, name="Some Body")
    assert signed_in(account=account).get(address).status_code == 200


def test_what_everybody_owes_is_for_the_missing_lead(
    night: Night, reference: str, desk: Client, signed_in: Any
) -> None:
    assert desk.get("/to-do/authority").status_code == 403
    lee = signed_in(account=make_account(organisation=night.authority, role=Role.MISSING_LEAD, name="Lee"))
    read = words(lee.get("/to-do/authority"))
    assert "What everybody owes" in read
    assert night.force.name in read


def test_a_work_list_with_nothing_on_it_does_not_say_that_nothing_is_owed(signed_in: Any, db: None) -> None:
    quiet = make_night()
    somebody = signed_in(account=make_account(organisation=quiet.authority, name="Dee"))
    assert "Only what somebody recorded stands here" in words(somebody.get("/to-do"))
