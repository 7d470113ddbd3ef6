"""The words of a search beside the enquiries: an appeal to the public, a text by a charity, an order, a notice."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Signer(StrEnum):
    """Who must each agree before an appeal is made to the public."""

    POLICE = "police"
    AUTHORITY = "authority"  # the authority that looks after the child
    GUARDIAN = "guardian"  # where the child has one allocated


class ChildView(StrEnum):
    """What is known of the child's own view of an appeal."""

    WANTS = "wants"
    DOES_NOT_WANT = "does_not_want"
    NOT_KNOWN = "not_known"


class DownBecause(StrEnum):
    """Why a place where an appeal stands is to be taken down."""

    FOUND = "found"  # the child is found, or back
    EXPIRED = "expired"
    STOPPED = "stopped"  # a signature was withdrawn
    NOT_SIGNED = "not_signed"  # published before all had signed, or a signature was entered in error
    STRUCK = "struck"  # the report, or the appeal itself, was entered in error


class AppealState(StrEnum):
    """How it stands with an appeal."""

    WAITING = "waiting"  # for a signature
    ALLOWED = "allowed"
    STOPPED = "stopped"
    EXPIRED = "expired"
    FOUND = "found"


class OrderGround(StrEnum):
    """Which order or protection a child is under for whom a recovery order is asked (Children Act 1989, section 50)."""

    CARE_ORDER = "care_order"
    EMERGENCY_PROTECTION = "emergency_protection"
    POLICE_PROTECTION = "police_protection"


class OrderAskedBy(StrEnum):
    """Who applied for a recovery order."""

    AUTHORITY = "authority"  # with parental responsibility by the care order or emergency protection order
    DESIGNATED_OFFICER = "designated_officer"  # where the child is in police protection


class OrderSays(StrEnum):
    """What a recovery order directs or authorises."""

    PRODUCE = "produce"
    REMOVE = "remove"
    DISCLOSE = "disclose"
    SEARCH = "search"


# What tells a reader that the child is in care, sought asylum or may have been trafficked. A word is compared whole;
# one that ends in * by its beginning. A bare surname such as Foster is not on it: a child may be called so.
FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "care": (
        "care",
        "carer",
        "carers",
        "care leaver*",
        "care system",
        "child protection",
        "childrens services",
        "corporate parent",
        "foster care",
        "foster carer*",
        "foster child*",
        "foster famil*",
        "foster home*",
        "foster mother",
        "foster father",
        "foster parent*",
        "fostered",
        "fostering",
        "key worker",
        "keyworker",
        "local authority",
        "looked after",
        "safeguarding",
        "section 20",
        "semi independent",
        "social service*",
        "social work",
        "social worker*",
        "support worker*",
        "supported accommodation",
        "supported living",
        "ward of court",
    ),
    "placement": (
        "accommodated",
        "care home*",
        "childrens home*",
        "group home*",
        "hostel*",
        "placed with",
        "placement*",
        "residential home*",
        "residential unit*",
    ),
    "asylum": (
        "asylum*",
        "deport*",
        "home office",
        "illegal immigrant*",
        "immigra*",
        "migrant*",
        "refugee*",
        "smuggle*",
        "smuggling",
        "stowaway*",
        "uasc",
        "ukvi",
        "unaccompanied*",
        "undocumented",
        "visa*",
    ),
    "trafficking": (
        "county line*",
        "drug runner*",
        "enslave*",
        "exploit*",
        "forced labour",
        "forced work*",
        "gang",
        "gangs",
        "groomed",
        "grooming",
        "modern slave*",
        "national referral mechanism",
        "nrm",
        "sexual abuse*",
        "slave*",
        "traffick*",
        "victim*",
    ),
}
