"""The level proposed for a new episode never falls because of earlier ones, however many, in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantern.policies import risk
from lantern.policies.risk import GRAVEST_LAST, Asked
from lantern.procedures import floors
from lantern.vocabulary.missing import RiskLevel

LEVELS = st.sampled_from(RiskLevel)
HISTORIES = st.lists(LEVELS, max_size=60)
CHILDREN = st.tuples(st.none() | st.integers(min_value=0, max_value=24), st.booleans())


def proposed(child: tuple[int | None, bool], history: list[RiskLevel]) -> Asked:
    age, has_concern = child
    floor = risk.gravest(floors.in_force().asked(age=age, has_concern=has_concern))
    return risk.proposed(floor=floor, earlier=[(level, f"Time {n}") for n, level in enumerate(history)])


def place(asked: Asked) -> int:
    return GRAVEST_LAST.index(asked.level)


@given(CHILDREN, HISTORIES, HISTORIES)
def test_more_earlier_episodes_never_lower_what_is_asked_for(
    child: tuple[int | None, bool], before: list[RiskLevel], more: list[RiskLevel]
) -> None:
    assert place(proposed(child, before + more)) >= place(proposed(child, before))


@given(CHILDREN, HISTORIES, st.randoms())
def test_their_order_changes_nothing(
    child: tuple[int | None, bool], history: list[RiskLevel], chance: object
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert proposed(child, shuffled).level is proposed(child, history).level


@given(CHILDREN, HISTORIES, LEVELS, st.integers(min_value=1, max_value=40))
def test_the_same_again_many_times_is_as_one(
    child: tuple[int | None, bool], history: list[RiskLevel], level: RiskLevel, times: int
) -> None:
    once, often = proposed(child, [*history, level]), proposed(child, [*history, *[level] * times])
    assert once.level is often.level


@given(CHILDREN, HISTORIES)
def test_what_is_asked_for_is_never_below_the_floor_nor_below_what_police_once_held(
    child: tuple[int | None, bool], history: list[RiskLevel]
) -> None:
    least = max([place(proposed(child, [])), *(GRAVEST_LAST.index(level) for level in history)])
    assert place(proposed(child, history)) == least
