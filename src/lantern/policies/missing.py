"""What may follow what in a missing episode: one table, which the pages print and the actions obey."""

from __future__ import annotations

from collections.abc import Mapping

from lantern.vocabulary.events import OF_THE_CASE, EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused

# What is said and done once the child is back.
INTERVIEWS = (
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
)
# What is learnt late belongs to the episode too: the police may have been rung before the child was back.
ALWAYS = frozenset(
    {
        EventKind.CLASSIFIED,
        EventKind.POLICE_REPORTED,
        EventKind.POLICE_CALL_TRIED,
        EventKind.RISK_ASSESSED,
        EventKind.INFORMATION_RECEIVED,
        EventKind.CHILD_SAID,
        EventKind.ORGANISATION_TOLD,
        EventKind.ORGANISATION_CALL_TRIED,
        EventKind.ENQUIRY_ANSWERED,
        EventKind.PRIVATE_PERSON_RUNG,
        EventKind.LEAD_ASKED,
        EventKind.LEAD_ANSWERED,
        EventKind.ACCESS_GIVEN,
        EventKind.ACCESS_ENDED,
        EventKind.CHILD_MATCHED,
        EventKind.RISK_CHALLENGED,
        EventKind.CHALLENGE_ANSWERED,
        EventKind.TEXTSAFE_ANSWERED,
        EventKind.PUBLICITY_STOPPED,
        EventKind.PUBLICITY_PLACED,
        EventKind.PUBLICITY_TAKEN_DOWN,
        EventKind.RECOVERY_ORDER_DECIDED,
        EventKind.WARNING_NOTICE_SERVED,
        EventKind.PLACE_LISTED,
        EventKind.PLACE_SEARCHED,
        EventKind.ENTERED_IN_ERROR,
    }
)
# What ends, or takes up again, the count and the search of a child who is not back, and what is done to find them:
# nobody looks after what is set on an episode that is over.
WHILE_OPEN = frozenset(
    {
        EventKind.ENQUIRY_SET,
        EventKind.REPORT_JOINED,
        EventKind.CHILD_RETURNED,
        EventKind.COUNT_ENDED,
        EventKind.SEARCH_ENDED,
        EventKind.SEARCH_RESUMED,
        EventKind.WENT_TOGETHER,
        EventKind.TEXTSAFE_ASKED,
        EventKind.RECOVERY_ORDER_SOUGHT,
    }
)
# Nothing more is published of a child who is found.
APPEALS = frozenset({EventKind.PUBLICITY_PROPOSED, EventKind.PUBLICITY_SIGNED})

MAY_FOLLOW: Mapping[Stage | None, frozenset[EventKind]] = {
    None: frozenset({EventKind.MISSING_REPORTED}),
    Stage.MISSING: ALWAYS | WHILE_OPEN | APPEALS | {EventKind.CHILD_LOCATED},
    Stage.LOCATED: ALWAYS | WHILE_OPEN,
    Stage.RETURNED: ALWAYS | {EventKind.CHILD_LOCATED, *INTERVIEWS},
}

# Correcting one of these changes what others were told, so they are told again.
TOLD_TO_OTHERS = frozenset(
    {
        EventKind.MISSING_REPORTED,
        EventKind.CHILD_LOCATED,
        EventKind.CHILD_RETURNED,
        EventKind.ENTERED_IN_ERROR,
    }
)

# Somebody saw the episode by it, whatever is said later.
NOT_CORRECTED = frozenset({EventKind.ACCESS_GIVEN, EventKind.ACCESS_ENDED})

LEADS_TO: Mapping[EventKind, Stage] = {
    EventKind.MISSING_REPORTED: Stage.MISSING,
    EventKind.CHILD_LOCATED: Stage.LOCATED,
    EventKind.CHILD_RETURNED: Stage.RETURNED,
}

OVER = (
    "The child is recorded back, so there is nothing more to count or to search for. Nothing was changed. "
    "If they never came back, correct the return."
)
NOT_BACK = (
    "The child is not recorded back yet, so a return interview cannot be recorded. Nothing was changed. "
    "Record the return first, or record what was said as information received."
)
NOT_LOOKED_FOR = (
    "The child is recorded back, so nothing more is set to find them. Nothing was changed. What is learnt now is "
    "recorded as information received. If they never came back, correct the return."
)

NOT_PUBLISHED = (
    "The child is recorded found, so nothing more is published of them. Nothing was changed. Take down what stands. "
    "If the child was not found after all, correct that."
)
OF_NO_EPISODE = (
    "This belongs to the child's own record and to no missing episode. Nothing was changed. Open the child."
)

