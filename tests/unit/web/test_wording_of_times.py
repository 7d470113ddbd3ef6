from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.vocabulary.days import When
from lantern.web.templatetags import lantern

NIGHT = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NIGHT, "Sunday 22 November 2026, 2:14am"),
        (SUMMER, "Thursday 2 July 2026, 12:30am"),
        (datetime(2026, 1, 5, 12, 0, tzinfo=UTC), "Monday 5 January 2026, midday"),
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), "Monday 5 January 2026, midnight"),
        (datetime(2026, 1, 5, 21, 5, tzinfo=UTC), "Monday 5 January 2026, 9:05pm"),
        (None, ""),
    ],
)
def test_moment_is_said_in_london_time(at, said):
    assert lantern.moment(at) == said


def test_moment_names_the_hour_that_comes_twice():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert [lantern.moment(first), lantern.clock(first + timedelta(hours=1))] == [
        "Sunday 25 October 2026, 1:30am BST",
        "01:30 GMT",
    ]


def test_moment_after_the_clocks_skipped_an_hour_needs_no_name():
    assert lantern.moment(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == "Sunday 29 March 2026, 2:00am"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (NIGHT, "02:14"),
        (SUMMER, "00:30"),
        (When.moment(NIGHT), "02:14"),
        (When(on=date(2026, 11, 22)), "time not known"),
        (None, ""),
    ],
)
def test_clock_is_the_24_hour_time_in_london(when, said):
    assert lantern.clock(when) == said


def test_clock_seconds_is_the_time_to_the_second():
    assert [lantern.clock_seconds(NIGHT), lantern.clock_seconds(None)] == ["02:14:05", ""]


@pytest.mark.parametrize(
    ("said_when", "said"),
    [
        (When.moment(NIGHT), "Sunday 22 November 2026, 2:14am"),
        (When(on=date(2026, 11, 22)), "Sunday 22 November 2026, time not known"),
        (NIGHT, "Sunday 22 November 2026, 2:14am"),
        (date(2026, 11, 22), "Sunday 22 November 2026"),
        (None, "not known"),
    ],
)
def test_when_is_said_as_well_as_it_is_known(said_when, said):
    assert lantern.when(said_when) == said


def test_day_of_a_moment_is_the_day_in_london():
    assert [lantern.day(SUMMER), lantern.day(None)] == ["Thursday 2 July 2026", ""]


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (timedelta(hours=11, minutes=40), "11 hours 40 minutes"),
        (timedelta(hours=1, minutes=1, seconds=59), "1 hour 1 minute"),
        (timedelta(days=2, hours=3, minutes=20), "2 days 3 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
        (None, ""),
    ],
)
def test_duration_is_said_in_words(lasted, said):
    assert lantern.duration(lasted) == said


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (NIGHT, "2026-11-22T02:14:05Z"),
        (date(2026, 11, 22), "2026-11-22"),
        (When(on=date(2026, 11, 22)), "2026-11-22"),
        (When.moment(NIGHT), "2026-11-22T02:14:05Z"),
        (None, ""),
    ],
)
def test_iso_is_for_a_machine_in_utc(given, written):
    assert lantern.iso(given) == written


def test_lasting_of_a_known_moment_counts_on():
    since = NIGHT - timedelta(hours=11, minutes=40)
    expected = (
        '<time datetime="2026-11-21T14:34:05Z" data-since="2026-11-21T14:34:05Z" '
        'data-drawn="2026-11-22T02:14:05Z">11 hours 40 minutes</time>'
    )
    assert [lantern.lasting(since, NIGHT), lantern.lasting(When.moment(since), NIGHT)] == [expected, expected]


def test_lasting_of_a_day_gives_bounds():
    assert [
        lantern.lasting(When(on=date(2026, 11, 21)), NIGHT),
        lantern.lasting(When(on=date(2026, 11, 22)), NIGHT),
    ] == ["at least 2 hours 14 minutes, at most 1 day 2 hours", "at most 2 hours 14 minutes"]
