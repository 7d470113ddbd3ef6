"""Who has to do with a child besides the authority, and the other closed words of the first night."""

from __future__ import annotations

from enum import StrEnum


class Capacity(StrEnum):
    """In what capacity an organisation has to do with one child. It decides when it is told, never who decides."""

    ON_CALL = "on_call"  # the placement's manager on call, or the fostering agency's
    SENIOR = "senior"  # the senior on call of the authority that looks after the child
    SOCIAL_WORKER = "social_worker"
    PERSONAL_ADVISER = "personal_adviser"  # of a young person who is leaving or has left care
    REVIEWING_OFFICER = "reviewing_officer"
    SCHOOL = "school"
    HEALTH = "health"
    GUARDIAN = "guardian"  # independent child trafficking guardian
    IMMIGRATION = "immigration"  # where the child is subject to immigration control


class MayBeTold(StrEnum):
    """Whether a relative or friend may be told that a child is missing. Nothing automatic ever goes to them."""

    UNDECIDED = "undecided"  # nobody rings them
    YES = "yes"
    NO = "no"


class CallOutcome(StrEnum):
    """How a worker's call to a private person ended."""

    SPOKEN_TO = "spoken_to"
    NO_ANSWER = "no_answer"
    NOT_CHECKED = "not_checked"  # somebody answered who could not show who they are: nothing was said


class CountEnds(StrEnum):
    """Why the period that is counted ends while the child is still missing; the search goes on."""

    EIGHTEEN = "eighteen"
    CARE_ENDED = "care_ended"


class LatenessState(StrEnum):
    """How a child's being late stands: a clock that ends with the child back, or with a missing episode."""

    LATE = "late"
    BACK = "back"
    MISSING = "missing"