WHY_NOT: Mapping[Stage, Mapping[EventKind, str]] = {
    Stage.MISSING: {
        **dict.fromkeys(OF_THE_CASE, OF_NO_EPISODE),
        EventKind.MISSING_REPORTED: (
            "This child is already recorded missing. Nothing was changed. Add this call to the open report."
        ),
        **dict.fromkeys(INTERVIEWS, NOT_BACK),
    },
    Stage.LOCATED: {
        **dict.fromkeys(OF_THE_CASE, OF_NO_EPISODE),
        EventKind.MISSING_REPORTED: (
            "This child is recorded found but not yet back, and the report is open. Nothing was changed. "
            "Add this call to it. If the child was not found after all, correct that."
        ),
        EventKind.CHILD_LOCATED: (
            "The child is already recorded found. Nothing was changed. "
            "If the time or the place is wrong, correct that record."
        ),
        **dict.fromkeys(APPEALS, NOT_PUBLISHED),
        **dict.fromkeys(INTERVIEWS, NOT_BACK),
    },
    Stage.RETURNED: {
        **dict.fromkeys(OF_THE_CASE, OF_NO_EPISODE),
        **dict.fromkeys((EventKind.COUNT_ENDED, EventKind.SEARCH_ENDED, EventKind.SEARCH_RESUMED), OVER),
        **dict.fromkeys(APPEALS, NOT_PUBLISHED),
        **dict.fromkeys(
            (EventKind.ENQUIRY_SET, EventKind.TEXTSAFE_ASKED, EventKind.RECOVERY_ORDER_SOUGHT), NOT_LOOKED_FOR
        ),
        EventKind.WENT_TOGETHER: (
            "A child who is recorded back is joined to nobody any more. Nothing was changed. Choose two children "
            "who are both still missing, or record who went with this child as information received."
        ),
        EventKind.MISSING_REPORTED: (
            "This report is closed: the child is recorded back. Nothing was changed. If the child is missing "
            "again, make a new report. If they never came back, correct the return."
        ),
        EventKind.REPORT_JOINED: (
            "The child is recorded back, so this call cannot be added to the report. Nothing was changed. "
            "If the child is missing again, make a new report."
        ),
        EventKind.CHILD_RETURNED: (
            "The child is already recorded back. Nothing was changed. "
            "If the time is wrong, or the child is not back, correct that record."
        ),
    },
}


MATCH_STANDS = (
    "Who this child is cannot be struck as one entry: the report, the photographs and the answers went with it. "
    "Nothing was changed. It is taken back whole, a match and a name that was given by hand alike: open the "
    "child's page."
)
MATCH_IS_UNDONE = (
    "This took back who the child is, and it was taken back whole. Nothing was changed. If it was right after all, "
    "match them again, or say again who the child is."
)


class MayNotFollow(Refused):
    """This cannot happen at this point of a missing episode."""


class AlreadyCorrected(Refused):
    """The record has been corrected or withdrawn before."""


def check_may_follow(*, stage: Stage | None, kind: EventKind) -> None:
    """Refuse, with MayNotFollow, an event that cannot follow at this stage (None before the report).

    A correction is not held to this: ask check_may_correct.
    """
    if kind in MAY_FOLLOW[stage]:
        return
    if stage is None:
        raise MayNotFollow(
            "No report is open for this child. Nothing was changed. Report the child missing first."
        )
    raise MayNotFollow(WHY_NOT[stage][kind])


def stage_after(*, stage: Stage | None, kind: EventKind) -> Stage:
    """Give the stage once this event is recorded. What is learnt late never reopens a closed episode."""
    check_may_follow(stage=stage, kind=kind)
    if stage is Stage.RETURNED:
        return stage
    return LEADS_TO.get(kind, stage or Stage.MISSING)


def check_may_correct(*, kind: EventKind | None, is_corrected: bool, is_undone: bool = False) -> None:
    """Refuse to correct what is not in this episode (no kind), or what somebody corrected before.

    Any kind may be corrected or withdrawn, a withdrawal too: then what it withdrew stands again. Only who a child
    is cannot: what was moved then is moved back by an undo of its own. Once that `is_undone` it may be sealed.
    """
    if kind is None:
        raise MayNotFollow(
            "There is no such record in this episode. Nothing was changed. Open the episode again and look."
        )
    if kind is EventKind.CHILD_MATCHED and not is_undone:
        raise MayNotFollow(MATCH_STANDS)
    if is_corrected:
        raise AlreadyCorrected(
            "Somebody has corrected this record already. Nothing was changed. Look at the newer record, "
            "and correct that one if it is wrong too."
        )
    if kind in NOT_CORRECTED:
        raise MayNotFollow(
            "Who was let in is not struck from the chronology. Nothing was changed. End the access instead."
        )


def check_not_rematched(*, corrects: EventKind, kind: EventKind) -> None:
    """Refuse to withdraw the undo of a match, or of a going together: the words would stand, and nothing be moved."""
    if corrects is EventKind.CHILD_MATCHED and kind is EventKind.ENTERED_IN_ERROR:
        raise MayNotFollow(MATCH_IS_UNDONE)
    if corrects is EventKind.WENT_TOGETHER and kind is EventKind.ENTERED_IN_ERROR:
        raise MayNotFollow(
            "The child was taken out from among those who went together, and the words alone would bring nobody "
            "back to them. Nothing was changed. Record anew with whom the child went."
        )


def check_not_matched(*, is_matched: bool) -> None:
    """Refuse to add to a child who was recorded before anybody knew who they are, once that is known."""
    if is_matched:
        raise Refused(
            "It is known now who this child is. Nothing was changed. Open this child's page: it leads to the known "
            "child, and there you can record it."
        )
