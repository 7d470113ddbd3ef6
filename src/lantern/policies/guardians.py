"""A guardian for a child: in which order asking, allocation, challenge and leaving can come."""

from __future__ import annotations

from datetime import date

from lantern.vocabulary.refusals import Refused


class NoGuardian(Refused):
    """There is no guardian of this child now, so nothing can be said of one."""


def check_service(service: str) -> None:
    """Refuse to ask for a guardian, or to name one, without saying of which service."""
    if not service.strip():
        raise Refused("Enter the guardian’s service.", field="service")


def check_own_name(*, typed: str, name: str, field: str) -> None:
    """Refuse a name or service that is typed beside an account, and is not the account's own."""
    if typed.strip() and typed.strip() != name:
        raise Refused(
            f"The account you chose is of {name}. Leave this empty, or choose that there is no account.",
            field=field,
        )


def check_allocation(*, name: str, is_allocated: bool) -> None:
    """Refuse to name a guardian without a name, or beside another who has not left."""
    if not name.strip():
        raise Refused("Enter the guardian’s name.", field="guardian_name")
    if is_allocated:
        raise Refused(
            "This child has a guardian. Nothing was recorded. Record first that this one has left.",
            field="guardian_name",
        )


def check_not_again(*, is_again: bool) -> None:
    """Refuse that who the guardian is stands again: who sees a child is said anew, and never by taking words back."""
    if is_again:
        raise Refused(
            "Who is a child’s guardian decides who sees the child, so a withdrawal of it stays. Nothing was changed. "
            "Record anew who was named, or that they left."
        )


def check_one(*, allocated: int) -> None:
    """Refuse what would leave two guardians beside one another: whoever has left reads no more of the child."""
    if allocated > 1:
        raise Refused(
            "Another guardian has been named since, and a child has one at a time. Nothing was changed. Record first "
            "that the other has left."
        )


def check_has_guardian(*, is_allocated: bool) -> None:
    """Refuse, with NoGuardian, what only a guardian can have said or done."""
    if not is_allocated:
        raise NoGuardian("No guardian of this child is recorded. Record first who was named.")


def check_after(*, earlier: date, later: date, words: str) -> None:
    """Refuse what comes before that which it follows; both are London days."""
    if later < earlier:
        raise Refused(f"{words} Check the day. Nothing was recorded.", field="happened")


def check_answered_once(*, is_answered: bool) -> None:
    """Refuse a second answer to a challenge."""
    if is_answered:
        raise Refused("This challenge is answered already. If the guardian does not agree, record a new one.")
