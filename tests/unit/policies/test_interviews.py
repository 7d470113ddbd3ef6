"""The weekend in the 72 hours, and what is owed at once: pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lantern.policies.interviews import dangers_of, hours_at_weekends, is_before, owed_at_once, weekends
from lantern.vocabulary.days import When
from lantern.vocabulary.interviews import Audience, Danger

FRIDAY = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)  # winter: London's clocks are UTC's


def test_weekends_are_saturdays_and_sundays_of_the_span_as_one_stretch() -> None:
    until = FRIDAY + timedelta(hours=72)
    saturday = datetime(2026, 11, 21, tzinfo=UTC)
    assert weekends(since=FRIDAY, until=until) == ((saturday, saturday + timedelta(days=2)),)
    assert hours_at_weekends(since=FRIDAY, until=until) == timedelta(hours=48)


def test_a_span_within_the_week_has_no_weekend_and_a_span_of_nothing_has_none() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert weekends(since=monday, until=monday + timedelta(hours=72)) == ()
    assert weekends(since=monday, until=monday) == ()


def test_a_span_that_begins_on_sunday_and_reaches_the_next_saturday_has_two() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert hours_at_weekends(since=sunday, until=sunday + timedelta(days=7)) == timedelta(hours=48)


def test_the_night_the_clocks_go_back_makes_the_weekend_an_hour_longer() -> None:
    friday = datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert hours_at_weekends(since=friday, until=friday + timedelta(days=4)) == timedelta(hours=49)


def test_a_disclosure_is_harm_whatever_was_ticked() -> None:
    assert dangers_of(tells_of=(), disclosed=True) == {Danger.HARM}
    assert dangers_of(tells_of=(Danger.CRIME,), disclosed=False) == {Danger.CRIME}


def test_owed_at_once_is_whom_nobody_has_told_yet() -> None:
    assert owed_at_once(dangers=(), about_a_carer=False, shared_with=()) == ()
    assert owed_at_once(dangers={Danger.CRIME}, about_a_carer=True, shared_with={Audience.POLICE}) == (
        Audience.SOCIAL_WORKER,
        Audience.DESIGNATED_OFFICER,
    )
    assert owed_at_once(dangers=(), about_a_carer=True, shared_with=(Audience.PLACEMENT,)) == (
        Audience.DESIGNATED_OFFICER,
    )


def test_the_same_minute_is_not_before_and_a_day_is_taken_whole() -> None:
    pressed = When.moment(FRIDAY + timedelta(seconds=40))
    assert not is_before(When.moment(FRIDAY), pressed)
    assert is_before(When.moment(FRIDAY - timedelta(minutes=1)), pressed)
    assert not is_before(When(on=pressed.on), pressed)
