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
from lantern.record.duties import OwedDuty
from lantern.record.events import (
    ClassificationDetail,
    Event,
    EventSource,
    InterviewOfferDetail,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.record.imports import ImportRow, ImportRun
from lantern.record.missing import MissingEpisode
from lantern.record.notices import Acknowledgement, DemoMessage, NoticeCode, Telling, TellingAttempt
from lantern.record.placements import CareEpisode, CareEpisodeAddress, CareReview, Placement, PlacementAddress

__all__ = [
    "Acknowledgement",
    "AuditEntry",
    "CareEpisode",
    "CareEpisodeAddress",
    "CareReview",
    "Child",
    "ChildIdentifier",
    "ChildName",
    "ClaimedKey",
    "ClassificationDetail",
    "DemoMessage",
    "Event",
    "EventSource",
    "ImportRow",
    "ImportRun",
    "InterviewOfferDetail",
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
