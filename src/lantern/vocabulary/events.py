"""What can happen in and after a missing episode: the closed list that clocks, policies and pages share."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """One thing that happened, or was said, about a child. Appended, never changed."""

    MISSING_REPORTED = "missing_reported"  # the call that opens the episode
    REPORT_JOINED = "report_joined"  # somebody else reported the same absence
    CLASSIFIED = "classified"  # missing or away, by the authority or by the police
    POLICE_REPORTED = "police_reported"  # spoken to, on the telephone, with a log number
    POLICE_CALL_TRIED = "police_call_tried"  # rang and got no answer, or gave up holding
    RISK_ASSESSED = "risk_assessed"
    INFORMATION_RECEIVED = "information_received"
    ORGANISATION_TOLD = "organisation_told"  # a person there acknowledged
    ORGANISATION_CALL_TRIED = "organisation_call_tried"  # rang and nobody answered
    ENQUIRY_SET = "enquiry_set"  # something somebody is to find out or do, by a time
    ENQUIRY_ANSWERED = "enquiry_answered"  # its result; answers the enquiry
    CHILD_LOCATED = "child_located"  # found is not yet back
    CHILD_RETURNED = "child_returned"
    RETURN_INTERVIEW_OFFERED = "return_interview_offered"
    RETURN_INTERVIEW_HELD = "return_interview_held"
    RETURN_INTERVIEW_DECLINED = "return_interview_declined"
    ENTERED_IN_ERROR = "entered_in_error"  # withdraws the event that it corrects
