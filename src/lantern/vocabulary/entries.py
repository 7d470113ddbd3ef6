"""How an entry of a chronology is titled, and in which group of kinds it stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lantern.vocabulary.events import CASEWORK, EventKind


class EntryGroup(StrEnum):
    """What a chronology can be narrowed to. Each kind of event stands in exactly one."""

    ABSENCE = "absence"
    RISK = "risk"
    TOLD = "told"
    SEARCH = "search"
    AFTER = "after"
    ARRIVAL = "arrival"
    PLAN = "plan"
    CONCERN = "concern"
    GUARDIAN = "guardian"
    DISCUSSION = "discussion"
    CASEWORK = "casework"
    CORRECTION = "correction"


GROUP_TITLES: Mapping[EntryGroup, str] = {
    EntryGroup.ABSENCE: "Missing, found and back",
    EntryGroup.RISK: "Views and risk",
    EntryGroup.TOLD: "Who was told, and let in",
    EntryGroup.SEARCH: "The search, and information",
    EntryGroup.AFTER: "Talking with the child after a return",
    EntryGroup.ARRIVAL: "Arrival, and age",
    EntryGroup.PLAN: "Plans",
    EntryGroup.CONCERN: "Signs of exploitation, and referrals",
    EntryGroup.GUARDIAN: "The guardian",
    EntryGroup.DISCUSSION: "Discussions and actions",
    EntryGroup.CASEWORK: "Visits, reviews and assessments",
    EntryGroup.CORRECTION: "Corrections",
}

GROUPS: Mapping[EntryGroup, frozenset[EventKind]] = {
    EntryGroup.ABSENCE: frozenset(
        {
            EventKind.MISSING_REPORTED,
            EventKind.REPORT_JOINED,
            EventKind.CHILD_LOCATED,
            EventKind.CHILD_RETURNED,
            EventKind.CHILD_MATCHED,
            EventKind.WENT_TOGETHER,
        }
    ),
    EntryGroup.RISK: frozenset(
        {
            EventKind.CLASSIFIED,
            EventKind.RISK_ASSESSED,
            EventKind.RISK_CHALLENGED,
            EventKind.CHALLENGE_ANSWERED,
        }
    ),
    EntryGroup.TOLD: frozenset(
        {
            EventKind.POLICE_REPORTED,
            EventKind.POLICE_CALL_TRIED,
            EventKind.ORGANISATION_TOLD,
            EventKind.ORGANISATION_CALL_TRIED,
            EventKind.PRIVATE_PERSON_RUNG,
            EventKind.LEAD_ASKED,
            EventKind.LEAD_ANSWERED,
            EventKind.ACCESS_GIVEN,
            EventKind.ACCESS_ENDED,
        }
    ),
    EntryGroup.SEARCH: frozenset(
        {
            EventKind.INFORMATION_RECEIVED,
            EventKind.CHILD_SAID,
            EventKind.ENQUIRY_SET,
            EventKind.ENQUIRY_ANSWERED,
            EventKind.COUNT_ENDED,
            EventKind.SEARCH_ENDED,
            EventKind.SEARCH_RESUMED,
            EventKind.TEXTSAFE_ASKED,
            EventKind.TEXTSAFE_ANSWERED,
            EventKind.PUBLICITY_PROPOSED,
            EventKind.PUBLICITY_SIGNED,
            EventKind.PUBLICITY_STOPPED,
            EventKind.PUBLICITY_PLACED,
            EventKind.PUBLICITY_TAKEN_DOWN,
            EventKind.RECOVERY_ORDER_SOUGHT,
            EventKind.RECOVERY_ORDER_DECIDED,
            EventKind.WARNING_NOTICE_SERVED,
            EventKind.PLACE_LISTED,
            EventKind.PLACE_SEARCHED,
        }
    ),
    EntryGroup.AFTER: frozenset(
        {
            EventKind.RETURN_INTERVIEW_OFFERED,
            EventKind.RETURN_INTERVIEW_HELD,
            EventKind.RETURN_INTERVIEW_DECLINED,
            EventKind.RETURN_INTERVIEW_NOT_POSSIBLE,
            EventKind.CARER_TOLD_INSTEAD,
            EventKind.INTERVIEW_SHARED,
            EventKind.PREVENTION_INTERVIEW_HELD,
            EventKind.SOCIAL_WORKER_VISITED,
            EventKind.CHILD_ANSWERED,
            EventKind.CHILD_NOT_TOLD,
            EventKind.CHANGED_AFTER,
        }
    ),
    EntryGroup.ARRIVAL: frozenset({EventKind.CHILD_ARRIVED, EventKind.AGE_SAID}),
    EntryGroup.PLAN: frozenset({EventKind.PLAN_WRITTEN, EventKind.PLAN_HELD, EventKind.CARE_PLAN_RECORDED}),
    EntryGroup.CONCERN: frozenset(
        {
            EventKind.CONCERN_RECORDED,
            EventKind.CONCERN_VIEWED,
            EventKind.NOT_REFERRED,
            EventKind.NRM_REFERRED,
            EventKind.NRM_DECIDED,
            EventKind.NRM_INFORMED,
        }
    ),
    EntryGroup.GUARDIAN: frozenset(
        {
            EventKind.GUARDIAN_REFERRED,
            EventKind.GUARDIAN_ALLOCATED,
            EventKind.GUARDIAN_SAID,
            EventKind.GUARDIAN_CHALLENGED,
            EventKind.GUARDIAN_ANSWERED,
            EventKind.GUARDIAN_LEFT,
        }
    ),
    EntryGroup.DISCUSSION: frozenset(
        {EventKind.STRATEGY_DISCUSSION_HELD, EventKind.ACTION_SET, EventKind.ACTION_ANSWERED}
    ),
    EntryGroup.CASEWORK: frozenset(CASEWORK),
    EntryGroup.CORRECTION: frozenset({EventKind.ENTERED_IN_ERROR}),
}

KIND_TITLES: Mapping[EventKind, str] = {
    EventKind.MISSING_REPORTED: "Reported missing",
    EventKind.REPORT_JOINED: "Reported again by somebody else",
    EventKind.CLASSIFIED: "View: missing or out",
    EventKind.POLICE_REPORTED: "Police told by telephone",
    EventKind.POLICE_CALL_TRIED: "Rang the police, spoke to nobody",
    EventKind.RISK_ASSESSED: "Police risk level",
    EventKind.INFORMATION_RECEIVED: "Information received",
    EventKind.ORGANISATION_TOLD: "An organisation told",
    EventKind.ORGANISATION_CALL_TRIED: "Rang, and nobody answered",
    EventKind.ENQUIRY_SET: "To find out or do",
    EventKind.ENQUIRY_ANSWERED: "What came of it",
    EventKind.CHILD_LOCATED: "Found, not yet back",
    EventKind.CHILD_RETURNED: "Is back",
    EventKind.RETURN_INTERVIEW_OFFERED: "Return interview offered",
    EventKind.RETURN_INTERVIEW_HELD: "Return interview held",
    EventKind.RETURN_INTERVIEW_DECLINED: "Did not want to talk yet",
    EventKind.PRIVATE_PERSON_RUNG: "A relative or friend rung",
    EventKind.LEAD_ASKED: "Asked to lead",
    EventKind.LEAD_ANSWERED: "Answered whether it leads",
    EventKind.ACCESS_GIVEN: "Another organisation let in, for a time",
    EventKind.ACCESS_ENDED: "No longer let in",
    EventKind.COUNT_ENDED: "No longer counted; the search goes on",
    EventKind.SEARCH_ENDED: "Decided to search no more",
    EventKind.SEARCH_RESUMED: "The search is taken up again",
    EventKind.CHILD_MATCHED: "Now known who this child is",
    EventKind.WENT_TOGETHER: "Went together with another missing child",
    EventKind.RISK_CHALLENGED: "Police risk level challenged",
    EventKind.CHALLENGE_ANSWERED: "The police answered the challenge",
    EventKind.RETURN_INTERVIEW_NOT_POSSIBLE: "Return interview not possible",
    EventKind.CARER_TOLD_INSTEAD: "A carer said what they know",
    EventKind.INTERVIEW_SHARED: "Shared from the return interview",
    EventKind.PREVENTION_INTERVIEW_HELD: "Police prevention interview",
    EventKind.SOCIAL_WORKER_VISITED: "Social worker's own visit",
    EventKind.CHILD_ANSWERED: "The child was told what was done",
    EventKind.CHILD_NOT_TOLD: "The child was not told yet what was done",
    EventKind.CHANGED_AFTER: "What changed after the return",
    EventKind.CHILD_SAID: "The child said, on the page they were given",
    EventKind.CHILD_ARRIVED: "Arrived alone",
    EventKind.AGE_SAID: "How old the child is taken to be",
    EventKind.TEXTSAFE_ASKED: "Charity asked to text the child (TextSafe)",
    EventKind.TEXTSAFE_ANSWERED: "The charity answered (TextSafe)",
    EventKind.PUBLICITY_PROPOSED: "An appeal to the public proposed",
    EventKind.PUBLICITY_SIGNED: "An appeal signed",
    EventKind.PUBLICITY_STOPPED: "A signature withdrawn: the appeal is stopped",
    EventKind.PUBLICITY_PLACED: "The appeal published",
    EventKind.PUBLICITY_TAKEN_DOWN: "The appeal taken down",
    EventKind.RECOVERY_ORDER_SOUGHT: "Recovery order applied for",
    EventKind.RECOVERY_ORDER_DECIDED: "Recovery order decided",
    EventKind.WARNING_NOTICE_SERVED: "Child Abduction Warning Notice",
    EventKind.PLACE_LISTED: "A place put on the list",
    EventKind.PLACE_SEARCHED: "A place searched",
    EventKind.PLAN_WRITTEN: "Going-missing plan written",
    EventKind.PLAN_HELD: "The placement holds the plan",
    EventKind.CARE_PLAN_RECORDED: "Recorded in the care plan",
    EventKind.CONCERN_RECORDED: "A sign of exploitation",
    EventKind.CONCERN_VIEWED: "The authority's view of trafficking",
    EventKind.NOT_REFERRED: "No referral, and why",
    EventKind.NRM_REFERRED: "Referred to the National Referral Mechanism",
    EventKind.NRM_DECIDED: "Decision on the referral",
    EventKind.NRM_INFORMED: "Competent authority told more",
    EventKind.GUARDIAN_REFERRED: "Guardian asked for",
    EventKind.GUARDIAN_ALLOCATED: "Guardian named",
    EventKind.GUARDIAN_SAID: "The guardian said",
    EventKind.GUARDIAN_CHALLENGED: "The guardian challenged a decision",
    EventKind.GUARDIAN_ANSWERED: "The guardian's challenge answered",
    EventKind.GUARDIAN_LEFT: "The guardian left",
    EventKind.STRATEGY_DISCUSSION_HELD: "Strategy discussion held",
    EventKind.ACTION_SET: "To do",
    EventKind.ACTION_ANSWERED: "What came of it",
    EventKind.CHILD_VISITED: "Visited",
    EventKind.REVIEW_HELD: "Review held",
    EventKind.REVIEW_ASKED: "Review asked for",
    EventKind.REVIEW_CONSIDERED: "The reviewing officer considered a review",
    EventKind.REVIEW_NOT_JUSTIFIED: "Review that the child asked for not held justified",
    EventKind.CARE_PLAN_WRITTEN: "Care plan written",
    EventKind.PLACEMENT_PLAN_SIGNED: "Placement plan signed",
    EventKind.REFERRAL_ACCEPTED: "Referral accepted",
    EventKind.ASSESSMENT_COMPLETED: "Assessment complete",
    EventKind.CONFERENCE_HELD: "Child protection conference held",
    EventKind.CONFERENCE_NOT_NEEDED: "No child protection conference, and why",
    EventKind.ENTERED_IN_ERROR: "Correction",
}
