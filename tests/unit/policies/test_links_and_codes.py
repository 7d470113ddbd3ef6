from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lantern.policies.acknowledging import (
    CodeSpent,
    CodeWrong,
    LinkSpent,
    TooManyCodes,
    check_code_is_right,
    check_code_may_be_tried,
    check_link,
    check_may_send_code,
    check_named,
    code_ends_at,
    codes_counted_since,
    link_ends_at,
)
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import TellingAbout

MADE = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
JUST = timedelta(microseconds=1)


def test_a_link_and_its_code_hold_for_so_long() -> None:
    assert (link_ends_at(MADE) - MADE, code_ends_at(MADE) - MADE) == (
        timedelta(hours=72),
        timedelta(minutes=10),
    )


def test_a_link_within_72_hours() -> None:
    check_link(ends_at=link_ends_at(MADE), withdrawn=False, now=link_ends_at(MADE) - JUST)


def test_a_link_holds_until_the_moment_that_is_written_down_with_it() -> None:
    assert link_ends_at(MADE, expires_at=MADE + JUST) == MADE + JUST


@pytest.mark.parametrize(
    ("withdrawn", "now"), [(False, link_ends_at(MADE)), (True, MADE), (True, link_ends_at(MADE))]
)
def test_a_link_that_is_spent_does_not_say_how(withdrawn: bool, now: datetime) -> None:
    with pytest.raises(LinkSpent) as refused:
        check_link(ends_at=link_ends_at(MADE), withdrawn=withdrawn, now=now)

    assert refused.value.message == (
        "This link no longer opens anything. Nothing was recorded. Ring the team that sent the notice."
    )


def test_a_first_code_and_another_after_a_minute() -> None:
    check_may_send_code(codes_sent=0, last_sent_at=None, now=MADE)
    check_may_send_code(codes_sent=9, last_sent_at=MADE, now=MADE + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("codes_sent", "message"),
    [
        (
            10,
            "No more codes can be sent for this link. Nothing was recorded. Ring the team that sent the notice.",
        ),
        (1, "A code was sent less than a minute ago. Wait for it, then ask again if it does not come."),
    ],
)
def test_codes_asked_for_too_often(codes_sent: int, message: str) -> None:
    with pytest.raises(TooManyCodes) as refused:
        check_may_send_code(codes_sent=codes_sent, last_sent_at=MADE, now=MADE + timedelta(seconds=59))

    assert refused.value.message == message


def test_the_codes_of_an_interview_s_link_are_counted_by_the_day() -> None:
    now = MADE + timedelta(days=3)
    counted = {about: codes_counted_since(about, made_at=MADE, now=now) for about in TellingAbout}

    assert counted == {
        about: now - timedelta(hours=24) if about is TellingAbout.ASKED else MADE for about in TellingAbout
    }
    with pytest.raises(TooManyCodes) as refused:
        check_may_send_code(codes_sent=10, last_sent_at=MADE, by_the_day=True, now=now)
    assert refused.value.message == (
        "10 codes were sent for this link within 24 hours. Nothing was recorded. Ask again later, or ring the team "
        "that sent it."
    )


def test_a_code_may_be_tried_five_times_in_ten_minutes() -> None:
    for tries in range(5):
        check_code_may_be_tried(made_at=MADE, tries=tries, used=False, now=code_ends_at(MADE) - JUST)


@pytest.mark.parametrize(
    ("tries", "used", "now", "message"),
    [
        (0, True, MADE, "This code was used already. Nothing was recorded. Ask for a new code."),
        (
            0,
            False,
            code_ends_at(MADE),
            "This code has run out: it held for 10 minutes. Nothing was recorded. Ask for a new code.",
        ),
        (5, False, MADE, "This code was tried 5 times. Nothing was recorded. Ask for a new code."),
    ],
)
def test_a_code_that_is_spent(tries: int, used: bool, now: datetime, message: str) -> None:
    with pytest.raises(CodeSpent) as refused:
        check_code_may_be_tried(made_at=MADE, tries=tries, used=used, now=now)

    assert refused.value.message == message


def test_a_right_code_is_right_at_the_last_try() -> None:
    check_code_is_right(is_right=True, tries=5)


@pytest.mark.parametrize(
    ("tries", "message"),
    [
        (1, "That code is not right. Nothing was recorded. 4 tries are left."),
        (4, "That code is not right. Nothing was recorded. 1 try is left."),
        (5, "That code is not right, and no tries are left. Nothing was recorded. Ask for a new code."),
    ],
)
def test_a_wrong_code_says_how_many_tries_are_left(tries: int, message: str) -> None:
    with pytest.raises(CodeWrong) as refused:
        check_code_is_right(is_right=False, tries=tries)

    assert refused.value.message == message


def test_an_acknowledgement_by_a_named_person() -> None:
    check_named(name="Ciarán Ó Súilleabháin", post="Duty sergeant")


@pytest.mark.parametrize(
    ("name", "post", "field", "message"),
    [
        (" ", "Duty sergeant", "name", "Give your name. Only a named person can acknowledge."),
        ("A. Example", "", "post", "Give your role, such as duty sergeant. It shows who was told."),
    ],
)
def test_an_acknowledgement_by_nobody_is_refused(name: str, post: str, field: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        check_named(name=name, post=post)

    assert (refused.value.field, refused.value.message) == (field, message)
