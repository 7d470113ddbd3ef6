"""Nobody answered, as the desk reads it: before it is due, when it is, and once somebody was spoken to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.actions import missing, ringing
from lantern.queries.missing import episode_page
from lantern.queries.values import TellingLine
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.web.templatetags.lantern import clock
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_duty_shift
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import hidden

SPOKEN = {"was_answered": "yes", "name": "Jo Nightdemo", "post": "Night manager", "called_now": "on"}
RING = "Ring now: Robin Hostdemo, Night worker, 01632 960444"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night(db: None) -> Night:
    made = make_night(name="Testa Unanswered")
    made.host.switchboard = "01632 960200"
    made.host.save()
    return made


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    make_duty_shift(
        organisation=night.host,
        name="Robin Hostdemo",
        post="Night worker",
        telephone="01632 960444",
        from_at=now - timedelta(hours=3),
    )
    seen = When.moment(now - timedelta(hours=2))
    return night.reported(now=now - timedelta(minutes=11), last_seen=seen)


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def tick(now: datetime) -> None:
    assert ringing.ring_unanswered(by=SYSTEM, now=now) == 2


def lines(night: Night, reference: str) -> list[TellingLine]:
    page = episode_page(reference=reference, by=night.desk, now=datetime.now(UTC))
    return [line for line in page.tellings if line.organisation == night.host.name]


def call_of(night: Night, reference: str) -> str:
    (call,) = [line for line in lines(night, reference) if line.follows_up]
    return reverse("ring", args=[reference, call.reference])


def test_before_it_is_due_the_page_and_the_board_say_when_somebody_is_rung(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    due = clock(now - timedelta(minutes=1))

    assert f"To be rung at {due} if nobody answers." in words(desk.get(f"/missing/{reference}"))
    assert f"{night.host.name} : nobody has answered; to be rung at {due}" in words(desk.get("/"))


def test_when_it_is_due_the_board_and_the_page_say_loudly_whom_to_ring(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    page, board = desk.get(f"/missing/{reference}"), desk.get("/")

    assert f"Late: {RING}" in words(page)
    assert f"{night.host.name}: nobody has answered. {RING}" in words(board)
    assert "0 of 4 have answered" in words(board)  # a call stands in its message's place
    for answer in (page, board):
        assert call_of(night, reference) in answer.content.decode()


def test_the_board_leads_to_the_call_only_whoever_may_make_it_for_this_child(
    night: Night, reference: str, signed_in: Any, now: datetime
) -> None:
    tick(now)
    href = call_of(night, reference)
    # A social worker rings for the children of their own authority, and not for those that only live in its area.
    own, host = (
        signed_in(Role.SOCIAL_WORKER, organisation=each).get("/") for each in (night.authority, night.host)
    )

    assert [href in page.content.decode() for page in (own, host)] == [True, False]
    assert [RING in words(page) for page in (own, host)] == [True, True]


def test_the_police_are_still_the_first_to_be_rung(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    said = words(desk.get(f"/missing/{reference}"))

    assert said.index("Ring the police now") < said.index(RING)


def test_the_page_says_whom_to_ask_for_what_to_say_and_how_to_be_sure(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    page = desk.get(call_of(night, reference))

    assert title(page) == f"Ring {night.host.name} – Lantern"
    for said in (
        f"Ask for Robin Hostdemo, Night worker at {night.host.name}",
        "01632 960444",
        "Say that the child is missing.",
        "Ring back by the stored switchboard number before you say that a child exists: 01632 960200",
    ):
        assert said in words(page)


def test_where_no_switchboard_number_is_stored_the_page_says_so(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    night.host.switchboard = ""
    night.host.save()
    tick(now)

    assert f"None is stored for {night.host.name}" in words(desk.get(call_of(night, reference)))


def test_an_answered_call_ends_it(night: Night, reference: str, desk: Client, now: datetime) -> None:
    tick(now)
    href = call_of(night, reference)
    answer = desk.post(href, hidden(desk.get(href)) | SPOKEN, follow=True)

    said = words(answer)
    assert "The call is recorded. They are told." in said
    assert RING not in said
    assert f"Rang {night.host.name}: spoke to Jo Nightdemo, Night manager." in said
    assert "1 of 4 have answered" in words(desk.get("/"))
    assert "Told by telephone" in words(desk.get(href))


def test_no_answer_is_a_recorded_try_and_the_next_is_asked_for(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    href = call_of(night, reference)
    sent = hidden(desk.get(href)) | {"was_answered": "no", "called_now": "on"}
    answer = desk.post(href, sent, follow=True)

    assert "They are still not told: the next person on duty is asked for now." in words(answer)
    assert f"Rang {night.host.name}: nobody answered." in words(answer)
    assert ringing.ring_unanswered(by=SYSTEM, now=datetime.now(UTC)) == 1
    assert f"Ring now: {night.host.name}, {night.host.out_of_hours_telephone}" in words(
        desk.get(f"/missing/{reference}")
    )


def test_nobody_counts_as_told_without_a_name_and_a_role(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    href = call_of(night, reference)
    answer = desk.post(href, hidden(desk.get(href)) | {"was_answered": "yes", "called_now": "on"})

    assert errors(answer) == ["Enter their name: without one nobody counts as told", "Enter their role"]
    assert title(answer).startswith("Error: ")


def test_a_message_may_be_rung_for_before_it_is_due(night: Night, reference: str, desk: Client) -> None:
    (message,) = lines(night, reference)
    href = reverse("ring", args=[reference, message.reference])
    desk.post(href, hidden(desk.get(href)) | SPOKEN)

    assert [line.state for line in lines(night, reference)] == ["told"]


def test_a_call_that_came_too_late_is_shown_with_what_is_so_now(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    tick(now)
    href = call_of(night, reference)
    sent = hidden(desk.get(href)) | SPOKEN
    missing.record_located(
        reference=reference,
        located=When.moment(now - timedelta(minutes=5)),
        words="",
        seen_version=None,
        by=night.desk,
        now=now,
    )

    answer = desk.post(href, sent)
    assert "Somebody else changed this record after you opened the page." in errors(answer)[0]
    assert "Recorded last" in words(answer)


def test_who_may_not_ring_reads_the_number_and_gets_no_page(
    night: Night, reference: str, signed_in: Any, now: datetime
) -> None:
    tick(now)
    home = signed_in(Role.CARER, organisation=night.home)

    assert call_of(night, reference) not in home.get(f"/missing/{reference}").content.decode()
    assert home.get(call_of(night, reference)).status_code == 403


def test_the_police_s_own_task_and_a_stranger_s_reference_are_no_calls(
    night: Night, reference: str, desk: Client
) -> None:
    page = episode_page(reference=reference, by=night.desk, now=datetime.now(UTC))
    (police,) = [line for line in page.tellings if line.organisation == night.force.name]

    for telling in (police.reference, "AAAA-BBBB-CCCC"):
        assert desk.get(f"/missing/{reference}/ring/{telling}").status_code == 404
