"""By which day a statutory assessment is complete, counted from the day the referral was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantern.procedures.calendar import Calendar

WORKING_DAYS = 45
SOURCE = (
    "Working Together, as restated in the procedures of Lewisham: complete within a maximum of 45 working days of the "
    "referral"
)
READ = "text seen (2nd)"  # a restatement was read, not the text itself


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The last day of the assessment, whence that number is, and how its text was read.

    `is_from_referral` says that the day the referral was accepted is known. Where it is not, the day is counted from
    the discussion, and the true one can only be sooner.
    """

    due_on: date
    is_from_referral: bool
    source: str = SOURCE
    read: str = READ


def assessment_by(*, accepted_on: date | None, held_on: date, calendar: Calendar) -> Assessment:
    """Give the last day, at most 45 working days after the referral was accepted; that day is not counted."""
    begins = accepted_on or held_on
    return Assessment(
        due_on=calendar.working_day_after(begins, WORKING_DAYS), is_from_referral=accepted_on is not None
    )
