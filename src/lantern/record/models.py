"""A face: Django looks here for this floor's tables."""

from lantern.record.access import AuditEntry, ClaimedKey
from lantern.record.care_plan import CareStatusDetail, PlacementDetail
from lantern.record.children import (
    Child,
    ChildIdentifier,
    ChildName,
    ProtectedContact,
    ResponsibilityPeriod,
    UnaccompaniedPeriod,
)
from lantern.record.concerns import ConcernDetail, NotReferredDetail, SignSeen, ViewDetail
from lantern.record.drafts import Draft
from lantern.record.duties import OwedDuty
from lantern.record.events import (
    AwayDetail,
    AwayPlace,
    CallAnswer,
    ClassificationDetail,
    CountDetail,
    EnquiryDetail,
    Event,
    EventSource,
    InterviewOfferDetail,
    LeadDetail,
    LocatedDetail,
    LocatedPlace,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.record.guardians import (
    GuardianAllocation,
    GuardianAnswer,
    GuardianAsked,
    GuardianChallenge,
    GuardianNote,
)
from lantern.record.imports import ImportRow, ImportRun
from lantern.record.involved import Involvement, NobodyTold, PrivateCallDetail, PrivateDecision, PrivatePerson
from lantern.record.lateness import Lateness, ReturnPlan
from lantern.record.matches import ChildMatch, Identification, MatchMoved
from lantern.record.missing import CallGroup, MissingEpisode
from lantern.record.notices import Acknowledgement, DemoMessage, NoticeCode, Telling, TellingAttempt
from lantern.record.photographs import Photograph
from lantern.record.placements import CareEpisode, CareEpisodeAddress, CareReview, Placement, PlacementAddress
from lantern.record.plans import (
    ChildWish,
    EpisodePlan,
    GoingMissingPlan,
    PlanHolding,
    PlanPerson,
    PlanStep,
)
from lantern.record.referrals import NrmAnswer, NrmDecision, NrmLetter, NrmReferral, WelfareForm
from lantern.record.sharing import EpisodeAccess, Seal

__all__ = [
    "Acknowledgement",
    "AuditEntry",
    "AwayDetail",
    "AwayPlace",
    "CallAnswer",
    "CallGroup",
    "CareEpisode",
    "CareEpisodeAddress",
    "CareReview",
    "CareStatusDetail",
    "Child",
    "ChildIdentifier",
    "ChildMatch",
    "ChildName",
    "ChildWish",
    "ClaimedKey",
    "ClassificationDetail",
    "ConcernDetail",
    "CountDetail",
    "DemoMessage",
    "Draft",
    "EnquiryDetail",
    "EpisodeAccess",
    "EpisodePlan",
    "Event",
    "EventSource",
    "Identification",
    "GoingMissingPlan",
    "GuardianAllocation",
    "GuardianAnswer",
    "GuardianAsked",
    "GuardianChallenge",
    "GuardianNote",
    "ImportRow",
    "ImportRun",
    "InterviewOfferDetail",
    "Involvement",
    "Lateness",
    "LeadDetail",
    "LocatedDetail",
    "LocatedPlace",
    "MatchMoved",
    "MissingEpisode",
    "NobodyTold",
    "NotReferredDetail",
    "NoticeCode",
    "NrmAnswer",
    "NrmDecision",
    "NrmLetter",
    "NrmReferral",
    "OwedDuty",
    "Photograph",
    "Placement",
    "PlacementAddress",
    "PlacementDetail",
    "PlanHolding",
    "PlanPerson",
    "PlanStep",
    "PoliceCallDetail",
    "PrivateCallDetail",
    "PrivateDecision",
    "PrivatePerson",
    "ProtectedContact",
    "ReportDetail",
    "ResponsibilityPeriod",
    "ReturnPlan",
    "RiskDetail",
    "Seal",
    "SignSeen",
    "Telling",
    "TellingAttempt",
    "UnaccompaniedPeriod",
    "ViewDetail",
    "WelfareForm",
]
