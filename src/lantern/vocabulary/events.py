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
    RISK_CHALLENGED = "risk_challenged"  # the authority does not agree with the police level
    CHALLENGE_ANSWERED = "challenge_answered"  # the police answer; answers the challenge
    RETURN_INTERVIEW_NOT_POSSIBLE = "return_interview_not_possible"  # and why; answers the return
    CARER_TOLD_INSTEAD = (
        "carer_told_instead"  # the child did not want to talk, and a carer said what they know
    )
    INTERVIEW_SHARED = "interview_shared"  # what of it was shared, with whom, and whether the child was told
    PREVENTION_INTERVIEW_HELD = "prevention_interview_held"  # by the police, as soon as the child is back
    SOCIAL_WORKER_VISITED = "social_worker_visited"  # the social worker's own visit after a return
    CHILD_ANSWERED = "child_answered"  # the child was told what was done with what they said
    CHILD_NOT_TOLD = "child_not_told"  # the child was not told that yet, and why
    CHANGED_AFTER = "changed_after"  # what changed after a return: placement, plan, review asked for
    CHILD_SAID = "child_said"  # what the child said on the page a worker gave them
    TEXTSAFE_ASKED = "textsafe_asked"  # the charity Missing People is asked to text the child
    TEXTSAFE_ANSWERED = "textsafe_answered"  # answers the asking
    PUBLICITY_PROPOSED = "publicity_proposed"  # an appeal: its text, its channel and when it expires
    PUBLICITY_SIGNED = (
        "publicity_signed"  # by the police, the authority or the guardian; answers the proposal
    )
    PUBLICITY_STOPPED = "publicity_stopped"  # a signature is withdrawn; answers it
    PUBLICITY_PLACED = "publicity_placed"  # where it was published; answers the proposal
    PUBLICITY_TAKEN_DOWN = "publicity_taken_down"  # answers the place
    RECOVERY_ORDER_SOUGHT = "recovery_order_sought"  # a recovery order is applied for
    RECOVERY_ORDER_DECIDED = "recovery_order_decided"  # granted or refused; answers the application
    WARNING_NOTICE_SERVED = "warning_notice_served"  # a Child Abduction Warning Notice
    PLACE_LISTED = "place_listed"  # a place is put on the list: where the child was seen, or is looked for
    PLACE_SEARCHED = "place_searched"  # somebody looked there; answers the place
    # of the child's case, beside any one episode
    CHILD_ARRIVED = "child_arrived"  # alone, at a port or elsewhere: who met them, and what was seen
    AGE_SAID = "age_said"  # presumed under 18, or assessed or determined, and by whom
    PLAN_WRITTEN = "plan_written"  # a version of the going-missing plan
    PLAN_HELD = "plan_held"  # the placement holds the plan and the guidance, and the carer was briefed
    CARE_PLAN_RECORDED = (
        "care_plan_recorded"  # a fact of the care plan, such as the regulation 5(1)(f) record
    )
    CONCERN_RECORDED = "concern_recorded"  # a sign of exploitation, observed or suspected
    CONCERN_VIEWED = "concern_viewed"  # the authority's own view of trafficking
    NOT_REFERRED = "not_referred"  # a concern, no referral, and why
    NRM_REFERRED = "nrm_referred"  # a referral to the National Referral Mechanism
    NRM_DECIDED = "nrm_decided"  # a decision of the competent authority
    NRM_INFORMED = "nrm_informed"  # further information sent, or a reconsideration asked for
    GUARDIAN_REFERRED = "guardian_referred"  # the guardian's service was asked for a guardian
    GUARDIAN_ALLOCATED = "guardian_allocated"  # a guardian was named
    GUARDIAN_SAID = "guardian_said"  # a contact with the guardian, or the guardian's view on a decision
    GUARDIAN_CHALLENGED = "guardian_challenged"  # the guardian challenges a decision
    GUARDIAN_ANSWERED = "guardian_answered"  # what the guardian challenged is answered
    GUARDIAN_LEFT = "guardian_left"  # the guardian has no more to do with the child
    STRATEGY_DISCUSSION_HELD = "strategy_discussion_held"  # who spoke, what is known, what was decided
    ACTION_SET = "action_set"  # something somebody is to do, by a day
    ACTION_ANSWERED = "action_answered"  # what came of it; answers the action
    CHILD_VISITED = "child_visited"  # the authority's representative visits the child in the placement
    REVIEW_HELD = "review_held"  # a statutory review of the child's case
    REVIEW_ASKED = "review_asked"  # somebody asks for a review before it is due
    REVIEW_CONSIDERED = (
        "review_considered"  # the reviewing officer was told of something and considered a review
    )
    REVIEW_NOT_JUSTIFIED = (
        "review_not_justified"  # the officer does not hold the one that the child asked for justified
    )
    CARE_PLAN_WRITTEN = "care_plan_written"  # the care plan stands, and with whom it was agreed
    PLACEMENT_PLAN_SIGNED = "placement_plan_signed"  # the placement plan is signed by whoever must sign it
    REFERRAL_ACCEPTED = (
        "referral_accepted"  # children's social care took up a referral: its assessment begins
    )
    ASSESSMENT_COMPLETED = "assessment_completed"  # that assessment is complete
    CONFERENCE_HELD = "conference_held"  # an initial child protection conference
    CONFERENCE_NOT_NEEDED = (
        "conference_not_needed"  # the enquiries bore nothing out, and no conference is held
    )
    ENTERED_IN_ERROR = "entered_in_error"  # withdraws the event that it corrects


# What was done in the case: visits, reviews and what else recurs or follows, in the order in which a page offers it.
CASEWORK = (
    EventKind.CHILD_VISITED,
    EventKind.REVIEW_HELD,
    EventKind.REVIEW_ASKED,
    EventKind.REVIEW_CONSIDERED,
    EventKind.REVIEW_NOT_JUSTIFIED,
    EventKind.CARE_PLAN_WRITTEN,
    EventKind.PLACEMENT_PLAN_SIGNED,
    EventKind.REFERRAL_ACCEPTED,
    EventKind.ASSESSMENT_COMPLETED,
    EventKind.CONFERENCE_HELD,
    EventKind.CONFERENCE_NOT_NEEDED,
)

# What stands on the child and in no missing episode.
OF_THE_CASE = frozenset(
    {
        EventKind.CHILD_ARRIVED,
        EventKind.AGE_SAID,
        EventKind.PLAN_WRITTEN,
        EventKind.PLAN_HELD,
        EventKind.CARE_PLAN_RECORDED,
        EventKind.CONCERN_RECORDED,
        EventKind.CONCERN_VIEWED,
        EventKind.NOT_REFERRED,
        EventKind.NRM_REFERRED,
        EventKind.NRM_DECIDED,
        EventKind.NRM_INFORMED,
        EventKind.GUARDIAN_REFERRED,
        EventKind.GUARDIAN_ALLOCATED,
        EventKind.GUARDIAN_SAID,
        EventKind.GUARDIAN_CHALLENGED,
        EventKind.GUARDIAN_ANSWERED,
        EventKind.GUARDIAN_LEFT,
        EventKind.STRATEGY_DISCUSSION_HELD,
        EventKind.ACTION_SET,
        EventKind.ACTION_ANSWERED,
        *CASEWORK,
    }
)
