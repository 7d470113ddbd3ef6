"""By which day an initial child protection conference is held, where section 47 enquiries were begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantern.procedures.calendar import Calendar

WORKING_DAYS = 15
SOURCE = (
    "Working Together, as restated in the procedures of Lewisham and Bexley: within 15 working days of the strategy "
    "discussion at which section 47 enquiries were begun"
)
READ = "text seen (2nd)"  # restatements were read, not the text itself


@dataclass(frozen=True, kw_only=True)
class Conference:
    """The last day of the conference, whence that number is, and how its text was read."""

    due_on: date
    source: str = SOURCE
    read: str = READ


def conference_by(*, begun_on: date, calendar: Calendar) -> Conference:
    """Give the last day, 15 working days after that of the discussion which began the enquiries.

    The day of the discussion is not counted. Where more than one was held, it is the one at which the enquiries were
    begun that counts, not the last.
    """
    return Conference(due_on=calendar.working_day_after(begun_on, WORKING_DAYS))
