"""A mark for every column that can hold words of a person, and what somebody must be allowed to read each.

A mark is a word that stands nowhere else, so that whoever finds it knows which column it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from lantern.record.context import seen_as
from lantern.record.personal import SCRUB
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.roles import Permission, Role
from tests.factories.sight import SIMULATOR

SHORTEST = 10  # a mark's length: what holds fewer characters is a code, and is not marked
NOBODY = None  # its owner alone, whoever else they are

# What somebody must be allowed, for this child, to read the column on any page.
NEEDS: dict[str, Permission | None] = {
    # first, since a mark carries its number and a postcode is short
    "CareEpisodeAddress.home_postcode": Permission.SEE_PROTECTED,
    "CareEpisodeAddress.placement_postcode": Permission.SEE_PROTECTED,
    "Acknowledgement.name": Permission.SEE_EPISODE,
    "Acknowledgement.job_title": Permission.SEE_EPISODE,
    "Child.nationality": Permission.SEE_NAME,
    "Child.languages": Permission.SEE_NAME,
    "ChildIdentifier.value": Permission.SEE_NAME,
    "ChildName.name": Permission.SEE_NAME,
    "Event.by_name": Permission.SEE_NAME,  # who recorded a child missing already is said to who may find the child
    "Lateness.by_name": Permission.SEE_NAME,
    "Lateness.ended_by_name": Permission.SEE_NAME,
    "Lateness.words": Permission.SEE_NAME,
    "ReturnPlan.by_name": Permission.SEE_NAME,
    "ReturnPlan.words": Permission.SEE_NAME,
    "AwayDetail.address_verified_by": Permission.SEE_RECORD,
    "AwayDetail.adults_verified_by": Permission.SEE_RECORD,
    "AwayDetail.how_known": Permission.SEE_RECORD,
    "CallAnswer.words": Permission.SEE_RECORD,
    "CareEpisode.urn": Permission.SEE_RECORD,
    "EnquiryDetail.asked_of": Permission.SEE_RECORD,
    "EnquiryDetail.owner": Permission.SEE_RECORD,
    "EpisodeAccess.by_name": Permission.SEE_RECORD,
    "EpisodeAccess.ended_by_name": Permission.SEE_RECORD,
    "EpisodeAccess.reasons": Permission.SEE_RECORD,
    "Event.words": Permission.SEE_RECORD,
    "InterviewAsked.accepted_by_name": Permission.SEE_RECORD,
    "InterviewAsked.by_name": Permission.SEE_RECORD,
    "InterviewAsked.declined_because": Permission.SEE_RECORD,
    "InterviewAsked.ended_by_name": Permission.SEE_RECORD,
    "NoticeCode.job_title": Permission.SEE_RECORD,
    "NoticeCode.name": Permission.SEE_RECORD,
    "InterviewOfferDetail.language": Permission.SEE_RECORD,
    "InterviewOfferDetail.offered_by": Permission.SEE_RECORD,
    "Involvement.person": Permission.SEE_RECORD,
    "Involvement.team_telephone": Permission.SEE_RECORD,
    "Involvement.telephone": Permission.SEE_RECORD,
    "Involvement.telephone_by": Permission.SEE_RECORD,
    "LocatedDetail.owner": Permission.SEE_RECORD,
    "PoliceCallDetail.handler": Permission.SEE_RECORD,
    "PoliceCallDetail.log_number": Permission.SEE_RECORD,
    "ReportDetail.caller_reasons": Permission.SEE_RECORD,
    "ReportDetail.done_to_trace": Permission.SEE_RECORD,
    "ReportDetail.last_seen_where": Permission.SEE_RECORD,
    "ReportDetail.wearing": Permission.SEE_RECORD,
    "ReportDetail.why_worried": Permission.SEE_RECORD,
    "RiskDetail.officer": Permission.SEE_RECORD,
    "ConcernDetail.evidence": Permission.SEE_RECORD,
    "GuardianAccess.by_name": Permission.SEE_RECORD,
    "GuardianAllocation.contact": Permission.SEE_RECORD,
    "GuardianAllocation.guardian_name": Permission.SEE_RECORD,
    "GuardianAllocation.service": Permission.SEE_RECORD,
    "GuardianAsked.reference": Permission.SEE_RECORD,
    "GuardianAsked.service": Permission.SEE_RECORD,
    "GuardianNote.about": Permission.SEE_RECORD,
    "NotReferredDetail.decided_by": Permission.SEE_RECORD,
    "NrmLetter.reference": Permission.SEE_RECORD,
    "WelfareForm.by_name": Permission.SEE_RECORD,
    "WelfareForm.sent_to": Permission.SEE_RECORD,
    "AgeDetail.source": Permission.SEE_NAME,  # how old the child is taken to be binds a home as well
    "AreaApproval.approved_by": Permission.SEE_RECORD,
    "AreaApproval.missing_risk": Permission.SEE_RECORD,
    "AreaNotice.needs": Permission.SEE_RECORD,
    "AreaNotice.why_suitable": Permission.SEE_RECORD,
    "AreaNoticeReceived.reach": Permission.SEE_RECORD,
    "AreaNoticeReceived.sent_by": Permission.SEE_RECORD,
    "AreaNoticeTurn.who": Permission.SEE_RECORD,
    "ArrivalDetail.language": Permission.SEE_RECORD,
    "ArrivalDetail.place": Permission.SEE_RECORD,
    "ArrivalPeople.documents": Permission.SEE_PROTECTED,
    "ArrivalPeople.interpreter_name": Permission.SEE_PROTECTED,
    "ArrivalPeople.is_now_at": Permission.SEE_PROTECTED,
    "ArrivalPeople.met_by": Permission.SEE_PROTECTED,
    "ArrivalPeople.route": Permission.SEE_PROTECTED,
    "PlacementDetail.missing_risk": Permission.SEE_RECORD,
    "PlacementHearer.left_out_because": Permission.SEE_RECORD,
    "TransferAnswer.answered_by": Permission.SEE_RECORD,
    "TransferAsked.missing_risk": Permission.SEE_RECORD,
    "TransferAsked.trafficking_risk": Permission.SEE_RECORD,
    "Seal.by_name": Permission.SEE_RECORD,  # the same worker's name stands under the withdrawal
    "ActionDetail.owner": Permission.SEE_RECORD,
    "ChallengeAnswer.officer": Permission.SEE_RECORD,
    "ChallengeDetail.put_to": Permission.SEE_RECORD,
    "SearchReview.done_since": Permission.SEE_RECORD,
    "SearchReview.who": Permission.SEE_RECORD,
    "DiscussionDetail.could_not": Permission.SEE_RECORD,
    "DiscussionDetail.decided": Permission.SEE_RECORD,
    "DiscussionDetail.first_responder": Permission.SEE_RECORD,
    "DiscussionDetail.no_review_because": Permission.SEE_RECORD,
    "DiscussionDetail.section_47_because": Permission.SEE_RECORD,
    "DiscussionPerson.name": Permission.SEE_RECORD,
    "DiscussionPerson.organisation": Permission.SEE_RECORD,
    "DiscussionPerson.post": Permission.SEE_RECORD,
    "MinutesGiven.by_name": Permission.SEE_RECORD,
    "MinutesGiven.organisation": Permission.SEE_RECORD,
    "MinutesGiven.to": Permission.SEE_RECORD,
    "MinutesReceipt.by_name": Permission.SEE_RECORD,
    "MinutesReceipt.words": Permission.SEE_RECORD,
    "RiskBasis.relied_on": Permission.SEE_RECORD,
    "ChildAnsweredDetail.told_by": Permission.SEE_RECORD,
    "PreventionDetail.officer": Permission.SEE_RECORD,
    "ReturnInterview.interpreter": Permission.SEE_RECORD,
    "ReturnInterview.interviewer": Permission.SEE_RECORD,
    "ReturnInterview.interviewer_role": Permission.SEE_RECORD,
    "ReturnInterview.language": Permission.SEE_RECORD,
    "VisitDetail.visitor": Permission.SEE_RECORD,
    "ChangedDetail.lived_with": Permission.SEE_RECORD,
    "ChangedDetail.reviewing_officer": Permission.SEE_RECORD,
    "ChildAnsweredDetail.language": Permission.SEE_RECORD,
    "ChildsLink.by_name": Permission.SEE_NAME,
    "NotToldDetail.who_will": Permission.SEE_RECORD,
    "AwayPlace.address": Permission.SEE_PROTECTED,
    "InterviewSaid.after": Permission.SEE_PROTECTED,
    "InterviewSaid.before": Permission.SEE_PROTECTED,
    "InterviewSaid.during": Permission.SEE_PROTECTED,
    "InterviewSaid.handed_to": Permission.SEE_PROTECTED,
    "InterviewSaid.handed_what": Permission.SEE_PROTECTED,
    "InterviewSaid.place": Permission.SEE_PROTECTED,
    "InterviewSaid.would_help": Permission.SEE_PROTECTED,
    "InterviewShare.told": Permission.SEE_PROTECTED,
    "InterviewShare.what": Permission.SEE_PROTECTED,
    "InterviewShare.why_against": Permission.SEE_PROTECTED,
    "InterviewShare.why_not_told": Permission.SEE_PROTECTED,
    "InterviewTheme.title": Permission.SEE_PROTECTED,
    "PreventionSaid.words": Permission.SEE_PROTECTED,
    "SaidInConfidence.who": Permission.SEE_PROTECTED,
    "SaidInConfidence.words": Permission.SEE_PROTECTED,
    "AwayPlace.adults": Permission.SEE_PROTECTED,
    "EventSource.contact": Permission.SEE_PROTECTED,
    "EventSource.said_by": Permission.SEE_PROTECTED,
    "EventSource.said_by_role": Permission.SEE_PROTECTED,
    "LocatedPlace.authorised_by": Permission.SEE_PROTECTED,
    "LocatedPlace.collected_by": Permission.SEE_PROTECTED,
    "LocatedPlace.place": Permission.SEE_PROTECTED,
    "LocatedPlace.to_address": Permission.SEE_PROTECTED,
    "NobodyTold.by_name": Permission.SEE_PROTECTED,
    "NrmAnswer.answer": Permission.SEE_PROTECTED,
    "NobodyTold.reasons": Permission.SEE_PROTECTED,
    "Photograph.by_name": Permission.SEE_PROTECTED,
    "Photograph.withdrawn_because": Permission.SEE_PROTECTED,
    "Photograph.withdrawn_by": Permission.SEE_PROTECTED,
    "Photograph.words": Permission.SEE_PROTECTED,
    "PlacementAddress.address": Permission.SEE_PROTECTED,
    "PlacementAddress.carer_name": Permission.SEE_PROTECTED,
    "PlacementAddress.telephone": Permission.SEE_PROTECTED,
    "PrivateCallDetail.checked_by": Permission.SEE_PROTECTED,
    "PrivateCallDetail.said": Permission.SEE_PROTECTED,
    "PrivateDecision.by_name": Permission.SEE_PROTECTED,
    "PrivateDecision.reasons": Permission.SEE_PROTECTED,
    "PrivatePerson.is_to_the_child": Permission.SEE_PROTECTED,
    "PrivatePerson.name": Permission.SEE_PROTECTED,
    "PrivatePerson.telephone": Permission.SEE_PROTECTED,
    "ProtectedContact.address": Permission.SEE_PROTECTED,
    "ProtectedContact.name": Permission.SEE_PROTECTED,
    "ProtectedContact.telephone": Permission.SEE_PROTECTED,
    "ProtectedContact.what": Permission.SEE_PROTECTED,
    "Identification.name": Permission.MATCH_CHILD,  # taken back, it is another child's name
    "Bundle.decided_words": Permission.ASK_BUNDLE,
    "Bundle.reasons": Permission.ASK_BUNDLE,
    "Bundle.recipient": Permission.ASK_BUNDLE,
    "Bundle.recipient_post": Permission.ASK_BUNDLE,
    "Bundle.route": Permission.ASK_BUNDLE,
    **dict.fromkeys(
        ("GoingMissingPlan.by_name", "ChildWish.by_name"), Permission.SEE_NAME
    ),  # a worker's, as above
    **dict.fromkeys(
        ("GoingMissingPlan.owner", "PlanStep.what", "PlanStep.who", "PlanHolding.carer_briefed")
        + ("PlanHolding.said_by", "ChildWish.trusts", "ChildWish.is_to_the_child", "ChildWish.reach")
        + ("ChildWish.wants", "ChildWish.said_to", *(f"GoingMissingPlan.{part}" for part in PlanPart)),
        Permission.SEE_PLAN,
    ),
    **dict.fromkeys(
        ("CareStatusDetail.basis", "PlacementDetail.reasons", "PlacementDetail.approved_by")
        + ("EndedAtOnce.arrangements", "VisitMade.visitor", "VisitMade.not_alone_because")
        + ("ReviewDetail.chaired_by", "ReviewAsked.asked_by", "OfficerView.officer", "CaseStep.who"),
        Permission.SEE_RECORD,
    ),
    "LegalStatusPeriod.status": Permission.SEE_RECORD,
    **dict.fromkeys(
        (f"PairDecision.{name}" for name in ("reasons", "by_name", "undone_because", "undone_by_name")),
        Permission.SEE_RECORD,
    ),
    "Appeal.channel": Permission.SEE_RECORD,
    "Appeal.text": Permission.SEE_RECORD,
    "Appeal.child_view_words": Permission.SEE_RECORD,
    "AppealSignature.name": Permission.SEE_RECORD,
    "AppealSignature.post": Permission.SEE_RECORD,
    "AppealPlace.place": Permission.SEE_RECORD,
    "AppealPlace.published_by": Permission.SEE_RECORD,
    "AppealDown.confirmed_by": Permission.SEE_RECORD,
    "TextSafeAsked.asked_by": Permission.SEE_RECORD,
    "TextSafeAsked.asked_by_post": Permission.SEE_RECORD,
    "TextSafeAsked.reference": Permission.SEE_RECORD,
    "TextSafeAnswer.answered_by": Permission.SEE_RECORD,
    "RecoveryOrderSought.applicant": Permission.SEE_RECORD,
    "RecoveryOrderSought.court": Permission.SEE_RECORD,
    "RecoveryOrderDecided.reference": Permission.SEE_RECORD,
    "GivenReference.value": Permission.SEE_RECORD,
    "WarningNotice.force": Permission.SEE_RECORD,
    "WarningNotice.officer": Permission.SEE_RECORD,
    "WarningNotice.reference": Permission.SEE_RECORD,
    "WarningNoticePerson.name": Permission.SEE_PROTECTED,
    "ListedPlace.address": Permission.SEE_PROTECTED,
    "ListedPlace.postcode": Permission.SEE_PROTECTED,
    "ListedPlace.why": Permission.SEE_PROTECTED,
    "PlaceSearch.looked": Permission.SEE_RECORD,
    "Seal.reasons": Permission.SEE_SEALED,
    "ShiftPin.name": Permission.KEEP_TABLETS,
    "ImportRow.column": Permission.SEE_IMPORTS,
    "ImportRow.corrected_text": Permission.SEE_IMPORTS,
    "ImportRow.reason": Permission.SEE_IMPORTS,
    "ImportRow.row_text": Permission.SEE_IMPORTS,
    "ImportRow.value": Permission.SEE_IMPORTS,
    "Draft.content": NOBODY,
    "WebhookTarget.secret": NOBODY,  # shown once, before it is kept
}
# Who must not be told is part of the plan: whoever may see that reads the name too, and never the number.
ALSO: dict[str, Permission] = {
    "PrivatePerson.is_to_the_child": Permission.SEE_PLAN,
    "PrivatePerson.name": Permission.SEE_PLAN,
}
NOT_MARKED: dict[str, str] = {
    **dict.fromkeys(
        ("Account.password", "Account.email", "Account.name")
        + ("Bundle.asked_by_name", "Bundle.decided_by_name"),
        "of who signs in, not of the child",
    ),
    **dict.fromkeys(
        ("ContactPerson.name", "ContactPerson.job_title", "ContactPerson.work_telephone")
        + ("ContactPerson.work_email", "DutyShift.name", "DutyShift.post", "DutyShift.telephone"),
        "of people on duty, not of the child",
    ),
    **dict.fromkeys(
        (
            "NoticeCode.code_hash",
            "Proof.code_hash",
            "Telling.token_hash",
            "Photograph.digest",
            "Bundle.digest",
            "FedThing.key",
            "FedThing.said",
        )
        + ("ShiftPin.pin_hash", "Tablet.enrolment_hash", "Tablet.token_hash")
        + ("ChildsLink.token_hash", "CalendarAddress.token_hash"),
        "a hash",
    ),
    **dict.fromkeys(("Proof.address", "Proof.answered_by"), "of the set-up, not of the child"),
    **dict.fromkeys(("DemoMessage.recipient", "DemoMessage.body"), "a message, which is read as one here"),
    **dict.fromkeys(("ImportRun.by_name", "ImportRow.settled_by"), "of who brought a file, not of the child"),
    "ImportRow.settled_reason": "typed by who corrects the row; seen with the row",
    **dict.fromkeys(("ChildsLink.language", "ChildSaidDetail.language"), "the short name of a language"),
    **dict.fromkeys(
        ("ServiceTerms.weekend_words", "ServiceTerms.by_name"),
        "of what was agreed with a service, not of the child",
    ),
    **dict.fromkeys(
        ("ChildsText.speaker", "ChildsText.capacity", "ChildsText.by_name"),
        "of who read a text of the page, not of the child",
    ),
    "InterviewTheme.code": "the short name of a theme",
    "CallAnswer.question": "the short name of a question",
    "NrmAnswer.question": "the short name of a question",
    "SignSeen.code": "the short name of a sign",
    "ChildIdentifier.kind": "what sort of number it is",
    "ChildName.search_key": "made from the name",
}
MARKS = {column: f"Zq{place:02d}Marked" for place, column in enumerate(NEEDS)}
HOME = "ZqHomeMarked"  # a small home is as good as a name
LATE_CHILD = "ZqLateMarked"  # the name of a second child of the same home, who is late and was never missing
SEALED = "ZqSealedMarked"  # every word of an entry that was made on the wrong child

# These hang on the child: an organisation that was let into one episode reads none of them.
OF_THE_CHILD = frozenset(
    {
        "Bundle",
        "LegalStatusPeriod",
        "PairDecision",
        "CareEpisode",
        "CareEpisodeAddress",
        "ChildIdentifier",
        "Involvement",
        "Lateness",
        "PlacementAddress",
    }
    | {"PrivateDecision", "PrivatePerson", "ProtectedContact", "ReturnPlan"}
    | {"ActionDetail", "DiscussionDetail", "DiscussionPerson", "MinutesGiven", "MinutesReceipt"}
    | {"GoingMissingPlan", "PlanStep", "PlanHolding", "ChildWish", "CareStatusDetail", "PlacementDetail"}
    | {"EndedAtOnce", "VisitMade", "ReviewDetail", "ReviewAsked", "OfficerView", "CaseStep"}
    | {"ConcernDetail", "NotReferredDetail", "WelfareForm", "NrmAnswer", "NrmLetter"}
    | {"GuardianAccess", "GuardianAsked", "GuardianAllocation", "GuardianNote"}
)
# These are marked in the earlier episode alone, into which nobody was let.
# What a child said in confidence, and what was shared of it: the authority that looks after the child reads it.
IN_CONFIDENCE = frozenset({"InterviewSaid", "InterviewShare", "InterviewTheme", "SaidInConfidence"})
OF_THE_EARLIER = IN_CONFIDENCE | {
    *("InterviewOfferDetail", "NobodyTold", "ChildAnsweredDetail", "PreventionDetail", "PreventionSaid"),
    *("ReturnInterview", "VisitDetail", "ChangedDetail", "NotToldDetail"),
}


def text_columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """Give every column that is declared personal and can hold free text."""
    for model in (one for one in apps.get_models() if one.__name__ in SCRUB):
        for name in SCRUB[model.__name__].split():
            column = model._meta.get_field(name)
            holds_words = isinstance(column, models.CharField | models.TextField | models.JSONField)
            is_text = holds_words and not column.choices
            if is_text and (column.max_length or SHORTEST) >= SHORTEST:
                yield f"{model.__name__}.{name}", column


def is_planted(column: str, owner: Actor) -> bool:
    """Say whether a row holds the column's mark."""
    model_name, name = column.split(".")
    model = next(one for one in apps.get_models() if one.__name__ == model_name)
    by = {
        "Draft": owner,
        "ImportRow": Actor(role=Role.IMPORTER, name="x", organisation_id=owner.organisation_id),
    }
    with seen_as(by.get(model_name, SIMULATOR)):
        rows = model._default_manager.annotate(as_text=Cast(name, models.TextField()))
        return rows.filter(as_text__contains=MARKS[column]).exists()
