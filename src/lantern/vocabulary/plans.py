"""The closed words of the going-missing plan and of the care plan's facts."""

from __future__ import annotations

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
