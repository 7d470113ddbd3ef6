from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.policies.acknowledging import ASKED_LASTS, LINK_LASTS, link_lasts
from lantern.policies.interview_services import (
    channel_for,
    check_answer,
    check_may_be_asked,
    check_terms,
    days_without_cover,
)
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import Channel, TellingAbout

FRIDAY = datetime(2026, 3, 13, 16, tzinfo=UTC)
SATURDAY, SUNDAY = date(2026, 3, 14), date(2026, 3, 15)
TODAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("people", "mailbox", "telephone", "channel"),
    [
        (1, "a@example.invalid", "0300", None),
        (0, "a@example.invalid", "0300", Channel.EMAIL),
        (0, "", "0300", Channel.TELEPHONE),
        (0, "", "", None),
    ],
)
def test_a_service_hears_by_its_mailbox_else_by_a_call(
    people: int, mailbox: str, telephone: str, channel: Channel | None
) -> None:
    assert channel_for(people=people, mailbox=mailbox, telephone=telephone) is channel


def test_one_s_own_and_one_that_nothing_reaches_are_not_asked() -> None:
    check_may_be_asked(name="A", is_own=False, is_reached=True)
    for own, reached, words in (
        (True, True, "see this child already"),
        (False, False, "Have an administrator"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            check_may_be_asked(name="A", is_own=own, is_reached=reached)
        assert refused.value.field == "service"


def test_to_accept_twice_and_to_decline_without_a_reason_are_refused() -> None:
    check_answer(accepts=True, accepted_by="", reason="")
    check_answer(accepts=False, accepted_by="Ira", reason="Ill")
    with pytest.raises(Refused, match="accepted already, by Ira"):
        check_answer(accepts=True, accepted_by="Ira", reason="")
    with pytest.raises(Refused, match="Enter why") as refused:
        check_answer(accepts=False, accepted_by="", reason=" ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("saturday", "sunday", "without"),
    [
        (True, True, ()),
        (True, False, (SUNDAY,)),
        (False, True, (SATURDAY,)),
        (False, False, (SATURDAY, SUNDAY)),
    ],
)
def test_the_days_on_which_nobody_works_are_named(
    saturday: bool, sunday: bool, without: tuple[date, ...]
) -> None:
    until = FRIDAY + timedelta(hours=72)

    assert days_without_cover(saturday=saturday, sunday=sunday, since=FRIDAY, until=until) == without


def test_a_span_that_ends_as_the_weekend_begins_has_no_such_day() -> None:
    told = {"saturday": False, "sunday": False}
    midnight = datetime(2026, 3, 14, tzinfo=UTC)

    assert days_without_cover(**told, since=FRIDAY, until=midnight) == ()
    assert days_without_cover(**told, since=FRIDAY, until=midnight + timedelta(minutes=1)) == (SATURDAY,)
    monday = datetime(2026, 3, 16, tzinfo=UTC)
    assert days_without_cover(**told, since=monday, until=monday + timedelta(hours=72)) == ()


def test_terms_of_another_year_or_of_too_many_are_refused() -> None:
    check_terms(from_on=TODAY, most_open=None, today=TODAY)
    check_terms(from_on=TODAY, most_open=0, today=TODAY)
    for on, most, field in (
        (date(2024, 1, 1), 3, "from_on"),
        (TODAY, 501, "most_open"),
        (TODAY, -1, "most_open"),
    ):
        with pytest.raises(Refused) as refused:
            check_terms(from_on=on, most_open=most, today=TODAY)
        assert refused.value.field == field


def test_a_link_that_asks_holds_longer_than_a_notice_s() -> None:
    assert {about: link_lasts(about) for about in TellingAbout} == {
        **dict.fromkeys(TellingAbout, LINK_LASTS),
        TellingAbout.ASKED: ASKED_LASTS,
    }
