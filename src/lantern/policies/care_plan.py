"""What a fact of the care plan must say before it is recorded."""

from __future__ import annotations

from datetime import date

from lantern.vocabulary.refusals import Refused


def check_status(*, basis: str, on: date, today: date) -> None:
    """Refuse a record under regulation 5(1)(f) without its basis, or of a day to come."""
    if not basis.strip():
        raise Refused(
            "Say on what basis: who saw or said what, and when. Nothing was recorded.", field="basis"
        )
    if on > today:
        raise Refused(
            "The care plan cannot say so on a day to come. Nothing was recorded.", field="in_care_plan_on"
        )


def check_wish(*, trusts: str, wants: str, said_to: str, said_on: date, today: date) -> None:
    """Refuse to write down nothing, what nobody heard, and what was said on a day to come."""
    if not trusts.strip() and not wants.strip():
        raise Refused(
            "Write whom the child trusts, or what the child wants. If the child said that there is nobody, "
            "write that.",
            field="trusts",
        )
    if not said_to.strip():
        raise Refused("Give the name of the person the child said it to.", field="said_to")
    if said_on > today:
        raise Refused("The child cannot have said it on a day to come.", field="said_on")
