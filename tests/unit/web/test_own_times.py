"""A child's own time beside the one of them all: a time alone is the nearest to it; and what a draft keeps by child."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from lantern.vocabulary.days import When
from lantern.web.forms.several import as_kept, as_typed, of_that_day

NOW = datetime(2026, 3, 15, 1, 15, tzinfo=UTC)
LATE = When.moment(datetime(2026, 3, 14, 23, 50, tzinfo=UTC))


@pytest.mark.parametrize(
    ("said", "shared", "meant"),
    [
        (time(22, 10), LATE, datetime(2026, 3, 14, 22, 10, tzinfo=UTC)),
        (time(0, 20), LATE, datetime(2026, 3, 15, 0, 20, tzinfo=UTC)),  # past midnight
        # The nearest would be to come: it was the day before.
        (time(2, 0), LATE, datetime(2026, 3, 14, 2, 0, tzinfo=UTC)),
        (
            time(23, 0),
            When.moment(datetime(2026, 3, 15, 0, 10, tzinfo=UTC)),
            datetime(2026, 3, 14, 23, 0, tzinfo=UTC),
        ),
        (time(9, 0), When(on=date(2026, 3, 12)), datetime(2026, 3, 12, 9, 0, tzinfo=UTC)),
        (time(9, 0), When(on=date(2026, 3, 15)), None),  # to come, and no other day was said
        # Summer time, and the hour that the clocks skip.
        (time(21, 0), When(on=date(2026, 7, 1)), None),
        (time(1, 30), When(on=date(2025, 3, 30)), None),
        (time(9, 0), When(on=date(2025, 7, 1)), datetime(2025, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_time_alone_is_the_nearest_to_what_is_so_of_all(
    said: time, shared: When, meant: datetime | None
) -> None:
    assert of_that_day(said, shared, now=NOW) == (When.moment(meant) if meant else None)


def test_boxes_are_kept_by_the_child_and_come_back_in_any_order() -> None:
    typed = {"said_by": "Jo", "wearing_0": "Coat", "last_seen_1_hour": "21", "last_seen_where_1": "Lane"}
    many = {f"wearing_{place}": str(place) for place in range(12)}

    kept = as_kept(typed, ["AA", "BB"], {"CC:wearing": "Hat", "BB:wearing": "old", "words": "old"})

    assert kept == {
        "CC:wearing": "Hat",
        "said_by": "Jo",
        "AA:wearing": "Coat",
        "BB:last_seen_hour": "21",
        "BB:last_seen_where": "Lane",
        "children": "AA BB CC",  # of whom something is typed, on the form or not
    }
    assert as_typed(kept, ["BB", "CC"]) == {
        "wearing_1": "Hat",
        "said_by": "Jo",
        "AA:wearing": "Coat",
        "last_seen_0_hour": "21",
        "last_seen_where_0": "Lane",
        "children": "AA BB CC",  # of whom something is typed, on the form or not
    }
    children = [f"C{place}" for place in range(12)]
    assert {**as_typed(as_kept(many, children, {}), children), "children": ""} == {**many, "children": ""}
