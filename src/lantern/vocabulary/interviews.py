"""The closed words of what is said after a child is back: what it tells of, and who is told of it."""

from __future__ import annotations

from enum import StrEnum


class NotPossible(StrEnum):
    """Why no return interview can be held for one return. That the child did not want to yet is none of these."""

    GONE_AGAIN = "gone_again"  # the next return has an interview of its own
    NOT_REACHED = "not_reached"  # was tried, and the child cannot be reached
    TOO_UNWELL = "too_unwell"
    OUT_OF_REACH = "out_of_reach"  # moved where nobody here can offer it, or to another country
    OTHER = "other"


class Audience(StrEnum):
    """Whom something of a return interview is shared with."""

    POLICE = "police"
    SOCIAL_WORKER = "social_worker"
    DESIGNATED_OFFICER = "designated_officer"  # of the authority, for what is said about a carer or home
    PLACEMENT = "placement"  # learns what was shared with it, and nothing else


class Danger(StrEnum):
    """What a child's words tell of that police and social worker must hear the same day."""

    HARM = "harm"
    CRIME = "crime"
    ADULTS = "adults"  # an adult who is a danger to children
    OTHER_CHILDREN = "other_children"  # who are at risk


class Advocacy(StrEnum):
    """How it stands with somebody to speak up for the child."""

    WANTED = "wanted"
    NOT_WANTED = "not_wanted"
    HAS_ONE = "has_one"
    NOT_OFFERED = "not_offered"
