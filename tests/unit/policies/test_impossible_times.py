from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.policies.times import ImpossibleTime, check_next_review, check_not_future, check_times
from lantern.vocabulary.days import When

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
TODAY = When(on=date(2026, 11, 22))
YESTERDAY = When(on=date(2026, 11, 21))


def ago(**length: float) -> When:
    return When.moment(NOW - timedelta(**length))


def check(
    *,
    last_seen: When | None = None,
    noticed: When | None = None,
    located: When | None = None,
    returned: When | None = None,
) -> None:
    check_times(last_seen=last_seen, noticed=noticed, located=located, returned=returned, now=NOW)


def test_times_that_can_be_true() -> None:
    check(last_seen=ago(hours=5), noticed=ago(hours=4), located=ago(hours=2), returned=ago(hours=1))


def test_nothing_known_is_no_contradiction() -> None:
    check()


def test_all_at_one_moment_can_be_true() -> None:
    check(last_seen=ago(hours=1), noticed=ago(hours=1), located=ago(hours=1), returned=ago(hours=1))


def test_a_day_alone_is_given_its_whole_day() -> None:
    check(last_seen=ago(hours=1), located=TODAY, returned=TODAY)


def test_seen_by_one_person_after_another_noticed() -> None:
    check(last_seen=ago(hours=1), noticed=ago(hours=2))


def test_two_minutes_ahead_may_be_two_honest_clocks() -> None:
    check(last_seen=When.moment(NOW + timedelta(minutes=2)))


AHEAD = When.moment(NOW + timedelta(minutes=2, microseconds=1))


@pytest.mark.parametrize(
    ("times", "field", "message"),
    [
        ({"last_seen": AHEAD}, "last_seen", "when the child was last seen is in the future"),
        ({"noticed": AHEAD}, "noticed", "when the child was noticed missing is in the future"),
        ({"located": AHEAD}, "located", "when the child was found is in the future"),
        ({"returned": AHEAD}, "returned", "when the child came back is in the future"),
        (
            {"last_seen": When(on=date(2026, 11, 23))},
            "last_seen",
            "when the child was last seen is in the future",
        ),
    ],
)
def test_a_time_of_the_future_is_refused(times: dict[str, When], field: str, message: str) -> None:
    with pytest.raises(ImpossibleTime) as refused:
        check(**times)

    assert (refused.value.field, refused.value.message) == (
        field,
        f"The time {message}. Nothing was recorded. Check day and time.",
    )


@pytest.mark.parametrize(
    ("times", "field", "message"),
    [
        ({"last_seen": ago(hours=1), "located": ago(hours=2)}, "located", "found before they were last seen"),
        (
            {"last_seen": ago(hours=1), "returned": ago(hours=2)},
            "returned",
            "back before they were last seen",
        ),
        ({"located": ago(hours=1), "returned": ago(hours=2)}, "returned", "back before they were found"),
        ({"last_seen": TODAY, "located": YESTERDAY}, "located", "found before they were last seen"),
        ({"located": TODAY, "returned": ago(hours=5)}, "returned", "back before they were found"),
    ],
)
def test_a_certain_contradiction_is_refused(times: dict[str, When], field: str, message: str) -> None:
    with pytest.raises(ImpossibleTime) as refused:
        check(**times)

    assert (refused.value.field, refused.value.message) == (
        field,
        f"The child cannot be {message}. Nothing was recorded. Check both times and correct the wrong one.",
    )


def test_any_event_of_the_future_is_refused() -> None:
    with pytest.raises(ImpossibleTime) as refused:
        check_not_future(happened=AHEAD, now=NOW)

    assert (refused.value.field, refused.value.message) == (
        "happened",
        "The time of what happened is in the future. Nothing was recorded. Check day and time.",
    )


@pytest.mark.parametrize("review", [None, NOW + timedelta(hours=3)])
def test_a_next_review_after_the_assessment(review: datetime | None) -> None:
    check_next_review(assessed=ago(hours=1), next_review_at=review)


def test_a_next_review_that_is_not_after_the_assessment_is_refused() -> None:
    with pytest.raises(ImpossibleTime) as refused:
        check_next_review(assessed=When.moment(NOW), next_review_at=NOW)

    assert (refused.value.field, refused.value.message) == (
        "next_review_at",
        "The next review would come before this assessment. Nothing was recorded. Check both times.",
    )
