"""The hand-over at shift change: nothing that is open is left out, and nobody reads of another's children."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantern.actions import drafts, enquiries, leading, missing, police, ringing, searching
from lantern.actions.enquiries import Enquiry
from lantern.actions.said import Found
from lantern.queries import hand_over as query
from lantern.queries.hand_over import hand_over
from lantern.queries.missing import episode_page
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.involved import make_lateness
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_actor, make_duty_shift
from tests.integration.web.reading import words

HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Handedover")


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    return night.reported(now=now - 2 * HOUR, last_seen=When.moment(now - 5 * HOUR))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def end_search(night: Night, reference: str, now: datetime) -> None:
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority, name="Lee Leadly")
    searching.end_search(
        reference=reference, reasons="Seen abroad with her mother", seen_version=None, by=lead, now=now
    )


def come_back(night: Night, reference: str, now: datetime) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(now - timedelta(minutes=5)),
        words="",
        seen_version=None,
        by=night.desk,
        now=now,
    )


def strike_the_report(night: Night, reference: str, now: datetime) -> None:
    entries = episode_page(reference=reference, by=night.desk, now=now).chronology
    (number,) = [entry.number for entry in entries if entry.kind == "missing_reported"]
    missing.correct(
        reference=reference, event=number, reasons="Another's", seen_version=None, by=night.desk, now=now
    )


def lists(night: Night, now: datetime) -> tuple[list[str], list[str], list[str]]:
    held = hand_over(by=night.desk, now=now)
    missing_now, ended, over = (
        [each.row.head.reference for each in part] for part in (held.missing, held.ended, held.over)
    )
    return missing_now, ended, over


def chronologies_read(night: Night, now: datetime) -> int:
    with CaptureQueriesContext(connection) as asked:
        hand_over(by=night.desk, now=now)
    return sum('FROM "record_event"' in each["sql"] for each in asked.captured_queries)


# What it holds -----------------------------------------------------------------------------------------------


def test_every_child_of_one_s_own_is_given_and_no_other(night: Night, reference: str, now: datetime) -> None:
    make_night().reported(now=now - HOUR, last_seen=When.moment(now - HOUR))

    assert lists(night, now) == ([reference], [], [])


def test_a_child_whose_search_was_ended_and_whom_nobody_has_seen_is_given_with_who_decided_and_why(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    end_search(night, reference, now)

    assert lists(night, now) == ([], [reference], [])
    page = words(desk.get("/hand-over"))
    assert "Search ended, not seen 1" in page
    assert "Nobody has seen these children. Somebody decided to search no more. Testa Handedover" in page
    assert "Lee Leadly ended the search" in page
    assert "Seen abroad with her mother" in page
    assert "This does not mean that nobody is." in page


def test_who_ended_the_search_is_asked_once_for_all_the_children(
    night: Night, reference: str, now: datetime
) -> None:
    end_search(night, reference, now)
    of_one = chronologies_read(night, now)
    for name in ("Testa Secondly", "Testa Thirdly"):
        other = make_child(responsible_authority=night.authority, name=name)
        seen = When.moment(now - 5 * HOUR)
        end_search(night, replace(night, child=other).reported(now=now - HOUR, last_seen=seen), now)

    assert chronologies_read(night, now) == of_one
    held = hand_over(by=night.desk, now=now)
    assert [each.ended.by_name for each in held.ended if each.ended] == ["Lee Leadly"] * 3


def test_a_child_who_is_back_is_given_while_somebody_is_still_to_be_told_or_anything_is_owed(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    enquiry = Enquiry(words="Ask the hospitals", owner="PC 0000 Invented")
    enquiries.set_enquiry(reference=reference, enquiry=enquiry, by=night.desk, now=now - HOUR)
    come_back(night, reference, now)

    assert lists(night, now) == ([], [], [reference])
    page = words(desk.get("/hand-over")).partition("with something still open")[2]
    assert f"Testa Handedover , 16 years , {reference} Is back since" in page
    assert f"{night.force.name} : not rung yet to say that the child is back" in page
    assert f"{night.host.name} : nobody has answered; to be rung at" in page
    assert "Ask the hospitals . PC 0000 Invented. No time is set" in page
    assert "Independent return interview" in page
    assert "since last seen" not in page


def test_a_withdrawn_report_is_given_while_anybody_believes_it(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    strike_the_report(night, reference, now)

    assert lists(night, now) == ([], [], [reference])
    page = words(desk.get("/hand-over")).partition("with something still open")[2]
    assert "Entered in error" in page
    assert f"{night.host.name} : nobody has answered" in page


def test_what_was_only_now_recorded_of_an_earlier_week_is_given(night: Night, now: datetime) -> None:
    long_ago = now - timedelta(days=20)
    back, struck = (
        one.reported(now=long_ago, last_seen=When.moment(long_ago - HOUR))
        for one in (night, of_the_same(night))
    )
    missing.record_return(
        reference=back,
        returned=When.moment(now - timedelta(days=12)),
        words="",
        seen_version=None,
        by=night.desk,
        now=now,
    )
    strike_the_report(night, struck, now)

    assert sorted(lists(night, now)[2]) == sorted([back, struck])


def of_the_same(night: Night) -> Night:
    """Give the night of another child of the same authority."""
    child = make_child(responsible_authority=night.authority, name="Testo Thesame")
    return replace(night, child=child)


def test_who_came_back_before_the_last_seven_days_is_the_night_s_no_more(
    night: Night, reference: str, now: datetime
) -> None:
    come_back(night, reference, now)

    later = now + timedelta(days=6)
    assert lists(night, later) == ([], [], [reference])
    assert lists(night, now + timedelta(days=9)) == ([], [], [])


def test_who_is_left_out_is_counted(
    night: Night, reference: str, desk: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MOST_BACK", 0)
    come_back(night, reference, now)

    page = words(desk.get("/hand-over"))
    assert "1 more children who came back in the last 7 days are not shown here. Find them by name." in page


def test_every_duty_that_runs_is_given_and_not_the_next_alone(
    night: Night, reference: str, now: datetime
) -> None:
    level = police.Risk(level=RiskLevel.HIGH, officer="PC 1", assessed=When.moment(now - HOUR))
    police.record_risk(reference=reference, risk=level, seen_version=None, by=night.police, now=now)
    (each,) = hand_over(by=night.desk, now=now).missing
    page = episode_page(reference=reference, by=night.desk, now=now)

    assert len(each.owed) > 1
    assert each.owed == tuple(line for line in page.owed if not line.settled_as)


# Who was asked to lead and has not answered --------------------------------------------------------------------


def ask_the_host(night: Night, reference: str, at: datetime) -> None:
    leading.ask_to_lead(
        reference=reference,
        authority=night.host.reference,
        words="She was seen at your station",
        seen_version=None,
        by=night.desk,
        now=at,
    )


def answer(night: Night, reference: str, number: int, at: datetime) -> None:
    leading.answer_lead(
        reference=reference,
        asked=number,
        accepted=False,
        words="We cannot",
        seen_version=None,
        by=night.host_desk,
        now=at,
    )


def test_an_authority_that_was_asked_to_lead_is_given_with_how_long_it_has_not_answered(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    ask_the_host(night, reference, now - timedelta(minutes=95))

    ((asked,),) = [each.asked for each in hand_over(by=night.desk, now=now).missing]
    assert (asked.authority, asked.asked_at, asked.is_own) == (
        night.host.name,
        now - timedelta(minutes=95),
        False,
    )
    page = words(desk.get("/hand-over"))
    assert "Asked to lead, not answered 1" in page
    assert f"{night.host.name} was asked to lead and has not answered for 1 hour 35 minutes" in page
    assert "She was seen at your station" in page
    assert "asked by" in page

    answer(night, reference, asked.number, now)

    page = words(desk.get("/hand-over"))
    assert "Asked to lead, not answered 0" in page
    assert "was asked to lead and has not answered for" not in page


def test_the_authority_that_was_asked_reads_it_as_its_own_to_answer(
    night: Night, reference: str, signed_in: Any, now: datetime
) -> None:
    ask_the_host(night, reference, now - HOUR)
    page = signed_in(account=make_account(organisation=night.host)).get("/hand-over")

    ((asked,),) = [each.asked for each in hand_over(by=night.host_desk, now=now).missing]
    assert "Your own authority was asked to lead and has not answered for 1 hour" in words(page)
    assert f'href="/missing/{reference}/lead/{asked.number}"' in page.content.decode()


def test_it_is_given_for_whose_search_was_ended_and_who_is_back_and_not_for_a_withdrawn_report(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    ask_the_host(night, reference, now - HOUR)
    end_search(night, reference, now)
    assert "Asked to lead, not answered 1" in words(desk.get("/hand-over"))
    come_back(night, reference, now)
    assert "was asked to lead and has not answered for" in words(desk.get("/hand-over"))
    entries = episode_page(reference=reference, by=night.desk, now=now).chronology
    (back,) = [entry.number for entry in entries if entry.kind == "child_returned"]
    missing.correct(
        reference=reference, event=back, reasons="Another", seen_version=None, by=night.desk, now=now
    )
    strike_the_report(night, reference, now)

    assert "Asked to lead, not answered 0" in words(desk.get("/hand-over"))


# How it is said ----------------------------------------------------------------------------------------------


def test_all_that_is_open_is_said_with_who_has_it(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    make_duty_shift(organisation=night.authority, name="Jo Nightdemo", from_at=now - HOUR)
    enquiry = Enquiry(words="Ask the hospitals", owner="PC 0000 Invented", due_at=now - timedelta(minutes=40))
    enquiries.set_enquiry(reference=reference, enquiry=enquiry, by=night.desk, now=now - HOUR)
    ringing.ring_unanswered(by=SYSTEM, now=now)
    page = words(desk.get("/hand-over"))

    for said in (
        "Missing, or not back 1",
        "Police not rung 1",
        "Calls to make now 2",
        "Enquiries late 1",
        "Jo Nightdemo",
        f"Ring the police: 01632 960000, {night.force.name}",
        f"{night.host.name}: nobody has answered. Ring now: {night.host.name}, 01632",
        "Ask the hospitals . PC 0000 Invented. Late: was due",
        "Police told that the child is missing",
    ):
        assert said in page


def test_a_found_child_has_an_owner_and_a_clock_or_it_is_said_that_there_is_none(
    night: Night, reference: str, desk: Client, now: datetime, signed_in: Any
) -> None:
    found = When.moment(now - HOUR)
    given: dict[str, Any] = {"reference": reference, "located": found, "words": "", "seen_version": None}
    missing.record_located(by=night.desk, now=now - HOUR, **given)
    assert "No time is set to look again Nobody is named who sees to it" in words(desk.get("/hand-over"))
    home = words(signed_in(Role.CARER, organisation=night.home).get("/hand-over"))
    assert ("Found, not yet back" in home, "to look again" in home) == (True, False)


def test_the_clock_of_a_found_child_that_ran_out_is_late(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(now - HOUR),
        words="",
        found=Found(owner="PC 4411", check_again_at=now - timedelta(minutes=10)),
        seen_version=None,
        by=night.desk,
        now=now - HOUR,
    )

    page = words(desk.get("/hand-over"))
    assert "Look again now: was due" in page
    assert "PC 4411 sees to it" in page


def test_a_late_child_is_given_before_the_clock_makes_them_missing(
    night: Night, desk: Client, now: datetime
) -> None:
    make_lateness(
        child=night.child, expected_at=now, trigger_at=now + HOUR, last_seen_at=now - HOUR, recorded_at=now
    )

    page = words(desk.get("/hand-over"))
    assert "Late, not yet missing 1" in page
    assert "Reported missing at" in page


def test_what_one_has_begun_and_not_sent_is_given_to_oneself_alone(
    night: Night, now: datetime, signed_in: Any
) -> None:
    mine, other = (make_account(organisation=night.authority) for _ in range(2))
    about = night.child.reference
    drafts.keep_draft(form="report", about=about, content={"words": "x"}, by=mine.as_actor(), now=now)

    assert "Begun by you and not sent" in words(signed_in(account=mine).get("/hand-over"))
    assert "Begun by you and not sent" not in words(signed_in(account=other).get("/hand-over"))


def test_told_and_done_is_open_no_more(night: Night, reference: str, desk: Client, now: datetime) -> None:
    call = police.PoliceCall(
        called=When.moment(now - HOUR), was_answered=True, log_number="LOG-1", handler="PC 1"
    )
    police.record_police_call(
        reference=reference, call=call, seen_version=None, by=night.desk, now=now - HOUR
    )

    page = words(desk.get("/hand-over"))
    assert "Police not rung 0" in page
    assert "Ring the police" not in page


def test_a_hand_over_of_nobody_does_not_say_that_nobody_is_missing(desk: Client) -> None:
    assert "This does not mean that nobody is." in words(desk.get("/hand-over"))
