"""Who may be asked to hold a return interview, how they hear of it, and what was agreed with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lantern.policies.access import RELATION_BELONGS_TO
from lantern.policies.interviews import weekends
from lantern.vocabulary.days import day_of
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel

MAY_BE_ASKED = RELATION_BELONGS_TO[Relation.ASKED]
# Local: no published text gives a number. Whoever asks chooses. Never none: whoever returned the interview has the
# police and the social worker to ring the same day, and records then what they shared.
DAYS_AFTER = (1, 3, 7, 14, 28)
MOST_OPEN = 500  # more than a service holds at a time is a slip of the hand
_SATURDAY = 5


def check_days(days_after: int) -> None:
    """Refuse a number of days after the result that nobody offers."""
    if days_after not in DAYS_AFTER:
        raise Refused("Choose for how long they still see it after the result.", field="days_after")


def channel_for(*, people: int, mailbox: str, telephone: str) -> Channel | None:
    """Give how a service hears that it is asked: by its mailbox, else by a call; None where nobody is told.

    A service whose interviewers have accounts reads it on its own list. One without, whose mailbox and number are
    both not recorded, cannot be told.
    """
    if people:
        return None
    if mailbox:
        return Channel.EMAIL
    return Channel.TELEPHONE if telephone else None


def check_may_be_asked(*, name: str, is_own: bool, is_reached: bool) -> None:
    """Refuse the authority's own interviewers, who see the child already, and a service that nothing reaches."""
    if is_own:
        raise Refused(
            f"The interviewers of {name} see this child already. Nothing was recorded.", field="service"
        )
    if not is_reached:
        raise Refused(
            f"Nobody at {name} has an interviewer’s account here, and no mailbox or number of theirs is recorded, so "
            "nobody would hear of it. Nothing was recorded. Have an administrator record one, or choose another.",
            field="service",
        )


def check_not_asked(name: str) -> None:
    """Refuse to ask a second service while one is asked; `name` is empty where none is."""
    if name:
        raise Refused(
            f"{name} is asked to hold this interview. Nothing was changed. Take it back from them first.",
            field="service",
        )


def check_answer(*, accepts: bool, accepted_by: str, reason: str) -> None:
    """Refuse to accept twice, and to decline without a reason. Who accepted may still decline."""
    if accepts and accepted_by:
        raise Refused(f"It is accepted already, by {accepted_by}. Nothing was recorded.")
    if not accepts and not reason.strip():
        raise Refused("Enter why it cannot be held, so that another can be asked.", field="reason")


def check_terms(*, from_on: date, most_open: int | None, today: date) -> None:
    """Refuse terms that begin more than a year from today, and a number that nobody holds at a time."""
    if abs(from_on - today) > timedelta(days=366):
        raise Refused("This begins more than a year from today. Check the year.", field="from_on")
    if most_open is not None and not 0 <= most_open <= MOST_OPEN:
        raise Refused(f"Enter a number from 0 to {MOST_OPEN}, or leave it empty.", field="most_open")


def days_without_cover(*, saturday: bool, sunday: bool, since: datetime, until: datetime) -> tuple[date, ...]:
    """Give the Saturdays and Sundays, in London, of a span (both UTC) on which nobody works at the service."""
    days: list[date] = []
    for begin, end in weekends(since=since, until=until):
        on = day_of(begin)
        while on <= day_of(end - timedelta(seconds=1)):
            works = saturday if on.weekday() == _SATURDAY else sunday
            days += [] if works else [on]
            on += timedelta(days=1)
    return tuple(days)
