"""The closed words of the going-missing plan and of the care plan's facts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class PlanPart(StrEnum):
    """A part of the plan that somebody writes, in the order in which it is read (the Philomena Protocol's)."""

    DESCRIPTION = "description"
    MARKS = "marks"
    TELEPHONE = "telephone"
    SOCIAL_MEDIA = "social_media"
    FRIENDS = "friends"
    PLACES = "places"
    VULNERABILITIES = "vulnerabilities"
    HEALTH = "health"
    MONEY = "money"
    TRANSPORT = "transport"
    LANGUAGES = "languages"
    WHAT_WORKS = "what_works"
    AGREED_WITH = "agreed_with"
    CHILD_SAID = "child_said"


class PlacementTurn(StrEnum):
    """What happened to where a child lives, or to the child's being looked after."""

    BEGAN = "began"
    ENDED = "ended"
    CARE_ENDED = "care_ended"


class LivesNow(StrEnum):
    """Where the child lives once a placement is over."""

    ANOTHER_PLACEMENT = "another_placement"  # it is recorded next
    FAMILY = "family"
    OWN_PLACE = "own_place"
    NOT_KNOWN = "not_known"


# How each part is titled, on the screen and on paper.
PART_TITLES: Mapping[PlanPart, str] = {
    PlanPart.DESCRIPTION: "What the child looks like",
    PlanPart.MARKS: "Marks",
    PlanPart.TELEPHONE: "Telephone",
    PlanPart.SOCIAL_MEDIA: "Social media",
    PlanPart.FRIENDS: "Friends and associates",
    PlanPart.PLACES: "Places",
    PlanPart.VULNERABILITIES: "What makes the child vulnerable",
    PlanPart.HEALTH: "Health and medication",
    PlanPart.MONEY: "Money",
    PlanPart.TRANSPORT: "Transport",
    PlanPart.LANGUAGES: "Languages and how to talk with the child",
    PlanPart.WHAT_WORKS: "What works when the child is found",
    PlanPart.AGREED_WITH: "With whom this was agreed",
    PlanPart.CHILD_SAID: "What the child says about this plan",
}
