"""Why two records are proposed as of one child, and when a person may decide on them."""

from __future__ import annotations

from enum import StrEnum

from lantern.vocabulary.refusals import Refused


class Because(StrEnum):
    """What two records have in common. Each stands for itself: they are neither weighed nor added up."""

    NAME_AND_BIRTH = "name_and_birth"  # names that are spelt or sound the same, and one day of birth
    IDENTIFIER = "identifier"
    TELEPHONE = "telephone"


def check_may_decide(*, reasons: str, is_decided: bool, is_open: bool) -> None:
    """Refuse a decision without a reason, on two records that are decided on, or on a child nobody knows.

    `is_open` says that one of the two is a child nobody knows yet, or leads to another record.
    """
    if is_open:
        raise Refused(
            "Nobody knows yet who one of these children is, or that was said already. Nothing was recorded. Match "
            "that child on their own page instead."
        )
    if is_decided:
        raise Refused("Somebody decided this already. Nothing was recorded. Open the list again.")
    check_reasons(reasons)


def check_reasons(reasons: str) -> None:
    """Refuse a decision without its reasons."""
    if not reasons.strip():
        raise Refused("Say how it is known. Nothing was recorded.", field="reasons")
