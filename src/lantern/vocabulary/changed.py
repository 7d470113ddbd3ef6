"""The closed words of what changed after a child was back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class PlacementAfter(StrEnum):
    """Whether the child lives where they lived before."""

    KEPT = "kept"
    MOVED = "moved"
    NOT_DECIDED = "not_decided"


class PlanAfter(StrEnum):
    """Whether the care plan, or what keeps the child safe day by day, was changed."""

    CHANGED = "changed"
    NOT_CHANGED = "not_changed"
    NOT_DECIDED = "not_decided"


class ReviewAfter(StrEnum):
    """Whether a review is asked for."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    NOT_DECIDED = "not_decided"


class ReviewGround(StrEnum):
    """On what a review is asked for: regulation 33(3), and what the reviewing officer is told under 45(4)."""

    OFFICER_ASKS = "officer_asks"
    PERSISTENTLY_ABSENT = "persistently_absent"
    RISK_OF_HARM = "risk_of_harm"
    CHILD_ASKS = "child_asks"
    TO_CONSIDER = "to_consider"


PLACEMENT_WORDS: Mapping[PlacementAfter, str] = {
    PlacementAfter.KEPT: "Lives where they lived before",
    PlacementAfter.MOVED: "Moved",
    PlacementAfter.NOT_DECIDED: "Not decided yet",
}
PLAN_WORDS: Mapping[PlanAfter, str] = {
    PlanAfter.CHANGED: "Changed",
    PlanAfter.NOT_CHANGED: "Not changed",
    PlanAfter.NOT_DECIDED: "Not decided yet",
}
REVIEW_WORDS: Mapping[ReviewAfter, str] = {
    ReviewAfter.ASKED: "Asked of the reviewing officer",
    ReviewAfter.NOT_ASKED: "Not asked for",
    ReviewAfter.NOT_DECIDED: "Not decided yet",
}
GROUND_WORDS: Mapping[ReviewGround, str] = {
    ReviewGround.OFFICER_ASKS: "The reviewing officer asks for it (regulation 33(3)(a))",
    ReviewGround.PERSISTENTLY_ABSENT: "The authority considers the child persistently absent (regulation 33(3)(aa))",
    ReviewGround.RISK_OF_HARM: "The home, the carer, a parent or the area authority is concerned that the child is at "
    "risk of harm (regulation 33(3)(ab))",
    ReviewGround.CHILD_ASKS: "The child asks for it (regulation 33(3)(ac))",
    ReviewGround.TO_CONSIDER: "The reviewing officer is told, and considers whether to ask for one (regulation 45(4))",
}
