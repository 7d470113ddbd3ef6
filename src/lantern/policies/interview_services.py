"""Who may be asked to hold a return interview, and for how long they still see the episode once the result is in."""

from __future__ import annotations

from lantern.policies.access import RELATION_BELONGS_TO
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Relation

MAY_BE_ASKED = RELATION_BELONGS_TO[Relation.ASKED]
# Local: no published text gives a number. Whoever asks chooses.
DAYS_AFTER = (0, 3, 7, 14, 28)


def check_days(days_after: int) -> None:
    """Refuse a number of days after the result that nobody offers."""
    if days_after not in DAYS_AFTER:
        raise Refused("Choose for how long they still see it after the result.", field="days_after")


def check_may_be_asked(*, name: str, is_own: bool, people: int) -> None:
    """Refuse the authority's own interviewers, who see the child already, and a service where nobody would see it."""
    if is_own:
        raise Refused(
            f"The interviewers of {name} see this child already. Nothing was recorded.", field="service"
        )
    if not people:
        raise Refused(
            f"Nobody at {name} has an interviewer’s account here, so nobody would see it. Nothing was recorded. Ring "
            "them, and record what they tell you.",
            field="service",
        )


def check_not_asked(name: str) -> None:
    """Refuse to ask a second service while one is asked; `name` is empty where none is."""
    if name:
        raise Refused(
            f"{name} is asked to hold this interview. Nothing was changed. Take it back from them first.",
            field="service",
        )
