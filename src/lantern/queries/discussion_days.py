"""The days that follow from what a strategy discussion decided, each with its source."""

from __future__ import annotations

from lantern.procedures.assessment import Assessment, assessment_by
from lantern.procedures.calendar import ENGLAND_AND_WALES
from lantern.procedures.conference import Conference, conference_by
from lantern.queries.working_days import calendars
from lantern.record.models import Event
from lantern.vocabulary.discussions import Section47


def conference_of(event: Event) -> Conference | None:
    """Give by when a conference is held, where this discussion began section 47 enquiries."""
    if event.discussion.section_47 != Section47.BEGUN.value:
        return None
    return conference_by(begun_on=event.happened_on, calendar=calendars()[ENGLAND_AND_WALES])


def assessment_of(event: Event) -> Assessment | None:
    """Give by when an assessment is complete, where this discussion began section 47 enquiries or an assessment.

    An assessment was decided where the day is recorded on which its referral was accepted.
    """
    said = event.discussion
    if said.section_47 != Section47.BEGUN.value and said.referral_accepted_on is None:
        return None
    return assessment_by(
        accepted_on=said.referral_accepted_on,
        held_on=event.happened_on,
        calendar=calendars()[ENGLAND_AND_WALES],
    )
