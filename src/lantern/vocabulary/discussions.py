"""The words of a strategy discussion, of what somebody is to do, and of a level that is not agreed with."""

from __future__ import annotations

from enum import StrEnum


class HeldBy(StrEnum):
    """How people spoke with each other."""

    MEETING = "meeting"
    VIDEO = "video"
    TELEPHONE = "telephone"


class TookPartFor(StrEnum):
    """For whom somebody took part. The first three are asked of every strategy discussion."""

    SOCIAL_CARE = "social_care"
    POLICE = "police"
    HEALTH = "health"
    HOME = "home"  # where the child lives: a home, or a fostering service
    REFERRER = "referrer"
    SCHOOL = "school"
    OTHER = "other"


class Section47(StrEnum):
    """Whether enquiries under section 47 of the Children Act 1989 are made."""

    BEGUN = "begun"  # decided at this discussion: its day starts the conference's clock
    RUNNING = "running"  # begun earlier
    NOT_MADE = "not_made"


class SetIn(StrEnum):
    """Where an action was set."""

    DISCUSSION = "discussion"
    MEETING = "meeting"  # the morning meeting
    DESK = "desk"
    PASSED = "passed"  # by an owner who passed it on


class Outcome(StrEnum):
    """What came of an action."""

    DONE = "done"
    NOT_DONE = "not_done"
    PASSED_ON = "passed_on"


class Route(StrEnum):
    """How a paper was given to somebody. Lantern sends none of them."""

    BY_HAND = "by_hand"
    SECURE_MAIL = "secure_mail"
    PORTAL = "portal"
    POST = "post"


class ChallengeOutcome(StrEnum):
    """What the police answered to a challenge of their level."""

    CHANGED = "changed"
    KEPT = "kept"
