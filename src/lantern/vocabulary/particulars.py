"""What an event says of itself, where its kind alone is not enough for a clock."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lantern.vocabulary.events import EventKind


class Particular(StrEnum):
    """One thing that an event says. A duty's file asks for it in `arises_where`, `met_where` and the like."""

    SECTION_47_BEGUN = "section_47_begun"  # of a strategy discussion: enquiries were begun at this one
    POLICE_TOOK_PART = "police_took_part"
    REASONABLE_GROUNDS = "reasonable_grounds"  # of a decision: which of the two stages
    CONCLUSIVE_GROUNDS = "conclusive_grounds"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    HOME_OFFICE = "home_office"  # of an organisation that was told: which
    REVIEWING_OFFICER = "reviewing_officer"
    POLICE = "police"  # these three also of an entry that they wrote themselves: they know what it says
    RESPONSIBLE_AUTHORITY = "responsible_authority"
    HOST_AUTHORITY = "host_authority"  # the authority of the area in which the child lives
    IS_OVER = "is_over"  # of an organisation that was told: that the child is found or back
    TRAFFICKING_STATUS = "trafficking_status"  # of a care plan's entry: the record under regulation 5(1)(f)
    UNACCOMPANIED_STATUS = "unaccompanied_status"  # of the same record: whether the child is unaccompanied
    PLACEMENT_BEGAN = "placement_began"
    PLACEMENT_ENDED = "placement_ended"  # by a move, by itself, or with care
    CARE_ENDED = "care_ended"
    PLAN_WITH_THEM = "plan_with_them"  # of a plan held: the home where the child lives has it
    AREA_NOTICE_GIVEN = (
        "area_notice_given"  # the written notice to the host authority was given to somebody there
    )
    PLACEMENT_TOLD = "placement_told"  # each who must hear of the placement was told, or left out and why
    PLACEMENT_ENDED_AT_ONCE = "placement_ended_at_once"
    END_TOLD = "end_told"  # each who must hear of such an end was told
    MISSING_ARRANGEMENTS = "missing_arrangements"  # of a plan: what keeps the child safe from going missing
    INTERVIEW_ITSELF = (
        "interview_itself"  # of an interview that was held: its own entry, not another return's
    )
    INFORMATION_SENT = "information_sent"  # of what followed a referral: something was sent, no number noted
    RESPONSIBLE_ASKED = "responsible_asked"  # of an authority that is asked to lead: which
    HOST_ASKED = "host_asked"
    POTENTIAL_VICTIM = "potential_victim"  # of the authority's own view
    NO_VICTIM = "no_victim"  # of the same: any other view than that one
    CARE_BEGAN = "care_began"  # of a placement's beginning: the child was not looked after on the day before
    CHILD_SEEN = "child_seen"  # of a visit
    SETTLED = "settled"  # of a visit: past the first year of a placement that is intended to last until 18
    FIRST_REVIEW = "first_review"
    LATER_REVIEW = "later_review"
    STATUS_CONSIDERED = (
        "status_considered"  # the needs that arise from trafficking or from being unaccompanied
    )
    STATUS_LEFT_OUT = "status_left_out"
    SAFETY_CONSIDERED = "safety_considered"  # whether the placement keeps the child safe
    SAFETY_LEFT_OUT = "safety_left_out"
    CHILD_ASKS = "child_asks"  # of a review that is asked for
    OTHERS_ASK = "others_ask"


_OF_A_DECISION = frozenset({EventKind.NRM_DECIDED})
_OF_A_TELLING = frozenset({EventKind.ORGANISATION_TOLD})
# Whoever writes one of these knows of the absence, or that it is over, and need not be told.
_BY_THE_POLICE = _OF_A_TELLING | {
    EventKind.MISSING_REPORTED,
    EventKind.REPORT_JOINED,
    EventKind.CLASSIFIED,
    EventKind.CHILD_LOCATED,
    EventKind.CHILD_RETURNED,
}
_BY_AN_AUTHORITY = _BY_THE_POLICE | {EventKind.POLICE_REPORTED}
_OF_THE_CARE_PLAN = frozenset({EventKind.CARE_PLAN_RECORDED})
_OF_A_REVIEW = frozenset({EventKind.REVIEW_HELD})
_OF_AN_ASKING = frozenset({EventKind.REVIEW_ASKED, EventKind.CHANGED_AFTER})
_OF_A_DISCUSSION = frozenset({EventKind.STRATEGY_DISCUSSION_HELD})

