from __future__ import annotations

from lantern.policies.risk import GRAVEST_LAST, urgency
from lantern.vocabulary.missing import RiskLevel


def test_not_assessed_is_the_most_urgent() -> None:
    levels = [None, *RiskLevel]

    assert sorted(levels, key=urgency) == [*GRAVEST_LAST, None]


def test_every_level_has_its_own_place() -> None:
    assert [urgency(level) for level in (*RiskLevel, None)] == [1, 2, 3, 4, 5]
