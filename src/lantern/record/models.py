"""A face: Django looks here for this floor's tables."""

from lantern.record.access import AuditEntry, ClaimedKey
from lantern.record.bundles import Bundle, BundleContent
from lantern.record.children import (
    Child,
    ChildIdentifier,
    ChildName,
    ProtectedContact,
    ResponsibilityPeriod,
    UnaccompaniedPeriod,
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
    "AuditEntry",
    "AwayDetail",
    "AwayPlace",
    "Bundle",
    "BundleContent",
    "CallAnswer",
    "CallGroup",
    "CareEpisode",
    "CareEpisodeAddress",
    "CareReview",
    "Child",
    "ChildIdentifier",
    "ChildMatch",
    "ChildName",
    "ClaimedKey",
    "ClassificationDetail",
    "CountDetail",
    "DemoMessage",
    "Draft",
    "EnquiryDetail",
    "EpisodeAccess",
    "Event",
    "EventSource",
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
    "RiskDetail",
    "Seal",
    "Telling",
    "TellingAttempt",
    "UnaccompaniedPeriod",
]
