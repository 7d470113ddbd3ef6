"""The words in which the handbook, and an explanation of what is owed, say a duty."""

from __future__ import annotations

from collections.abc import Mapping

from lantern.procedures.calendar import Clock
from lantern.procedures.law import OwedBy, SourceRead, TermKind
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular

EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.MISSING_REPORTED: "the child is reported missing",
    EventKind.REPORT_JOINED: "somebody else reports the same absence",
    EventKind.CLASSIFIED: "the absence is classified as missing or away",
    EventKind.POLICE_REPORTED: "a person at the police was told by telephone, with a log number",
    EventKind.POLICE_CALL_TRIED: "a call to the police is tried without reaching anybody",
    EventKind.RISK_ASSESSED: "the police risk level is recorded",
    EventKind.INFORMATION_RECEIVED: "information about the child is received",
    EventKind.ORGANISATION_TOLD: "a named person at an organisation acknowledges that they were told",
    EventKind.ORGANISATION_CALL_TRIED: "a call to an organisation is tried without reaching anybody",
    EventKind.ENQUIRY_SET: "an enquiry is set, with an owner",
    EventKind.ENQUIRY_ANSWERED: "what came of an enquiry is recorded",
    EventKind.CHILD_LOCATED: "the child is found",
    EventKind.CHILD_RETURNED: "the child is back",
    EventKind.RETURN_INTERVIEW_OFFERED: "an independent return interview is offered",
    EventKind.RETURN_INTERVIEW_HELD: "the return interview is held",
    EventKind.RETURN_INTERVIEW_DECLINED: "the child did not want to talk yet",
    EventKind.PRIVATE_PERSON_RUNG: "a worker rings a relative or friend",
    EventKind.LEAD_ASKED: "an authority is asked in writing to lead",
    EventKind.LEAD_ANSWERED: "an authority answers whether it leads",
    EventKind.ACCESS_GIVEN: "another force or authority is let into the episode",
    EventKind.ACCESS_ENDED: "another force or authority is no longer let in",
    EventKind.COUNT_ENDED: "the child turns 18 or care ends while missing",
    EventKind.SEARCH_ENDED: "a named person decides that the search ends",
    EventKind.SEARCH_RESUMED: "the search is taken up again",
    EventKind.CHILD_MATCHED: "a child nobody knew is recognised",
    EventKind.WENT_TOGETHER: "two missing children are said to have gone together",
    EventKind.RISK_CHALLENGED: "the authority challenges the police risk level",
    EventKind.CHALLENGE_ANSWERED: "the police answer a challenge of their risk level",
    EventKind.RETURN_INTERVIEW_NOT_POSSIBLE: "the return interview is not possible, and why",
    EventKind.CARER_TOLD_INSTEAD: "a carer says what they know after a return",
    EventKind.INTERVIEW_SHARED: "something from the return interview is shared",
    EventKind.PREVENTION_INTERVIEW_HELD: "the police hold a prevention interview",
    EventKind.SOCIAL_WORKER_VISITED: "the social worker visits the child",
    EventKind.CHILD_ANSWERED: "the child is told what was done with what they said",
    EventKind.CHILD_NOT_TOLD: "it is recorded why the child was not told that yet",
    EventKind.CHANGED_AFTER: "what changed after a return is recorded",
    EventKind.CHILD_SAID: "the child says something on the page they were given",
    EventKind.CHILD_ARRIVED: "a child who arrived alone is registered",
    EventKind.AGE_SAID: "it is recorded how old the child is taken to be",
    EventKind.TEXTSAFE_ASKED: "a charity is asked to text the child",
    EventKind.TEXTSAFE_ANSWERED: "the charity answers whether it texts",
    EventKind.PUBLICITY_PROPOSED: "an appeal to the public is proposed",
    EventKind.PUBLICITY_SIGNED: "somebody who must agree signs the appeal",
    EventKind.PUBLICITY_STOPPED: "a signature is withdrawn, and the appeal is stopped",
    EventKind.PUBLICITY_PLACED: "the appeal is published in a place",
    EventKind.PUBLICITY_TAKEN_DOWN: "a place no longer shows the appeal",
    EventKind.RECOVERY_ORDER_SOUGHT: "a recovery order is applied for",
    EventKind.RECOVERY_ORDER_DECIDED: "the court decides on a recovery order",
    EventKind.WARNING_NOTICE_SERVED: "a Child Abduction Warning Notice is served",
    EventKind.PLACE_LISTED: "a place is put on the list",
    EventKind.PLACE_SEARCHED: "somebody looks at a place on the list",
    EventKind.PLAN_WRITTEN: "a version of the going-missing plan is written",
    EventKind.PLAN_HELD: "the placement says that it holds the plan and the carer was briefed",
    EventKind.CARE_PLAN_RECORDED: "a fact is recorded in the care plan",
    EventKind.CONCERN_RECORDED: "a sign of exploitation is recorded",
    EventKind.CONCERN_VIEWED: "the authority records its view of trafficking",
    EventKind.NOT_REFERRED: "it is recorded why no referral is made",
    EventKind.NRM_REFERRED: "a referral to the National Referral Mechanism is made",
    EventKind.NRM_DECIDED: "the competent authority decides",
    EventKind.NRM_INFORMED: "further information is sent to the competent authority",
    EventKind.GUARDIAN_REFERRED: "a guardian is asked for",
    EventKind.GUARDIAN_ALLOCATED: "a guardian is named",
    EventKind.GUARDIAN_SAID: "a contact with the guardian is recorded",
    EventKind.GUARDIAN_CHALLENGED: "the guardian challenges a decision",
    EventKind.GUARDIAN_ANSWERED: "a guardian's challenge is answered",
    EventKind.GUARDIAN_LEFT: "the guardian leaves",
    EventKind.STRATEGY_DISCUSSION_HELD: "a strategy discussion is held",
    EventKind.ACTION_SET: "an action is set, with an owner and a day",
    EventKind.ACTION_ANSWERED: "what came of an action is recorded",
    EventKind.ENTERED_IN_ERROR: "a record is withdrawn",
}