# Which kinds of event can say it. Of any other kind it is not asked: a referral has no view to state.
SAID_BY: Mapping[Particular, frozenset[EventKind]] = {
    Particular.SECTION_47_BEGUN: _OF_A_DISCUSSION,
    Particular.POLICE_TOOK_PART: _OF_A_DISCUSSION,
    Particular.REASONABLE_GROUNDS: _OF_A_DECISION,
    Particular.CONCLUSIVE_GROUNDS: _OF_A_DECISION,
    Particular.POSITIVE: _OF_A_DECISION,
    Particular.NEGATIVE: _OF_A_DECISION,
    Particular.HOME_OFFICE: _OF_A_TELLING,
    Particular.REVIEWING_OFFICER: _OF_A_TELLING | {EventKind.CHANGED_AFTER},
    Particular.POLICE: _BY_THE_POLICE,
    Particular.RESPONSIBLE_AUTHORITY: _BY_AN_AUTHORITY,
    Particular.HOST_AUTHORITY: _BY_AN_AUTHORITY,
    Particular.IS_OVER: _OF_A_TELLING,
    Particular.TRAFFICKING_STATUS: _OF_THE_CARE_PLAN,
    Particular.UNACCOMPANIED_STATUS: _OF_THE_CARE_PLAN,
    Particular.PLACEMENT_BEGAN: _OF_THE_CARE_PLAN,
    Particular.PLACEMENT_ENDED: _OF_THE_CARE_PLAN,
    Particular.PLAN_WITH_THEM: frozenset({EventKind.PLAN_HELD}),
    Particular.AREA_NOTICE_GIVEN: _OF_THE_CARE_PLAN,
    Particular.PLACEMENT_TOLD: _OF_THE_CARE_PLAN,
    Particular.PLACEMENT_ENDED_AT_ONCE: _OF_THE_CARE_PLAN,
    Particular.END_TOLD: _OF_THE_CARE_PLAN,
    Particular.MISSING_ARRANGEMENTS: frozenset({EventKind.PLAN_WRITTEN}),
    Particular.INTERVIEW_ITSELF: frozenset({EventKind.RETURN_INTERVIEW_HELD}),
    Particular.INFORMATION_SENT: frozenset({EventKind.NRM_INFORMED}),
    Particular.RESPONSIBLE_ASKED: frozenset({EventKind.LEAD_ASKED}),
    Particular.HOST_ASKED: frozenset({EventKind.LEAD_ASKED}),
    Particular.POTENTIAL_VICTIM: frozenset({EventKind.CONCERN_VIEWED}),
    Particular.CARE_BEGAN: _OF_THE_CARE_PLAN,
    Particular.CARE_ENDED: _OF_THE_CARE_PLAN,
    Particular.CHILD_SEEN: frozenset({EventKind.CHILD_VISITED}),
    Particular.SETTLED: frozenset({EventKind.CHILD_VISITED}),
    Particular.FIRST_REVIEW: _OF_A_REVIEW,
    Particular.LATER_REVIEW: _OF_A_REVIEW,
    Particular.STATUS_CONSIDERED: _OF_A_REVIEW,
    Particular.STATUS_LEFT_OUT: _OF_A_REVIEW,
    Particular.SAFETY_CONSIDERED: _OF_A_REVIEW,
    Particular.SAFETY_LEFT_OUT: _OF_A_REVIEW,
    Particular.CHILD_ASKS: _OF_AN_ASKING,
    Particular.OTHERS_ASK: _OF_AN_ASKING | {EventKind.REVIEW_CONSIDERED},
    Particular.NO_VICTIM: frozenset({EventKind.CONCERN_VIEWED}),
}
