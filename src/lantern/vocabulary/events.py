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
    PRIVATE_PERSON_RUNG = "private_person_rung"  # a worker rang a parent, relative or friend
    LEAD_ASKED = "lead_asked"  # an authority is asked in writing to lead
    LEAD_ANSWERED = "lead_answered"  # it accepts or declines; answers the asking
    ACCESS_GIVEN = "access_given"  # another force or authority is let into this episode, for a time
    ACCESS_ENDED = "access_ended"
    COUNT_ENDED = "count_ended"  # 18, or no longer in care: no longer counted, still searched for
    SEARCH_ENDED = "search_ended"  # a named person decided, with reasons, to search no more
    SEARCH_RESUMED = "search_resumed"
    CHILD_MATCHED = "child_matched"  # a child nobody knew turned out to be one who is known
    WENT_TOGETHER = "went_together"  # somebody says that this child went with another who is missing
    ENTERED_IN_ERROR = "entered_in_error"  # withdraws the event that it corrects