OWED_BY_WORDS: Mapping[OwedBy, str] = {
    OwedBy.RESPONSIBLE_AUTHORITY: "The responsible authority",
    OwedBy.HOST_AUTHORITY: "The host authority",
    OwedBy.PLACEMENT: "The carer or home",
    OwedBy.POLICE_FORCE: "The police",
    OwedBy.HOME_OFFICE: "The Home Office",
    OwedBy.REVIEWING_OFFICER: "The independent reviewing officer",
    OwedBy.FIRST_RESPONDER: "The organisation that makes the referral",
}

SOURCE_READ_WORDS: Mapping[SourceRead, str] = {
    SourceRead.TEXT_SEEN: "The source's own words were read.",
    SourceRead.SECOND_HAND: "Read where another document restates it. Check before quoting it as law.",
    SourceRead.LOCAL: "Read in one area's own procedure. This is local practice, not national law.",
    SourceRead.AGREED: "Agreed by this partnership. This is local practice, not national law.",
}

CLOCK_WORDS: Mapping[Clock, str] = {
    Clock.ELAPSED_TIME: "counted in real hours, through nights, weekends and clock changes",
    Clock.WORKING_DAYS: "no Saturday, Sunday, Christmas Day, Good Friday or bank holiday is counted",
    Clock.CALENDAR_DAYS: "every day is counted",
    Clock.CALENDAR_WEEKS: "to the end of the same day of the week",
    Clock.CALENDAR_MONTHS: "to the end of the corresponding day of the month",
    Clock.AS_RECORDED: "When the person who recorded it said it would be; without one, no time is shown.",
    Clock.NO_NUMBER: "At once. The source gives no number, so the time that has passed is shown instead.",
}

PARTICULAR_WORDS: Mapping[Particular, str] = {
    Particular.SECTION_47_BEGUN: "section 47 enquiries were begun at it",
    Particular.POLICE_TOOK_PART: "the police took part",
    Particular.REASONABLE_GROUNDS: "it is the decision on reasonable grounds",
    Particular.CONCLUSIVE_GROUNDS: "it is the decision on conclusive grounds",
    Particular.POSITIVE: "it is positive",
    Particular.NEGATIVE: "it is negative",
    Particular.HOME_OFFICE: "the organisation is the Home Office",
    Particular.REVIEWING_OFFICER: "it is the independent reviewing officer who is told",
    Particular.POLICE: "it is the police who are told, or who record it",
    Particular.RESPONSIBLE_AUTHORITY: "it is the responsible authority that is told, or that records it",
    Particular.HOST_AUTHORITY: "it is the authority of the area in which the child lives that is told, or that records "
    "it",
    Particular.IS_OVER: "what is told is that the child is found or back",
    Particular.PLACEMENT_BEGAN: "it is that a placement began",
    Particular.PLACEMENT_ENDED: "it is that the placement ended",
    Particular.PLAN_WITH_THEM: "the home or carer has the plan itself",
    Particular.AREA_NOTICE_GIVEN: "it is that the written notice was given to the authority of the area",
    Particular.PLACEMENT_TOLD: "it says of each who must hear of the placement when they were told, or why not",
    Particular.PLACEMENT_ENDED_AT_ONCE: "it is that a placement had to end at once",
    Particular.END_TOLD: "it says of each who must hear of that end when they were told",
    Particular.POTENTIAL_VICTIM: "the view is that the child may be a victim",
    Particular.INTERVIEW_ITSELF: "it is the interview's own entry, not that of another return which it answers",
    Particular.INFORMATION_SENT: "further information was sent, or a reconsideration asked for",
    Particular.RESPONSIBLE_ASKED: "it is the responsible authority that is asked",
    Particular.HOST_ASKED: "it is the authority of the area in which the child lives that is asked",
    Particular.NO_VICTIM: "the view is another than that the child may be a victim",
    Particular.TRAFFICKING_STATUS: "it is the record that the child is or may be a victim of trafficking",
    Particular.UNACCOMPANIED_STATUS: "it is the record of whether the child is unaccompanied",
    Particular.MISSING_ARRANGEMENTS: "it says what keeps the child safe from going missing",
}

TERM_WORDS: Mapping[TermKind, str] = {
    TermKind.STANDARD: "Local standard, not law",
    TermKind.SHORTER: "Sooner by the local protocol",
    TermKind.LONGER: "Later by a decision for exceptional reasons",
}
