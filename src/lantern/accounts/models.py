"""A face: Django looks here for this floor's tables."""

from lantern.accounts.duty_rota import DutyShift
from lantern.accounts.organisations import ContactPerson, Organisation, Team
from lantern.accounts.other_channels import WebhookTarget
from lantern.accounts.people import Account
from lantern.accounts.proofs import Proof
from lantern.accounts.tablets import ShiftPin, Tablet

__all__ = [
    "Account",
    "ContactPerson",
    "DutyShift",
    "Organisation",
    "Proof",
    "ShiftPin",
    "Tablet",
    "Team",
    "WebhookTarget",
]
