"""A face: Django looks here for this floor's tables."""

from lantern.record.access import AuditEntry, ClaimedKey
from lantern.record.children import (
    Child,
    ChildIdentifier,
    ChildName,
    ProtectedContact,
    ResponsibilityPeriod,
    UnaccompaniedPeriod,
)
from lantern.record.discussions import (
    ActionAnswer,
    ActionDetail,
    ChallengeAnswer,
    ChallengeDetail,
    DiscussionDetail,
    DiscussionEpisode,
    DiscussionPerson,
    FloorDetail,
    MinutesGiven,
    MinutesReceipt,
    RiskBasis,
    RiskCited,
)
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
from lantern.record.imports import ImportRow, ImportRun
from lantern.record.involved import Involvement, NobodyTold, PrivateCallDetail, PrivateDecision, PrivatePerson
from lantern.record.lateness import Lateness, ReturnPlan
from lantern.record.matches import ChildMatch, MatchMoved
from lantern.record.missing import CallGroup, MissingEpisode
from lantern.record.notices import Acknowledgement, DemoMessage, NoticeCode, Telling, TellingAttempt
from lantern.record.photographs import Photograph
from lantern.record.placements import CareEpisode, CareEpisodeAddress, CareReview, Placement, PlacementAddress
from lantern.record.sharing import EpisodeAccess, Seal

__all__ = [
    "Acknowledgement",
    "ActionAnswer",
    "ActionDetail",
    "AuditEntry",
    "AwayDetail",
    "AwayPlace",
    "CallAnswer",
    "CallGroup",
    "CareEpisode",
    "CareEpisodeAddress",
    "CareReview",
    "ChallengeAnswer",
    "ChallengeDetail",
    "Child",
    "ChildIdentifier",
    "ChildMatch",
    "ChildName",
    "ClaimedKey",
    "ClassificationDetail",
    "CountDetail",
    "DemoMessage",
    "DiscussionDetail",
    "DiscussionEpisode",
    "DiscussionPerson",
    "Draft",
    "EnquiryDetail",
    "EpisodeAccess",
    "Event",
    "EventSource",
    "FloorDetail",
    "ImportRow",
    "ImportRun",
    "InterviewOfferDetail",
    "Involvement",
    "Lateness",
    "LeadDetail",
    "LocatedDetail",
    "LocatedPlace",
    "MatchMoved",
    "MinutesGiven",
    "MinutesReceipt",
    "MissingEpisode",
    "NobodyTold",
    "NoticeCode",
    "OwedDuty",
    "Photograph",
    "Placement",
    "PlacementAddress",
    "PoliceCallDetail",
    "PrivateCallDetail",
    "PrivateDecision",
    "PrivatePerson",
    "ProtectedContact",
    "ReportDetail",
    "ResponsibilityPeriod",
    "ReturnPlan",
    "RiskBasis",
    "RiskCited",
    "RiskDetail",
    "Seal",
    "Telling",
    "TellingAttempt",
    "UnaccompaniedPeriod",
]
