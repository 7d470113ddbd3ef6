"""How nights away are counted, and what many times away share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lantern.policies.year import (
    Away,
    Counted,
    Length,
    Period,
    Share,
    all_nights,
    counts,
    length_of,
    nights_in,
    sharing,
)
from lantern.vocabulary.days import When

MARCH = Period(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))
TODAY = date(2026, 4, 10)


def seen(day: int, hour: int | None = None, *, month: int = 3) -> When:
    if hour is None:
        return When(on=date(2026, month, day))
    return When.moment(datetime(2026, month, day, hour, tzinfo=UTC))


def away(last_seen: When, back: When | None, **fields: Any) -> Away:
    known = {"reference": "R", "is_out": False, "placement": "Invented Home", "found": "", **fields}
    return Away(last_seen=last_seen, back=back, **known)


@pytest.mark.parametrize(
    ("last_seen", "back", "nights"),
    [
        (seen(4, 18), seen(4, 23), 0),
        (seen(4, 23), seen(5, 1), 1),
        (seen(4), seen(7), 3),
        (seen(27, month=2), seen(3), 2),
        (seen(30), seen(4, month=4), 2),
        (seen(30), None, 2),
        (seen(1, month=4), None, 0),
        (seen(1, month=2), seen(10, month=2), 0),
    ],
)
def test_a_night_is_counted_where_it_began_within_the_period(
    last_seen: When, back: When | None, nights: int
) -> None:
    assert nights_in(away(last_seen, back), MARCH, today=TODAY) == nights


def test_a_night_that_two_reports_cover_is_counted_once() -> None:
    times = [away(seen(4, 18), seen(6, 2)), away(seen(5, 1), seen(7, 2)), away(seen(9), seen(10))]
    assert all_nights(times, MARCH, today=TODAY) == 4


@pytest.mark.parametrize(
    ("last_seen", "back", "length"),
    [
        (seen(4, 10), seen(4, 11), Length.UNDER_2_HOURS),
        (seen(4, 10), seen(4, 12), Length.UNDER_6_HOURS),
        (seen(4, 10), seen(4, 20), Length.UNDER_12_HOURS),
        (seen(4, 10), seen(5, 9), Length.UNDER_DAY),
        (seen(4, 10), seen(6, 9), Length.UNDER_2_DAYS),
        (seen(4, 10), seen(9, 9), Length.UNDER_WEEK),
        (seen(4, 10), seen(11, 10), Length.LONGER),
        (seen(4), seen(4, 10), Length.DAYS_ONLY),
        (seen(4, 10), None, Length.NOT_BACK),
    ],
)
def test_how_long_is_said_in_bands_and_never_made_up(
    last_seen: When, back: When | None, length: Length
) -> None:
    assert length_of(away(last_seen, back)) is length


def test_what_times_away_share_is_counted_plainly_and_leads_back_to_them() -> None:
    times = [
        away(seen(6, 21), seen(6, 23), reference="A", found="The  Bus Station"),
        away(seen(13, 21), seen(13, 22), reference="B", found="the bus station"),
        away(seen(9), seen(10), reference="C", placement="", found="A park"),
    ]
    said = {share: [(one.value, one.times) for one in counts(times, share)] for share in Share}
    assert said == {
        Share.WEEKDAY: [("0", 1), ("4", 2)],
        Share.HOUR: [("21", 2), ("", 1)],
        Share.PLACEMENT: [("Invented Home", 2), ("", 1)],
        Share.FOUND: [("The  Bus Station", 2), ("A park", 1)],
        Share.LENGTH: [("under_2_hours", 1), ("under_6_hours", 1), ("days_only", 1)],
    }
    (first, _other) = counts(times, Share.FOUND)
    assert [each.reference for each in sharing(times, first)] == ["A", "B"]
    assert first == Counted(share=Share.FOUND, number=0, value="The  Bus Station", times=2)


def test_the_hour_is_londons_in_summer_too() -> None:
    assert [one.value for one in counts([away(seen(4, 21, month=7), None)], Share.HOUR)] == ["22"]
