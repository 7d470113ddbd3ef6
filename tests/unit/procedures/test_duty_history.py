from __future__ import annotations

from collections.abc import Sequence

import pytest

from lantern.procedures.history import standing_events, threads
from lantern.vocabulary.corrections import CorrectsInACircle, roots
from tests.duties.scenario import history

RETURN = "2026-11-22 05:00 child_returned"
EARLIER = "2026-11-22 04:00 child_returned"
WITHDRAW = "2026-11-22 06:00 entered_in_error"


@pytest.mark.parametrize(
    ("story", "stands"),
    [
        ([RETURN], [1]),
        ([RETURN, f"{EARLIER} corrects=1"], [2]),
        ([RETURN, f"{WITHDRAW} corrects=1"], []),
        ([RETURN, f"{EARLIER} corrects=1", f"{RETURN} corrects=2"], [3]),
        ([RETURN, f"{EARLIER} corrects=1", f"{WITHDRAW} corrects=2"], [1]),
        ([RETURN, f"{WITHDRAW} corrects=1", f"{WITHDRAW} corrects=2"], [1]),
        ([RETURN, f"{WITHDRAW} corrects=1", f"{EARLIER} corrects=2"], [3]),
        ([RETURN, f"{EARLIER} corrects=1", f"{WITHDRAW} corrects=2", f"{WITHDRAW} corrects=1"], []),
        ([RETURN, f"{EARLIER} corrects=1", f"{RETURN} corrects=1"], [3]),
        ([RETURN, f"{WITHDRAW} corrects=7"], [1]),
        ([RETURN, f"{EARLIER} episode=2 corrects=1"], [1, 2]),
    ],
    ids=[
        "alone",
        "corrected",
        "withdrawn",
        "correction corrected",
        "correction withdrawn",
        "withdrawal withdrawn",
        "withdrawal replaced",
        "correction and original withdrawn",
        "corrected twice: the last word stands",
        "correction of what is not here",
        "correction from another episode changes nothing",
    ],
)
def test_standing_events(story: Sequence[str], stands: list[int]) -> None:
    assert [event.id for event in standing_events(history(*story))] == stands


def test_standing_events_keep_the_order_they_came_in() -> None:
    story = history(RETURN, EARLIER, f"{RETURN} corrects=1")

    assert [event.id for event in standing_events(story[::-1])] == [3, 2]


def test_roots_of_a_thread_of_corrections() -> None:
    assert roots(history(RETURN, f"{EARLIER} corrects=1", f"{RETURN} corrects=2", EARLIER)) == {
        1: 1,
        2: 1,
        3: 1,
        4: 4,
    }


def test_roots_of_a_circle_are_refused() -> None:
    with pytest.raises(CorrectsInACircle) as refused:
        roots(history(f"{RETURN} corrects=2", f"{EARLIER} corrects=1"))

    assert str(refused.value) == "Event 2 corrects event 1, which corrects it in turn."


def test_episodes_are_told_apart() -> None:
    one, two, three = history(RETURN, f"{EARLIER} episode=2", RETURN)

    assert threads([one, two, three]) == {(None, 1): [one, three], (None, 2): [two]}


def test_at_or_after_gives_a_day_alone_the_benefit_of_the_doubt() -> None:
    offered, back, rung = history(
        "2026-11-22 return_interview_offered", RETURN, "2026-11-21 23:00 police_reported"
    )

    assert [offered.is_at_or_after(back), back.is_at_or_after(offered), rung.is_at_or_after(back)] == [
        True,
        True,
        False,
    ]
