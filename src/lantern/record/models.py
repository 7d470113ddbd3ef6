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
from lantern.record.drafts import Draft
from lantern.record.duties import OwedDuty
from lantern.record.events import (
    CallAnswer,
    ClassificationDetail,
    EnquiryDetail,
    Event,
    EventSource,
    InterviewOfferDetail,
    LocatedDetail,
    LocatedPlace,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.record.imports import ImportRow, ImportRun
from lantern.record.missing import CallGroup, MissingEpisode
from lantern.record.notices import Acknowledgement, DemoMessage, NoticeCode, Telling, TellingAttempt
from lantern.record.placements import CareEpisode, CareEpisodeAddress, CareReview, Placement, PlacementAddress

__all__ = [
    "Acknowledgement",
    "AuditEntry",
    "CallAnswer",
    "CallGroup",
    "CareEpisode",
    "CareEpisodeAddress",
    "CareReview",
    "Child",
    "ChildIdentifier",
    "ChildName",
    "ClaimedKey",
    "ClassificationDetail",
    "DemoMessage",
    "Draft",
    "EnquiryDetail",
    "Event",
    "EventSource",
    "ImportRow",
    "ImportRun",
    "InterviewOfferDetail",
    "LocatedDetail",
    "LocatedPlace",
    "MissingEpisode",
    "NoticeCode",
    "OwedDuty",
    "Placement",
    "PlacementAddress",
    "PoliceCallDetail",
    "ProtectedContact",
    "ReportDetail",
    "ResponsibilityPeriod",
    "RiskDetail",
    "Telling",
    "TellingAttempt",
    "UnaccompaniedPeriod",
]
